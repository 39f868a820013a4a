/**
 * The y-websocket protocol with our own messages beside it, in one place.
 *
 * Frames are one message each: a varuint type, then the body. Types 0, 1 and 3 are y-websocket's
 * (sync, awareness, query awareness; y-protocols PROTOCOL.md). Ours start at 100 and go only to a
 * connection that negotiated SUBPROTOCOL, so that any y-websocket client works without them.
 *
 *   100 ack      varuint count, varuint seq   the first `count` update frames (sync step 2 or update) that
 *                this connection sent are on the server's disk or were already known; the log stands at `seq`
 *   101 refused  varuint nth, string code     the nth update frame (from 1) of this connection was refused;
 *                the code is one of shared/wire/refusals.ts; a refused frame counts in later acks' `count`
 *   102 standing string user, string epoch, string role, string stage, varuint schema, uint8 mayWrite
 *                sent first on each connection and again whenever role or stage changes; `user` is whose
 *                session the connection has: a client that holds another person's work sends nothing on it
 *   103 record   varuint seq                  the plan's journal has grown to `seq`: fetch what is missing
 *   104 digest   to the relay: varuint form   what is the digest of the text, in this form (shared/text/digest.ts)?
 *                                             It may go unanswered: ask again later
 *                back: varuint8array          SHA-256 of the content of just what was sent before this frame
 *
 * An update that lacks its predecessor is answered with sync step 1 (resync) and is not counted
 * as refused; it is acked once the following step 2 is stored.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { UserId } from '../plan/ids.ts'
import { DIGEST_FORM } from '../text/digest.ts'
import { SCHEMA_VERSION } from '../text/schema.ts'

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  ack: 100,
  refused: 101,
  standing: 102,
  record: 103,
  digest: 104,
} as const
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/**
 * Offered by our client as the WebSocket subprotocol; the last number is the schema that the client edits with.
 * The first is these messages' own: a page that knows older ones gets no connection and keeps its work until reloaded.
 */
export const SUBPROTOCOL_PREFIX = 'gongni.2.schema.'
export const SUBPROTOCOL = `${SUBPROTOCOL_PREFIX}${SCHEMA_VERSION}`

export type Standing = {
  user: UserId
  epoch: string
  role: string
  stage: string
  schema: number
  mayWrite: boolean
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

/** A frame of the y-websocket protocol's sync type. */
export function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [MESSAGE.sync, step, payload.byteLength]) encoding.writeVarUint(encoder, number)
  const head = encoding.toUint8Array(encoder)
  // Made in one piece: a whole text in a growing encoder would take its memory several times.
  const frame = new Uint8Array(head.byteLength + payload.byteLength)
  frame.set(head)
  frame.set(payload, head.byteLength)
  return frame
}

export const ackFrame = (count: number, seq: number): Uint8Array =>
  frame(MESSAGE.ack, (e) => {
    encoding.writeVarUint(e, count)
    encoding.writeVarUint(e, seq)
  })

export const refusedFrame = (nth: number, code: string): Uint8Array =>
  frame(MESSAGE.refused, (e) => {
    encoding.writeVarUint(e, nth)
    encoding.writeVarString(e, code)
  })

export const standingFrame = (s: Standing): Uint8Array =>
  frame(MESSAGE.standing, (e) => {
    encoding.writeVarString(e, s.user)
    encoding.writeVarString(e, s.epoch)
    encoding.writeVarString(e, s.role)
    encoding.writeVarString(e, s.stage)
    encoding.writeVarUint(e, s.schema)
    encoding.writeUint8(e, s.mayWrite ? 1 : 0)
  })

export const recordFrame = (seq: number): Uint8Array =>
  frame(MESSAGE.record, (e) => encoding.writeVarUint(e, seq))

export const digestQuestion = (): Uint8Array =>
  frame(MESSAGE.digest, (e) => encoding.writeVarUint(e, DIGEST_FORM))

export const digestFrame = (digest: Uint8Array): Uint8Array =>
  frame(MESSAGE.digest, (e) => encoding.writeVarUint8Array(e, digest))

export const readAck = (d: decoding.Decoder): { count: number; seq: number } => ({
  count: decoding.readVarUint(d),
  seq: decoding.readVarUint(d),
})

export const readRefused = (d: decoding.Decoder): { nth: number; code: string } => ({
  nth: decoding.readVarUint(d),
  code: decoding.readVarString(d),
})

export const readStanding = (d: decoding.Decoder): Standing => ({
  user: UserId.parse(decoding.readVarString(d)),
  epoch: decoding.readVarString(d),
  role: decoding.readVarString(d),
  stage: decoding.readVarString(d),
  schema: decoding.readVarUint(d),
  mayWrite: decoding.readUint8(d) === 1,
})

export const readRecord = (d: decoding.Decoder): number => decoding.readVarUint(d)

/** Whether a question for a digest is for one of the form that is made here. */
export const isDigestQuestion = (d: decoding.Decoder): boolean => decoding.readVarUint(d) === DIGEST_FORM

export const readDigest = (d: decoding.Decoder): Uint8Array => decoding.readVarUint8Array(d)
