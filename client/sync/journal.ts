/**
 * A plan's journal on this device, and the person's own events on their way into it (DESIGN 2). Opened
 * beside a plan's session; what was seen before is there without a network, and nothing here ever throws
 * into the screen.
 *
 * Invariants (RULES J1, J6):
 * 1. The events held are numbered 1, 2, 3, … without gaps; what does not follow on is fetched afresh.
 * 2. The hash chain is verified on arrival where the browser can (`chain`); where it cannot, that is said.
 * 3. One tab of the person sends at a time, where the browser has locks; elsewhere the ids make it harmless.
 */
import { EventId, type UserId } from '../../shared/plan/ids.ts'
import { type PlanEventBody, StampedPlanEvent } from '../../shared/record/events.ts'
import { foldThreads, type Thread } from '../../shared/record/threads.ts'
import { Refused, Unreachable } from './api.ts'
import { makeLive } from './live.ts'
import { newId } from './newId.ts'
import { Outbox } from './outbox.ts'
import type { Live, Owner, PlanSession } from './planSession.ts'
import { type Draft, RecordStore, type Waiting } from './recordStore.ts'
import { type Chain, SeenEvents } from './seenEvents.ts'

export type Journal = {
  threads: Live<readonly Thread[]>
  /** Own events that wait (待同步) or were refused, in order. */
  waiting: Live<readonly Waiting[]>
  /** Own events that wait are on this device's disk. */
  stored: Live<boolean>
  chain: Live<Chain>
  /** Comments and replies half written, by thread id or 'new'. */
  drafts: Live<ReadonlyMap<string, Draft>>
  keepDraft: (draft: Draft) => void
  /** Names kept from the last time that the server told them. */
  names: Live<ReadonlyMap<UserId, string>>
  keepNames: (names: ReadonlyMap<UserId, string>) => void
  /** Adds an own event, at once on the screen; returns its id. */
  propose: (body: PlanEventBody) => EventId
  /** Takes an own comment or reply back: out of the outbox, or erased from the record. */
  erase: (id: EventId) => void
  retry: (id: EventId) => void
  /** Gives a refused event up. */
  drop: (id: EventId) => void
  /** Frees everything, once what was written is stored. */
  close: () => Promise<void>
}

/** Wait before a failed round is tried again, milliseconds; doubled up to the longest. */
const RETRY_MS = 1_000
const LONGEST_MS = 30_000
/** Opens the journal of the session's plan for this person. */
export const openJournal = (me: Owner, session: PlanSession): Journal => new OpenJournal(me.user.id, session)

class OpenJournal implements Journal {
  readonly threads = makeLive<readonly Thread[]>([])
  readonly chain: Live<Chain>
  readonly drafts = makeLive<ReadonlyMap<string, Draft>>(new Map())
  readonly names = makeLive<ReadonlyMap<UserId, string>>(new Map())
  readonly waiting: Live<readonly Waiting[]>
  readonly stored: Live<boolean>
  private readonly user: UserId
  private readonly session: PlanSession
  private readonly store: RecordStore
  private readonly outbox: Outbox
  private readonly seen: SeenEvents
  private readonly channel: BroadcastChannel
  private readonly post: (message: string) => void
  private readonly stops: (() => void)[]
  private readonly loaded: Promise<void>
  private running = false
  private again = false
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(user: UserId, session: PlanSession) {
    this.user = user
    this.session = session
    this.store = new RecordStore(user, session.plan)
    this.seen = new SeenEvents(session.plan)
    this.chain = this.seen.chain
    this.channel = new BroadcastChannel(this.store.name)
    this.post = this.channel.postMessage.bind(this.channel)
    this.outbox = new Outbox({
      user,
      plan: session.plan,
      store: this.store,
      isTextStored: () => session.facts.get().pendingPlaces === 0,
      isSeen: (id) => this.seen.has(id),
      onChange: () => this.tellTabs(),
    })
    this.waiting = this.outbox.waiting
    this.stored = this.outbox.stored
    this.channel.addEventListener('message', this.onTab)
    globalThis.addEventListener?.('online', this.kick)
    globalThis.addEventListener?.('beforeunload', this.warn)
    this.stops = [
      session.onRecord(this.kick),
      session.facts.subscribe(this.onFacts()),
      this.outbox.waiting.subscribe(() => this.fold()),
    ]
    this.loaded = this.reload()
    this.kick()
  }

  propose(body: PlanEventBody): EventId {
    const id = EventId.parse(newId())
    void this.outbox.add(id, body).then(this.kick)
    return id
  }

  erase(id: EventId): void {
    void this.outbox.drop(id).then((dropped) => dropped || this.propose({ kind: 'erase', event: id }))
  }

  retry(id: EventId): void {
    void this.outbox.retry(id).then(this.kick)
  }

  drop(id: EventId): void {
    void this.outbox.drop(id)
  }

  keepDraft(draft: Draft): void {
    const drafts = new Map(this.drafts.get())
    if (draft.text === '' && draft.anchor === null) drafts.delete(draft.key)
    else drafts.set(draft.key, draft)
    this.drafts.set(drafts)
    this.store.keepDraft(draft).catch(warnOf)
  }

  keepNames(names: ReadonlyMap<UserId, string>): void {
    this.names.set(new Map([...this.names.get(), ...names]))
    this.store.keepNames([...names]).catch(warnOf)
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.timer)
    for (const stop of this.stops) stop()
    globalThis.removeEventListener?.('online', this.kick)
    globalThis.removeEventListener?.('beforeunload', this.warn)
    this.channel.close()
    await this.store.close()
  }

  /** Reads what this device holds; another tab may have gone further. */
  private async reload(): Promise<void> {
    try {
      const kept = await this.store.load()
      if (this.closed) return
      this.seen.adopt(kept.events)
      this.outbox.adopt(kept.waiting)
      if (this.drafts.get().size === 0)
        this.drafts.set(new Map(kept.drafts.map((draft) => [draft.key, draft])))
      this.names.set(new Map([...kept.names, ...this.names.get()]))
      this.fold()
    } catch (cause) {
      warnOf(cause)
    }
  }

  /** Starts a round, or another one after the one that is under way. */
  private readonly kick = (): void => {
    this.again = true
    if (this.running || this.closed) return
    this.running = true
    void this.rounds()
  }

  /** Ends with `running` cleared in the same step that finds nothing more to do, so that no kick falls between. */
  private async rounds(): Promise<void> {
    await this.loaded
    while (this.again && !this.closed) {
      this.again = false
      clearTimeout(this.timer)
      try {
        await this.fetchNew()
        if (this.session.facts.get().connected) await this.sendAlone()
        this.failures = 0
      } catch (error) {
        if (error instanceof Refused && error.code !== 'too-many') continue
        if (!(error instanceof Refused) && !(error instanceof Unreachable)) console.error('journal:', error)
        this.failures += 1
        const wait = Math.min(LONGEST_MS, RETRY_MS * 2 ** (this.failures - 1))
        if (!this.closed) this.timer = setTimeout(this.kick, wait)
      }
    }
    this.running = false
  }

  /** Sends what waits, while no other tab does; what another tab sent before is known by then. */
  private async sendAlone(): Promise<void> {
    if (!this.outbox.waiting.get().some(({ refused }) => refused === null)) return
    const send = async (): Promise<void> => {
      await this.reload()
      if (!this.closed && (await this.outbox.send())) await this.fetchNew()
    }
    await ('locks' in navigator ? navigator.locks.request(this.store.name, send) : send())
  }

  private async fetchNew(): Promise<void> {
    const news = await this.seen.fetchNew()
    if (news === null || this.closed) return
    this.outbox.settle()
    this.fold()
    await this.store.keepEvents(news.events, news.afresh).catch(warnOf)
    this.tellTabs()
  }

  private fold(): void {
    const known = this.seen.all().flatMap((event) => {
      const parsed = StampedPlanEvent.safeParse(event)
      return parsed.success ? [parsed.data] : []
    })
    const events = this.outbox.waiting.get().filter(({ refused }) => refused === null)
    this.threads.set(foldThreads(known, { author: this.user, events }))
  }

  private onFacts(): () => void {
    let before = this.session.facts.get()
    return () => {
      const now = this.session.facts.get()
      const isReady =
        now.connected && (!before.connected || (now.pendingPlaces === 0 && before.pendingPlaces > 0))
      before = now
      if (isReady) this.kick()
    }
  }

  private tellTabs(): void {
    if (!this.closed) this.post('changed')
  }

  private readonly onTab = (): void => {
    void this.reload()
  }

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (!this.stored.get()) event.preventDefault()
  }
}

const warnOf = (cause: unknown): void => console.warn('journal:', cause)
