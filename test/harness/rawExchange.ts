/** A client of the HTTP exchange that keeps a document as ours does, and can send what ours would not. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { BODY } from '../../shared/text/schema.ts'
import { type Exchange, readFrames, writeExchange } from '../../shared/wire/exchange.ts'
import {
  MESSAGE,
  readAck,
  readDigest,
  readRecord,
  readRefused,
  readStanding,
  type Standing,
  SUBPROTOCOL,
  SYNC,
  syncFrame,
} from '../../shared/wire/messages.ts'
import { Refusal } from '../../shared/wire/refusals.ts'
import { isDigestOf, paragraphOf } from './rawClient.ts'
import type { Person } from './relayProcess.ts'

export type Answer = {
  status: number
  refusal: string | null
  standing: Standing | null
  /** Update frames of the body that are on the server's disk. */
  acked: number
  refused: string[]
  /** Asked for what an update lacked. */
  gap: boolean
  /** The difference came. */
  difference: boolean
  record: number
  /** Whether the relay's digest is this document's; null when none came. */
  alike: boolean | null
}

type Sent = Partial<Omit<Exchange, 'frames'>> & { headers?: Record<string, string>; bearer?: string }

const isDigest = ([type]: Uint8Array): boolean => type === MESSAGE.digest

export class RawExchange {
  readonly doc: Y.Doc
  readonly person: Person
  readonly plan: PlanId
  epoch = ''
  seq = 0
  /** What the relay said that it has. */
  relay = Uint8Array.of(0)

  constructor(person: Person, plan: PlanId, doc = new Y.Doc()) {
    this.person = person
    this.plan = plan
    this.doc = doc
  }

  /** Asks for the difference. */
  ask(sent: Sent = {}): Promise<Answer> {
    return this.post([this.question()], sent)
  }

  /** Sends what the relay lacks and asks for what this document lacks. */
  async give(sent: Sent = {}): Promise<Answer> {
    if (this.epoch === '') await this.ask(sent)
    return this.post(
      [this.question(), syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.doc, this.relay))],
      sent,
    )
  }

  question(): Uint8Array {
    return syncFrame(SYNC.step1, Y.encodeStateVector(this.doc))
  }

  /** Sends any frames. */
  post(frames: readonly Uint8Array[], sent: Sent = {}): Promise<Answer> {
    const { epoch, seq } = this
    return this.postBytes(writeExchange({ protocol: SUBPROTOCOL, epoch, seq, ...sent, frames }), sent)
  }

  /** Sends any body. */
  async postBytes(body: Uint8Array<ArrayBuffer>, { headers, bearer }: Sent = {}): Promise<Answer> {
    const { server, cookie } = this.person
    const response = await fetch(`${server.url}/api/text/${this.plan}/exchange`, {
      method: 'POST',
      headers: {
        ...(bearer === undefined ? { cookie, origin: server.url } : { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      body,
    })
    const answer: Answer = {
      status: response.status,
      refusal: null,
      standing: null,
      acked: 0,
      refused: [],
      gap: false,
      difference: false,
      record: 0,
      alike: null,
    }
    if (response.ok) {
      let questions = 0
      const frames = readFrames(await response.bytes())
      // A digest is of the text with the difference in it, which comes after it.
      for (const frame of [...frames.filter((one) => !isDigest(one)), ...frames.filter(isDigest)])
        if (this.take(frame, answer)) questions += 1
      answer.gap = questions > 1
    } else answer.refusal = Refusal.parse(await response.json()).refusal
    return answer
  }

  /** Takes a frame of the answer; true for a question. */
  private take(frame: Uint8Array, answer: Answer): boolean {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.sync) {
      const step = decoding.readVarUint(decoder)
      const payload = new Uint8Array(decoding.readVarUint8Array(decoder))
      if (step === SYNC.step1) {
        this.relay = payload
        return true
      }
      Y.applyUpdate(this.doc, payload, this)
      answer.difference = true
    } else if (type === MESSAGE.ack) {
      const { count, seq } = readAck(decoder)
      answer.acked = Math.max(answer.acked, count)
      this.seq = seq
    } else if (type === MESSAGE.refused) answer.refused.push(readRefused(decoder).code)
    else if (type === MESSAGE.standing) {
      answer.standing = readStanding(decoder)
      this.epoch = answer.standing.epoch
    } else if (type === MESSAGE.digest) answer.alike = isDigestOf(this.doc, readDigest(decoder))
    else if (type === MESSAGE.record) answer.record = readRecord(decoder)
    else throw new Error(`a frame of type ${type} does not belong into an exchange`)
    return false
  }

  type(words: string): void {
    const body = this.doc.getXmlFragment(BODY)
    body.insert(body.length, [paragraphOf(words)])
  }

  text(): string {
    return this.doc.getXmlFragment(BODY).toJSON()
  }
}
