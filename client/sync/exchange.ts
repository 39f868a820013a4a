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
import * as Y from 'yjs'
import { writeExchange } from '../../shared/wire/exchange.ts'
import { digestQuestion, SUBPROTOCOL, SYNC, syncFrame } from '../../shared/wire/messages.ts'
import { type Answer, readAnswer } from './answer.ts'
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
type ExchangeOptions = LineOptions & { events: LineEvents; origin: unknown }

export class ExchangeLine {
  private readonly options: ExchangeOptions
  private awake = false
  private closed = false
  private busy = false
  private works = false
  private epoch = ''
  private seq = 0
  /** How far the plan's journal had grown. */
  private record = 0
  private relay: Uint8Array | null = null
  private gaps = 0
  private wantsDigest = false
  /** Whether the relay has been offered all that it lacked since the last rest. */
  private offered = false
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
    this.offered = false
    this.stopTimer()
    this.options.doc.off('update', this.onUpdate)
    globalThis.document?.removeEventListener('visibilitychange', this.onVisible)
  }

  /** Begins anew, with all that either lacks. */
  resync(): void {
    this.rest()
    this.wake()
  }

  /** Asks for the digest of the relay's text; a hidden tab does not. */
  askDigest(): void {
    if (!this.works || globalThis.document?.hidden) return
    this.wantsDigest = true
    this.runIn(0)
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
      if (this.closed || error instanceof Unreachable) return
      if (error instanceof Refused) events.unreachable()
      else console.error('exchange:', error)
    } finally {
      this.busy = false
      this.next()
      if (!this.closed) events.changed()
    }
  }

  private isBehind(): boolean {
    return !this.offered || this.options.accounts.isBehind()
  }

  private next(): void {
    const isBehind = this.isBehind()
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
    if (relay !== null && this.isBehind()) {
      sent = { tick: accounts.now(), vector, base: relay }
      frames.push(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(doc, relay)))
      await whenStored()
      if (!this.awake) return
    }
    if (this.wantsDigest && epoch !== '') frames.push(digestQuestion())
    this.wantsDigest = false
    const body = writeExchange({ protocol: SUBPROTOCOL, epoch, seq, frames })
    const answer = readAnswer(await postBytes(`/text/${plan}/exchange`, body, user))
    if (this.awake) this.take(answer, sent)
  }

  private take(answer: Answer, sent: Sent | null): void {
    const { doc, accounts, events, origin } = this.options
    const { standing, refused } = answer
    if (standing === null) throw new Unreachable('an answer without a standing')
    // The document is another epoch's or another person's.
    if (!events.standing(standing)) return this.rest()
    this.epoch = standing.epoch
    if (refused !== null) {
      accounts.refuse()
      events.refused(refused)
      return
    }
    const changes = answer.updates.map((update) => {
      events.incoming(update)
      return applied(doc, update, origin)
    })
    this.works = true
    this.seq = answer.seq
    this.quiet = changes.includes(true) || sent !== null ? 0 : this.quiet + 1
    this.settle(answer, sent)
    if (answer.record !== this.record) events.record(answer.record)
    this.record = answer.record
    if (answer.digest !== null) events.digest(answer.digest)
  }

  /** Books what the answer says of what was sent. */
  private settle({ vectors, acked }: Answer, sent: Sent | null): void {
    const { accounts, events } = this.options
    const [before] = vectors
    if (before !== undefined) this.relay = vectors.at(-1) ?? before
    if (sent === null || before === undefined) return
    if (acked && hasAllOf(before, sent.base)) {
      this.gaps = 0
      this.offered = true
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
