import type { PlanId } from '../../shared/plan/ids.ts'
import { BODY, FRONT } from '../../shared/text/schema.ts'
import type { Standing } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { Refused } from './api.ts'
import type { AsideReason } from './asideRecord.ts'
import { AsideShelf } from './asideShelf.ts'
import { askWhy } from './askWhy.ts'
import { ensureCreated } from './sendCreations.ts'
import type { SocketMaker } from './gatedSocket.ts'
import type { Idb } from './idb.ts'
import { makeLive, sameFields } from './live.ts'
import { Mending } from './mending.ts'
import { isOutdated, keptStanding, shownDoc } from './outdated.ts'
import { openPlanDatabase } from './rows.ts'
import { planChannelName } from './names.ts'
import type { OpenedPlan, OpenFailure, Owner, PlanSession, SyncFacts } from './planSession.ts'
import { rememberOpened } from './rememberOpened.ts'
import { Replica } from './replica.ts'
import { NO_FACTS } from './status.ts'

/** Wait before a creation is sent again without an `online` event, milliseconds. */
const CREATE_RETRY_MS = 5_000

/** Behind `openPlan`: holds the plan's present replica, and what outlives it when it is set aside. */
export class PlanKeeper implements OpenedPlan {
  readonly session = makeLive<PlanSession | null>(null)
  readonly failure = makeLive<OpenFailure | null>(null, sameFailure)
  private readonly me: Owner
  private readonly plan: PlanId
  private readonly Socket: SocketMaker | undefined
  private readonly db: Idb
  private readonly facts = makeLive<SyncFacts>(NO_FACTS, sameFields)
  private readonly standing = makeLive<Standing | null>(null, sameFields)
  private readonly shelf: AsideShelf
  private readonly mending = new Mending()
  private readonly recordListeners = new Set<(seq: number) => void>()
  private replica: Replica | null = null
  private refused: RefusalCode | null = null
  private retiring: Promise<void> | null = null
  private creating: ReturnType<typeof setTimeout> | null = null
  private forgetTitle: () => void = () => undefined
  private closed = false
  private attempted = false
  private askedToKeep = false

  constructor(me: Owner, plan: PlanId, Socket?: SocketMaker) {
    this.me = me
    this.plan = plan
    this.Socket = Socket
    this.db = openPlanDatabase(me.user.id, plan)
    this.shelf = new AsideShelf(this.db, () => this.replica)
    globalThis.addEventListener?.('beforeunload', this.warn)
    globalThis.addEventListener?.('online', this.startLine)
    void this.start()
  }

  /** Brings a replica to life from what this device has, then lets it talk to the relay. */
  private async start(): Promise<void> {
    const { user } = this.me
    const replica = new Replica({
      plan: this.plan,
      user: user.id,
      db: this.db,
      channel: planChannelName(user.id, this.plan),
      ...(this.Socket === undefined ? {} : { Socket: this.Socket }),
      events: {
        changed: () => this.look(replica),
        refused: (code) => this.retire(replica, code, true),
        standing: (standing) => this.takeStanding(replica, standing),
        record: (seq) => this.recordListeners.forEach((listener) => listener(seq)),
        unreachable: () => void this.probe(),
        differs: () => {
          console.error('the text of this device is not the relay’s')
          if (this.mending.begin()) this.retire(replica, 'diverged', false)
        },
        mergedAway: (record) => this.shelf.add(record),
        replaced: () => this.retire(replica, this.refused ?? 'conflict', true),
      },
    })
    this.replica = replica
    const { rows, meta, aside } = await replica.load()
    if (this.closed || this.replica !== replica) return
    this.shelf.load(aside)
    this.standing.set(keptStanding(meta.standing) ?? this.standing.get())
    // As it was when the page was last open; a connection says otherwise.
    if (meta.gone === true) this.refused = 'not-found'
    // Rows of another epoch are set aside before the relay hears of them; see takeStanding.
    if (rows.length > 0) this.show(replica)
    this.look(replica)
    this.startLine()
  }

  /** Joins the relay; a plan that was created here is created there first. */
  private readonly startLine = (): void => {
    const { replica } = this
    if (this.creating !== null) clearTimeout(this.creating)
    this.creating = null
    if (replica === null || this.closed) return
    ensureCreated(this.me, this.plan).then(
      (answer) => {
        if (this.closed || this.replica !== replica) return
        if (answer.kind === 'created') replica.join()
        else if (answer.kind === 'refused') this.setRefused(answer.code)
        else this.creating = setTimeout(this.startLine, CREATE_RETRY_MS)
        this.attempted = true
        this.look(replica)
      },
      (cause: unknown) => console.error('creating the plan:', cause),
    )
  }

  private show(replica: Replica): void {
    const doc = shownDoc(replica.doc, this.standing.get())
    if (this.session.get()?.doc === doc) return
    this.failure.set(null)
    this.session.set({
      plan: this.plan,
      doc,
      body: doc.getXmlFragment(BODY),
      front: doc.getMap(FRONT),
      awareness: replica.awareness,
      facts: this.facts,
      standing: this.standing,
      setAside: this.shelf.list,
      mended: this.mending.shown,
      closeMended: this.mending.close,
      applySetAside: (id, block) => {
        if (this.standing.get()?.mayWrite !== false) this.shelf.apply(id, block)
      },
      dropSetAside: (id) => this.shelf.drop(id),
      onRecord: (listener) => {
        this.recordListeners.add(listener)
        return () => this.recordListeners.delete(listener)
      },
      close: () => this.close(),
    })
    this.forgetTitle()
    this.forgetTitle = rememberOpened(this.me.user.id, this.plan, doc, this.standing)
  }

  /** Draws the facts afresh from what the replica's parts say. */
  private look(replica: Replica): void {
    if (replica !== this.replica) return
    const connected = replica.connected()
    if (connected) {
      this.refused = null
      this.show(replica)
      this.shelf.look(true)
    }
    const pendingPlaces = replica.accounts.pendingPlaces()
    if (!connected && pendingPlaces > 0) this.askToKeep()
    this.facts.set({
      connected,
      connecting: !this.attempted || replica.connecting(),
      pendingPlaces,
      storedLocally: replica.store.stored,
      localStoreBroken: replica.store.broken,
      refused: this.refused,
    })
  }

  /** Unsynced work may stay here for weeks: asks the browser once not to evict it when space is short. */
  private askToKeep(): void {
    if (this.askedToKeep) return
    this.askedToKeep = true
    globalThis.navigator?.storage?.persist?.().catch((cause: unknown) => console.warn('persist:', cause))
  }

  private setRefused(code: RefusalCode | null): void {
    this.refused = code
    if (this.session.get() === null) this.failure.set(code === null ? null : new Refused(code))
    else if (code === 'not-found') this.replica?.keepGone()
  }

  private takeStanding(replica: Replica, standing: Standing): boolean {
    if (replica !== this.replica) return false
    // The cookie has become another person's: whose words these are is signed out (RULES L2).
    if (standing.user !== this.me.user.id) {
      this.setRefused('signed-out')
      this.look(replica)
      return false
    }
    const known = this.standing.get()
    this.standing.set(standing)
    if (known !== null && known.epoch !== standing.epoch) {
      this.retire(replica, 'conflict', false)
      return false
    }
    if (!isOutdated(standing) || this.session.get()?.doc !== replica.doc) return true
    // What this page does not know must not come into a document that an editor has in hand: the next
    // connection brings it, into the copy that is shown from here on.
    this.show(replica)
    return false
  }

  /** Sets a replica's unacknowledged work aside, with the rest if that does not hold, and opens the plan afresh. */
  private retire(replica: Replica, reason: AsideReason, baseHolds: boolean): void {
    if (replica !== this.replica || this.retiring !== null || this.closed) return
    const standing = this.standing.get()
    // At once read-only: what is typed from here on would belong to a document that goes away.
    if (standing !== null) this.standing.set({ ...standing, mayWrite: false })
    replica.cut()
    this.retiring = this.shelf
      .take(replica, reason, baseHolds)
      .catch((cause: unknown) => console.error('setting aside:', cause))
      .then(async () => {
        this.retiring = null
        if (this.closed) return
        replica.announceReplaced()
        this.standing.set(standing)
        await this.start()
        await replica.close()
      })
  }

  /** No connection again and again: asks over HTTP whether that is the network or a refusal. */
  private async probe(): Promise<void> {
    const why = await askWhy(this.plan, this.me.user.id)
    if (why === null) this.setRefused(null)
    else if (why instanceof Refused) this.setRefused(why.code)
    else {
      // A server that is stopping answers with its own fault; one that is gone refuses nothing.
      if (this.refused === 'server-fault') this.setRefused(null)
      if (this.session.get() === null) this.failure.set(why)
    }
    if (this.replica !== null) this.look(this.replica)
  }

  private readonly warn = (event: BeforeUnloadEvent): void => {
    const { pendingPlaces, storedLocally } = this.facts.get()
    if (pendingPlaces > 0 || !storedLocally) event.preventDefault()
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    globalThis.removeEventListener?.('beforeunload', this.warn)
    globalThis.removeEventListener?.('online', this.startLine)
    if (this.creating !== null) clearTimeout(this.creating)
    this.forgetTitle()
    this.shelf.close()
    await this.retiring
    await this.replica?.close()
    this.db.close()
  }
}

const sameFailure = (a: OpenFailure | null, b: OpenFailure | null): boolean =>
  a?.name === b?.name && a?.message === b?.message
