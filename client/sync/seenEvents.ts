/**
 * The events of one plan's journal that this device has seen: numbered 1, 2, 3, … without gaps, verified
 * on arrival where the browser can hash (RULES J1). What does not follow on is fetched afresh, once.
 */
import { z } from 'zod'
import type { PlanId } from '../../shared/plan/ids.ts'
import { firstBroken } from '../../shared/record/journal.ts'
import { call } from './api.ts'
import { makeLive } from './live.ts'
import { erasedBy, SeenEvent } from './recordStore.ts'

/** 'unchecked': this browser has no hashing here (plain http). 'broken': an event does not follow from those before it. */
export type Chain = 'whole' | 'unchecked' | 'broken'

/** New events; `afresh` when they replace all that was held. */
export type News = { events: readonly SeenEvent[]; afresh: boolean }

/** A full answer has this many events (shared/wire/api.ts): there may be more. */
const PAGE = 500

export class SeenEvents {
  readonly chain = makeLive<Chain>('whole')
  private readonly plan: PlanId
  private events: readonly SeenEvent[] = []
  private ids: ReadonlySet<string> = new Set()

  constructor(plan: PlanId) {
    this.plan = plan
  }

  all(): readonly SeenEvent[] {
    return this.events
  }

  has(id: string): boolean {
    return this.ids.has(id)
  }

  /** Takes what the device kept, if it goes further than what is held; only up to the first gap. */
  adopt(kept: readonly SeenEvent[]): void {
    const whole = kept.filter((event, index) => event.seq === index + 1)
    if (whole.length >= this.events.length) this.hold(whole)
  }

  /** Fetches what is missing. Null when there is nothing new; rejects as `call` does. */
  async fetchNew(): Promise<News | null> {
    let events = await this.fetchAfter(this.events.at(-1))
    const afresh = events === null && this.events.length > 0
    if (afresh) events = await this.fetchAfter(undefined)
    // The server's word is shown even so; `chain` says what is the matter with it.
    events ??= await this.fetchAfter(undefined, false)
    if (events === null || (events.length === 0 && !afresh)) return null
    this.hold(afresh ? events : [...this.events, ...events])
    return { events, afresh }
  }

  /** All events after this one; null when they do not follow from it. */
  private async fetchAfter(after: SeenEvent | undefined, strict = true): Promise<SeenEvent[] | null> {
    const got: SeenEvent[] = []
    for (;;) {
      const last = got.at(-1) ?? after
      const path = `/plans/${this.plan}/events?after=${last?.seq ?? 0}`
      const page = await call(z.array(SeenEvent), 'GET', path)
      if (strict && !(await this.follows(page, last))) {
        this.chain.set('broken')
        return null
      }
      got.push(...page)
      if (page.length < PAGE) return got
    }
  }

  private async follows(events: readonly SeenEvent[], last: SeenEvent | undefined): Promise<boolean> {
    const { subtle } = globalThis.crypto
    if (subtle === undefined) {
      if (this.chain.get() === 'whole') this.chain.set('unchecked')
      return events.every(({ seq }, index) => seq === (last?.seq ?? 0) + index + 1)
    }
    const sha256 = async (text: string): Promise<string> => {
      const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
    }
    return (await firstBroken(`plan:${this.plan}`, events, sha256, last)) === null
  }

  private hold(events: readonly SeenEvent[]): void {
    const erased = new Set(events.map(erasedBy))
    this.events = events.map((event) =>
      erased.has(event.id) && event.body !== null ? { ...event, body: null, salt: null } : event,
    )
    this.ids = new Set(events.map(({ id }) => id))
  }
}
