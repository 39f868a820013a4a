/**
 * One document's line to the relay over HTTP, for networks that block WebSockets (shared/wire/exchange.ts).
 * relayLine.ts wakes it when a socket cannot be opened and lets it rest when one is.
 *
 * Invariants:
 * 1. As on a socket (provider.ts): nothing of the document leaves before the relay's standing was found to be its
 *    own, nor before it is in the local store, and it is noted with the tick at which it was encoded.
 * 2. What the relay is taken to have is what it said itself, or acknowledged: it says so anew in each answer to what
 *    was sent, and where it has less than it had, nothing is called saved and all is sent again.
 * 3. A failed exchange ends in rest. The next socket that cannot be opened wakes it, so that a network that is down
 *    is tried at one pace.
 * 4. In a hidden tab exchanges go on only while the relay lacks something.
 */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { readFrames, writeExchange } from '../../shared/wire/exchange.ts'
import {
  MESSAGE,
  readAck,
  readRecord,
  readRefused,
  readStanding,
  SUBPROTOCOL,
  SYNC,
  syncFrame,
} from '../../shared/wire/messages.ts'
import { RefusalCode } from '../../shared/wire/refusals.ts'
import { postBytes, Refused, Unreachable } from './api.ts'
import { applied } from './applied.ts'
import { isOnline, type LineEvents, type LineOptions } from './line.ts'
import { hasAllOf, joined } from './vectors.ts'

/** The wait before what was typed is sent, milliseconds; more of it joins meanwhile. */
const TYPED_MS = 1_000
/** Bounds of the wait before others' work is asked for; it grows while nothing comes. Milliseconds. */
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 8_000
/** Answers in a row that asked for what was lacking, after which it is this document that lacks something. */
const MOST_GAPS = 8
/** The wait after the first of them, doubled for each one after, milliseconds. */
const GAP_WAIT_MS = 250

/** What was sent: the document's tick and state vector then, and what the relay was taken to have. */
type Sent = { tick: number; vector: Uint8Array; base: Uint8Array }
type Told = { vectors: Uint8Array[]; acked: boolean; changed: boolean }

type ExchangeOptions = LineOptions & { events: LineEvents; origin: unknown }

export class ExchangeLine {
  private readonly options: ExchangeOptions
  private awake = false
  private closed = false
  private busy = false
  private works = false
  private epoch = ''
  private seq = 0
  private relay: Uint8Array | null = null
  private gaps = 0
  /** Exchanges in a row that changed nothing. */
  private quiet = 0
  private timer: ReturnType<typeof setTimeout> | null = null
  private due = 0

  constructor(options: ExchangeOptions) {
    this.options = options
  }

  /** The last exchange was answered, and others follow. */
  connected(): boolean {
    return this.works && isOnline()
  }

  /** Exchanges from now on; does nothing when it does so already. */
  wake(): void {
    if (this.awake || this.closed) return
    this.awake = true
    this.options.doc.on('update', this.onUpdate)
    globalThis.document?.addEventListener('visibilitychange', this.onVisible)
    void this.run()
  }

  /** Stops, and forgets what the relay said: it may say otherwise the next time. */
  rest(): void {
    this.awake = false
    this.works = false
    this.epoch = ''
    this.seq = 0
    this.relay = null
    this.stopTimer()
    this.options.doc.off('update', this.onUpdate)
    globalThis.document?.removeEventListener('visibilitychange', this.onVisible)
  }

  close(): void {
    this.closed = true
    this.rest()
  }

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin !== this.options.origin) this.runIn(TYPED_MS)
  }

  private readonly onVisible = (): void => {
    if (!document.hidden) this.runIn(0)
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  /** Exchanges after this wait, or earlier if that was said before. */
  private runIn(wait: number): void {
    const due = performance.now() + wait
    if (!this.awake || this.busy || (this.timer !== null && this.due <= due)) return
    this.stopTimer()
    this.due = due
    this.timer = setTimeout(() => void this.run(), wait)
  }

  private async run(): Promise<void> {
    this.stopTimer()
    if (this.busy || !this.awake) return
    this.busy = true
    const { events } = this.options
    try {
      await this.exchange()
    } catch (error) {
      this.rest()
      if (error instanceof Refused) events.unreachable()
      else if (!(error instanceof Unreachable)) console.error('exchange:', error)
    } finally {
      this.busy = false
      this.next()
      if (!this.closed) events.changed()
    }
  }

  private next(): void {
    const isBehind = this.options.accounts.isBehind()
    if (globalThis.document?.hidden && !isBehind) return
    const quiet = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.5 ** this.quiet) * (0.75 + Math.random() / 2)
    const behind = this.relay === null ? 0 : TYPED_MS
    this.runIn(this.gaps > 0 ? GAP_WAIT_MS * 2 ** this.gaps : isBehind ? behind : quiet)
  }

  /** Says hello first; from then on sends what the relay lacks, if anything, and asks for what it has more. */
  private async exchange(): Promise<void> {
    const { doc, accounts, plan, user, whenStored } = this.options
    const { epoch, seq, relay } = this
    const vector = Y.encodeStateVector(doc)
    const frames = [syncFrame(SYNC.step1, vector)]
    let sent: Sent | null = null
    if (relay !== null && accounts.isBehind()) {
      sent = { tick: accounts.now(), vector, base: relay }
      frames.push(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(doc, relay)))
      await whenStored()
      if (!this.awake) return
    }
    const body = writeExchange({ protocol: SUBPROTOCOL, epoch, seq, frames })
    const answer = await postBytes(`/text/${plan}/exchange`, body, user)
    const told = this.awake ? this.take(answer) : null
    if (told === null) return
    this.works = true
    this.quiet = told.changed || sent !== null ? 0 : this.quiet + 1
    this.settle(told, sent)
  }

  /** Takes an answer; null when it ends this line: the document is another epoch's or another person's. */
  private take(answer: Uint8Array): Told | null {
    const { doc, accounts, events, origin } = this.options
    const told: Told = { vectors: [], acked: false, changed: false }
    for (const frame of framesOf(answer)) {
      const decoder = decoding.createDecoder(frame)
      switch (decoding.readVarUint(decoder)) {
        case MESSAGE.standing: {
          const standing = readStanding(decoder)
          if (!events.standing(standing)) {
            this.rest()
            return null
          }
          this.epoch = standing.epoch
          break
        }
        case MESSAGE.sync: {
          const step = decoding.readVarUint(decoder)
          const payload = decoding.readVarUint8Array(decoder)
          if (step === SYNC.step1) told.vectors.push(payload)
          else if (applied(doc, payload, origin)) told.changed = true
          break
        }
        case MESSAGE.ack: {
          const { count, seq } = readAck(decoder)
          if (count > 0) told.acked = true
          this.seq = seq
          break
        }
        case MESSAGE.refused: {
          const code = RefusalCode.safeParse(readRefused(decoder).code)
          accounts.refuse()
          events.refused(code.success ? code.data : 'malformed')
          return null
        }
        case MESSAGE.record:
          events.record(readRecord(decoder))
      }
    }
    return told
  }

  /** Books what the answer says of what was sent. */
  private settle({ vectors, acked }: Told, sent: Sent | null): void {
    const { accounts, events } = this.options
    const [before] = vectors
    if (before !== undefined) this.relay = vectors.at(-1) ?? before
    if (sent === null || before === undefined) return
    if (acked && hasAllOf(before, sent.base)) {
      this.gaps = 0
      this.relay = joined(before, sent.vector)
      events.acked(accounts.cover(sent.tick))
      return
    }
    this.gaps += 1
    if (this.gaps < MOST_GAPS) return
    accounts.refuse()
    events.refused('malformed')
  }
}

/** The frames of an answer; what cannot be read is no answer. Throws Unreachable. */
function framesOf(answer: Uint8Array): Uint8Array[] {
  try {
    return readFrames(answer)
  } catch (cause) {
    throw new Unreachable('no answer of ours', { cause })
  }
}
