/**
 * A relay in memory for the client's tests: the frames of shared/wire/messages.ts, in order, delivered
 * when the test says so. What it acknowledged is in `doc` for good; a crash loses nothing else of it.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { UserId } from '../../../shared/plan/ids.ts'
import { UPDATE_BYTES } from '../../../shared/wire/limits.ts'
import {
  ackFrame,
  MESSAGE,
  refusedFrame,
  standingFrame,
  SYNC,
  type Standing,
} from '../../../shared/wire/messages.ts'

const DRAFT: Omit<Standing, 'user'> = {
  epoch: 'e1',
  role: 'member',
  stage: 'draft',
  schema: 1,
  mayWrite: true,
}

const syncFrame = (step: number, payload: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
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

  take(line: SimLine, frame: Uint8Array): void {
    if (!this.lines.has(line)) return
    this.heard += 1
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return
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
        if (relay.down) {
          this.drop()
          return
        }
        if (this.readyState !== 0) return
        this.readyState = 1
        this.onopen?.()
        relay.join(this)
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
