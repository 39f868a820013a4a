/** A client that speaks the relay's protocol over a bare socket, so that tests can send what no editor would. */
import { createHash } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { digestOf } from '../../shared/text/digest.ts'
import { BODY } from '../../shared/text/schema.ts'
import {
  MESSAGE,
  readAck,
  readDigest,
  readRefused,
  readStanding,
  type Standing,
  SUBPROTOCOL,
  SYNC,
  syncFrame,
} from '../../shared/wire/messages.ts'
import type { Person } from './relayProcess.ts'

/** Whether the relay's digest is this document's. */
export const isDigestOf = (doc: Y.Doc, digest: Uint8Array): boolean =>
  digestOf(doc, (content) => createHash('sha256').update(content).digest()).equals(digest)

/** A paragraph as an editor makes it. */
export function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  return paragraph
}

export type RawOptions = {
  /** The subprotocol to offer, ours by default; null for none, as a stock y-websocket client. */
  subprotocol?: string | null
  origin?: string
  /** An API token to come by, instead of the person's cookie and without an Origin. */
  bearer?: string
  /** Where to connect instead of the server itself, as a network in between would have it. */
  via?: string
  /** A document that was open before; a fresh one by default. */
  doc?: Y.Doc
}

/** The client's end of one connection, over whichever socket. */
export class Client {
  readonly doc: Y.Doc
  readonly refused: { nth: number; code: string }[] = []
  standing: Standing | null = null
  /** Messages of our own types received, which a stock client must never get. */
  ownMessages = 0
  acked = 0
  sent = 0
  resyncs = 0
  /** The close code, or the HTTP status of a refused handshake; null while open. */
  closed: number | null = null
  synced = false
  readonly awareness: Uint8Array[] = []
  /** Digests received, and those that differed from this document when they came. */
  digests = 0
  wrongDigests = 0
  private readonly socket: WebSocket
  /** Updates made here that wait to be sent; null while none do. */
  private outbox: Uint8Array[] | null = null
  /** It was closed here: what comes now is not read any more. */
  private left = false
  private readonly waiting = new Set<() => void>()

  constructor(socket: WebSocket, doc: Y.Doc) {
    this.doc = doc
    this.socket = socket
    this.socket.binaryType = 'arraybuffer'
    const onUpdate = (update: Uint8Array, origin: unknown): void => {
      if (origin === this) return
      if (this.outbox === null) this.update(update)
      else this.outbox.push(update)
    }
    this.socket.on('open', () => {
      this.raw(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)))
      // What was written before goes with the answer to the relay's first question, and is no frame of its own.
      this.doc.on('update', onUpdate)
    })
    this.socket.on('message', (data) => {
      // ws still hands over what a socket held when it was ended; a browser does not.
      if (this.left) return
      if (data instanceof ArrayBuffer) this.take(new Uint8Array(data))
      this.changed()
    })
    this.socket.on('close', (code) => {
      this.doc.off('update', onUpdate)
      this.closed = code
      this.changed()
    })
    this.socket.on('unexpected-response', (_request, response) => {
      this.closed = response.statusCode ?? 0
      this.changed()
    })
    this.socket.on('error', () => this.changed())
  }

  /** From now on what is written here waits. */
  holdBack(): void {
    this.outbox ??= []
  }

  holds(): boolean {
    return this.outbox !== null
  }

  /** Sends what waited, in the order that `ordered` gives it. */
  letGo(ordered: (updates: Uint8Array[]) => Uint8Array[] = (updates) => updates): void {
    const updates = this.outbox ?? []
    this.outbox = null
    for (const update of ordered(updates)) this.update(update)
  }

  private changed(): void {
    for (const check of this.waiting) check()
  }

  /** Waits until something holds of this client; the test's own time limit ends a wait in vain. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return
        this.waiting.delete(check)
        resolve()
      }
      this.waiting.add(check)
      check()
    })
  }

  private take(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type >= MESSAGE.ack) this.ownMessages += 1
    if (type === MESSAGE.sync) {
      const step = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (step === SYNC.step1) {
        this.resyncs += 1
        this.sent += 1
        this.raw(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload)))
      } else {
        Y.applyUpdate(this.doc, payload, this)
        if (step === SYNC.step2) this.synced = true
      }
    } else if (type === MESSAGE.ack) this.acked = readAck(decoder).count
    else if (type === MESSAGE.refused) this.refused.push(readRefused(decoder))
    else if (type === MESSAGE.standing) this.standing = readStanding(decoder)
    else if (type === MESSAGE.digest) {
      this.digests += 1
      if (!isDigestOf(this.doc, readDigest(decoder))) this.wrongDigests += 1
    } else if (type === MESSAGE.awareness) this.awareness.push(decoding.readVarUint8Array(decoder))
  }

  /** Sends an update frame as it is and returns its number on this connection. */
  update(update: Uint8Array): number {
    this.sent += 1
    this.raw(syncFrame(SYNC.update, update))
    return this.sent
  }

  raw(bytes: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes)
  }

  /** Sends the beginning of a message that never ends. */
  rawPart(bytes: Uint8Array): void {
    this.socket.send(bytes, { fin: false })
  }

  /** Adds a paragraph with these words. */
  type(words: string): void {
    const body = this.doc.getXmlFragment(BODY)
    body.insert(body.length, [paragraphOf(words)])
  }

  text(): string {
    return this.doc.getXmlFragment(BODY).toJSON()
  }

  /** Sends a text frame, which the protocol has none of. */
  rawText(text: string): void {
    this.socket.send(text)
  }

  /** Asks for everything that the relay has. */
  askAll(): void {
    this.raw(syncFrame(SYNC.step1, Uint8Array.of(0)))
  }

  /** Stops reading, as a reader on a stalled network. */
  stall(): void {
    this.socket.pause()
  }

  unstall(): void {
    this.socket.resume()
  }

  close(): void {
    this.left = true
    this.socket.terminate()
  }
}

/** A client over a socket of the real server. */
export class RawClient extends Client {
  constructor(person: Person, plan: PlanId, options: RawOptions = {}) {
    super(dial(person, plan, options), options.doc ?? new Y.Doc())
  }
}

function dial(person: Person, plan: PlanId, options: RawOptions): WebSocket {
  const { url } = person.server
  const { subprotocol = SUBPROTOCOL, origin = url, via = url } = options
  return new WebSocket(
    `${via.replace(/^http/, 'ws')}/sync/text/${plan}`,
    subprotocol === null ? [] : subprotocol,
    {
      ...(options.bearer === undefined
        ? { headers: { cookie: person.cookie }, origin }
        : { headers: { authorization: `Bearer ${options.bearer}` } }),
      rejectUnauthorized: false,
    },
  )
}

/** A client whose connection the server refused or closed, with the code in `closed`. */
export async function openClosed(person: Person, plan: PlanId, options: RawOptions = {}): Promise<RawClient> {
  const client = new RawClient(person, plan, options)
  await client.until(() => client.closed !== null)
  return client
}

/** A client that has the plan's text and was asked for its own; fails when the relay closes before that. */
export async function ready<C extends Client>(client: C): Promise<C> {
  const isReady = (): boolean => client.synced && client.resyncs > 0
  await client.until(() => isReady() || client.closed !== null)
  if (!isReady()) throw new Error(`the relay closed the connection before it was ready: ${client.closed}`)
  return client
}

/** A connected client that has the plan's text. */
export const openRaw = (person: Person, plan: PlanId, options: RawOptions = {}): Promise<RawClient> =>
  ready(new RawClient(person, plan, options))
