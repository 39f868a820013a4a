/**
 * A person's own events that the journal does not hold yet: kept on this device first, shown at once as
 * 待同步, sent in order, each under its own id, so that sending twice is sending once (RULES J3, J6).
 *
 * Invariants:
 * 1. An event that cites text is sent after that text is on the server.
 * 2. Each event names its author, and the server refuses it under another person's session: it stays here.
 * 3. What the server refused stays, with the reason, until its author sends it again or gives it up.
 * 4. A store that does not work costs durability, never the event: it waits in memory and is sent from there.
 */
import { z } from 'zod'
import type { EventId, PlanId, UserId } from '../../shared/plan/ids.ts'
import type { PlanEventBody } from '../../shared/record/events.ts'
import { call, isForLater, Refused } from './api.ts'
import { makeLive } from './live.ts'
import type { RecordStore, Waiting } from './recordStore.ts'

export type OutboxOptions = {
  user: UserId
  plan: PlanId
  store: RecordStore
  /** Nothing that was typed here waits for the relay. */
  isTextStored: () => boolean
  /** Whether the journal holds this event. */
  isSeen: (id: EventId) => boolean
  /** Told after each change, to tell other tabs. */
  onChange: () => void
}

export class Outbox {
  /** All that waits, in order; refused ones among them. */
  readonly waiting = makeLive<readonly Waiting[]>([])
  /** False while something waits that this device could not store. */
  readonly stored = makeLive(true)
  private readonly options: OutboxOptions
  /** Ids that are in the store, as far as this tab knows. */
  private readonly inStore = new Set<EventId>()
  /** Sent and accepted by this tab; the journal will bring them. */
  private readonly accepted = new Set<EventId>()

  constructor(options: OutboxOptions) {
    this.options = options
  }

  /** Takes over what the store holds now: other tabs add to it and take from it. */
  adopt(kept: readonly Waiting[]): void {
    const ids = new Set(kept.map(({ id }) => id))
    const onlyHere = this.waiting.get().filter(({ id }) => !ids.has(id) && !this.inStore.has(id))
    for (const id of ids) this.inStore.add(id)
    this.show([...kept, ...onlyHere])
  }

  /** The journal has grown: what it holds does not wait any more. */
  settle(): void {
    this.show(this.waiting.get())
  }

  async add(id: EventId, body: PlanEventBody): Promise<void> {
    const event: Waiting = { id, body, refused: null, tried: false }
    this.show([...this.waiting.get(), event])
    await this.keep(event)
  }

  /** Gives an event up, if the server cannot have it yet or refused it; false when it may be there. */
  async drop(id: EventId): Promise<boolean> {
    const event = this.find(id)
    if (event === undefined || (event.tried && event.refused === null)) return false
    const hide = (): void => this.show(this.waiting.get().filter((one) => one.id !== id))
    hide()
    try {
      await this.options.store.dropWaiting(id)
    } catch (cause) {
      console.warn('outbox:', cause)
    }
    // The store may have been read again meanwhile.
    hide()
    this.options.onChange()
    return true
  }

  /** Lets a refused event be sent again. */
  async retry(id: EventId): Promise<void> {
    const event = this.find(id)
    if (event !== undefined) await this.change({ ...event, refused: null })
  }

  /** Sends what may be sent, in order. Says whether the journal has grown by it; rejects with Unreachable or a refusal for later (api.ts). */
  async send(): Promise<boolean> {
    const { user, plan } = this.options
    let sent = false
    for (;;) {
      const event = this.waiting.get().find(({ id, refused }) => refused === null && !this.accepted.has(id))
      if (event === undefined) return sent
      if (event.body.kind === 'comment' && !this.options.isTextStored()) return sent
      if (!event.tried) await this.change({ ...event, tried: true })
      const { id, body } = event
      try {
        await call(z.unknown(), 'POST', `/plans/${plan}/events`, { id, body }, user)
        this.accepted.add(id)
        sent = true
      } catch (error) {
        if (!(error instanceof Refused) || isForLater(error.code)) throw error
        await this.change({ ...event, tried: true, refused: error.code })
      }
    }
  }

  private find(id: EventId): Waiting | undefined {
    return this.waiting.get().find((one) => one.id === id)
  }

  private async change(event: Waiting): Promise<void> {
    this.show(this.waiting.get().map((one) => (one.id === event.id ? event : one)))
    await this.keep(event)
  }

  private async keep(event: Waiting): Promise<void> {
    try {
      await this.options.store.keepWaiting(event)
      this.inStore.add(event.id)
    } catch (cause) {
      console.warn('outbox:', cause)
    }
    this.show(this.waiting.get())
    this.options.onChange()
  }

  private show(waiting: readonly Waiting[]): void {
    const left = waiting.filter(({ id }) => !this.options.isSeen(id))
    const before = this.waiting.get()
    const isSame = left.length === before.length && left.every((event, index) => event === before[index])
    if (!isSame) this.waiting.set(left)
    this.stored.set(left.every(({ id }) => this.inStore.has(id)))
  }
}
