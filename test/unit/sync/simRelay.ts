/**
 * A relay in memory for the client's tests: the frames of shared/wire/messages.ts, in order, delivered
 * when the test says so. What it acknowledged is in `doc` for good; a crash loses nothing else of it.
 */
import { createHash } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { UserId } from '../../../shared/plan/ids.ts'
import { digestOf } from '../../../shared/text/digest.ts'
import { SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { UPDATE_BYTES } from '../../../shared/wire/limits.ts'
import { FROM_HEADER } from '../../../shared/wire/api.ts'
import { readExchange, writeFrames } from '../../../shared/wire/exchange.ts'
import {
  ackFrame,
  digestFrame,
  MESSAGE,
  recordFrame,
  refusedFrame,
  standingFrame,
  SYNC,
  syncFrame,
  type Standing,
} from '../../../shared/wire/messages.ts'
import type { Refusal } from '../../../shared/wire/refusals.ts'

const DRAFT: Omit<Standing, 'user'> = {
  epoch: 'e1',
  role: 'member',
  stage: 'draft',
  schema: SCHEMA_VERSION,
  mayWrite: true,
}

export class SimRelay {
  doc = new Y.Doc()
  standing = DRAFT
  /** Whose cookie the browser has by now, if not the one that a page was opened with. */
  cookie: UserId | null = null
  /** Frames of any kind that arrived. */
  heard = 0
  /** Network down: connections fail, open ones are cut. */
  down = false
  /** The network takes no sockets, but HTTP. */
  socketless = false
  /** Sockets open and nothing comes of them. */
  mute = false
  exchanges = 0
  /** Events in the plan's journal. */
  record = 0
  /** Digests that were asked for. */
  digests = 0
  /** Frames wait for `deliver` instead of being handled at once. */
  held = false
  /** Update frames that carried something new while writing was refused. */
  refusals = 0
  connections = 0
  /** Sync steps 2 that lacked something. */
  gaps = 0
  readonly lines = new Set<SimLine>()
  private queue: (() => void)[] = []

  later(act: () => void): void {
    this.queue.push(act)
    if (!this.held) queueMicrotask(() => this.deliver())
  }

  /** Handles everything that waits. */
  deliver(count = Infinity): void {
    for (let left = count; left > 0; left--) {
      const act = this.queue.shift()
      if (act === undefined) return
      act()
    }
  }

  isIdle(): boolean {
    return this.queue.length === 0
  }

  /** Ends every connection, with a close code of the relay or as a network does. */
  cut(code?: number): void {
    this.queue = []
    for (const line of this.lines) line.drop(code)
  }

  join(line: SimLine): void {
    this.connections += 1
    this.lines.add(line)
    this.tell(line)
    line.get(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)))
  }

  /** Changes the standing and tells everyone, as the real relay does within a second. */
  setStanding(change: Partial<Standing>): void {
    this.standing = { ...this.standing, ...change }
    for (const line of this.lines) this.tell(line)
  }

  private tell(line: SimLine): void {
    line.get(standingFrame({ ...this.standing, user: this.cookie ?? line.user }))
  }

  digest(): Uint8Array {
    return digestOf(this.doc, (content) => createHash('sha256').update(content).digest())
  }

  take(line: SimLine, frame: Uint8Array): void {
    if (!this.lines.has(line)) return
    this.heard += 1
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.digest) {
      this.digests += 1
      line.get(digestFrame(this.digest()))
    }
    if (type !== MESSAGE.sync) return
    const step = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (step === SYNC.step1) {
      line.get(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload)))
      return
    }
    line.frames += 1
    if (step === SYNC.update && payload.byteLength > UPDATE_BYTES) {
      this.refusals += 1
      line.get(refusedFrame(line.frames, 'too-large'))
      return
    }
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc))
    let news = false
    copy.on('update', () => {
      news = true
    })
    Y.applyUpdate(copy, payload)
    if (copy.store.pendingStructs !== null || copy.store.pendingDs !== null) {
      if (step === SYNC.step2) this.gaps += 1
      if (this.gaps >= 8) line.get(refusedFrame(line.frames, 'malformed'))
      else if (step === SYNC.step2 || !line.waits)
        line.get(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)))
      line.waits = true
      return
    }
    if (news && !this.standing.mayWrite) {
      this.refusals += 1
      line.get(refusedFrame(line.frames, 'not-allowed'))
      return
    }
    if (line.waits && step !== SYNC.step2) return
    line.waits = false
    this.doc = copy
    for (const other of this.lines) if (other !== line && news) other.get(syncFrame(SYNC.update, payload))
    line.get(ackFrame(line.frames, 1))
  }
}

/** The client's end of a connection, as a WebSocket class bound to one relay. */
export type SimLine = {
  user: UserId
  frames: number
  waits: boolean
  get: (frame: Uint8Array) => void
  drop: (code?: number) => void
}

/** The browser's `fetch` to a relay that answers exchanges over HTTP, also while it takes no sockets. */
export function fetchOf(relay: SimRelay, user: UserId): typeof fetch {
  return async (_url, init) => {
    if (relay.down) throw new TypeError('no network')
    const from = new Headers(init?.headers).get(FROM_HEADER)
    if (from !== null && from !== (relay.cookie ?? user))
      return Response.json({ refusal: 'signed-out' } satisfies Refusal, { status: 401 })
    if (!(init?.body instanceof Uint8Array)) throw new TypeError('only exchanges are answered')
    const { epoch, frames } = readExchange(init.body)
    relay.exchanges += 1
    const answer: Uint8Array[] = []
    const line: SimLine = {
      user,
      frames: 0,
      waits: false,
      get: (frame) => void answer.push(frame),
      drop: () => undefined,
    }
    relay.join(line)
    const taken = new Promise<void>((resolve) => {
      relay.later(() => {
        if (epoch === '' || epoch === relay.standing.epoch)
          for (const frame of frames) relay.take(line, frame)
        relay.lines.delete(line)
        resolve()
      })
    })
    await taken
    const body = writeFrames([...answer, ackFrame(0, 1), recordFrame(relay.record)])
    return new Response(body, { headers: { 'content-type': 'application/octet-stream' } })
  }
}

export function socketOf(relay: SimRelay, user: UserId): typeof WebSocket {
  class SimSocket implements SimLine {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly OPEN = 1
    readonly user = user
    readyState = 0
    binaryType = 'arraybuffer'
    frames = 0
    waits = false
    onopen: (() => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
    onerror: (() => void) | null = null

    constructor() {
      queueMicrotask(() => {
        if (relay.down || relay.socketless) {
          this.drop()
          return
        }
        if (this.readyState !== 0) return
        this.readyState = 1
        this.onopen?.()
        if (relay.mute) relay.connections += 1
        else relay.join(this)
      })
    }

    send(frame: Uint8Array): void {
      relay.later(() => relay.take(this, frame))
    }

    get(frame: Uint8Array): void {
      const data = new Uint8Array(frame).buffer
      relay.later(() => {
        if (this.readyState === 1) this.onmessage?.({ data })
      })
    }

    close(): void {
      this.drop()
    }

    drop(code = 1006): void {
      if (this.readyState === 3) return
      this.readyState = 3
      relay.lines.delete(this)
      queueMicrotask(() => this.onclose?.({ code, reason: '' }))
    }
  }
  return SimSocket as unknown as typeof WebSocket
}
