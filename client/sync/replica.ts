/**
 * One life of a plan's document on this device: a Y.Doc under a fresh client id, wired to the local store,
 * the other tabs and the relay. After a refusal it is retired and a new one takes its place (planSession.ts).
 *
 * Invariants:
 * 1. The book-keeping sees a change before the relay's line does: it listens first.
 * 2. What is loaded from the store is not written to it again.
 */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import type { Standing } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { Accounts, type Entry } from './accounts.ts'
import { DigestWatch } from './digestWatch.ts'
import type { AsideRecord } from './asideRecord.ts'
import type { Idb } from './idb.ts'
import { LocalStore, type StoreState } from './localStore.ts'
import { mergedAway } from './mergedAway.ts'
import { newId } from './newId.ts'
import { placesOf } from './places.ts'
import type { RelayLine } from './line.ts'
import { joinRelay } from './relayLine.ts'
import type { SocketMaker } from './gatedSocket.ts'
import { openTabs, TabOrigin, type Tabs } from './tabs.ts'
import { Unsent } from './unsent.ts'
import { keepUntidied } from './untidied.ts'

export type ReplicaEvents = {
  /** Something behind the facts may have changed. */
  changed: () => void
  refused: (code: RefusalCode) => void
  /** False when this replica belongs to another epoch or another person. */
  standing: (standing: Standing) => boolean
  record: (seq: number) => void
  unreachable: () => void
  /** The text here is not the relay's, though neither lacks anything. */
  differs: () => void
  /** A merge put one's own words inside something that a colleague deleted. */
  mergedAway: (record: AsideRecord) => void
  /** Another tab set this generation aside. */
  replaced: () => void
}

export type ReplicaOptions = {
  plan: PlanId
  user: UserId
  db: Idb
  channel: string
  events: ReplicaEvents
  Socket?: SocketMaker
}

const FROM_STORE = Symbol('from the local store')

/** The clients that wrote in a transaction, with the clocks at which they began. */
const writtenIn = ({ beforeState, afterState }: Y.Transaction): Map<number, number> =>
  new Map(
    [...afterState.keys()]
      .filter((client) => afterState.get(client) !== beforeState.get(client))
      .map((client) => [client, beforeState.get(client) ?? 0]),
  )

export class Replica {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  readonly accounts = new Accounts()
  store: StoreState = { stored: true, broken: false }
  generation = 1
  private readonly options: ReplicaOptions
  private readonly local: LocalStore
  private readonly places = new WeakMap<Y.Transaction, string[]>()
  private line: RelayLine | null = null
  private tabs: Tabs | null = null
  private watch: DigestWatch | null = null
  /** The Yjs clients of what was typed on this device: this document's, other tabs', and of what still waits. */
  private readonly mine = new Set<number>([this.doc.clientID])
  private readonly unsent = new Unsent()
  private incoming: Uint8Array | null = null
  /** Whether the relay's texts are of this page's schema: an older page's editor may drop what it does not know. */
  private isSameSchema = true

  constructor(options: ReplicaOptions) {
    this.options = options
    const { events } = options
    keepUntidied(this.doc)
    this.local = new LocalStore(
      options.db,
      (state) => {
        this.store = state
        events.changed()
      },
      () => events.replaced(),
    )
  }

  /** Reads what this device has and starts listening. Returns what the store remembers; `rows` may be empty. */
  async load(): ReturnType<LocalStore['load']> {
    const loaded = await this.local.load()
    const { rows, meta } = loaded
    this.generation = meta.generation
    if (rows.length > 0) {
      const whole = Y.mergeUpdates(rows.map((row) => row.update))
      Y.applyUpdate(this.doc, whole, FROM_STORE)
    }
    for (const { key, places, pending, update } of rows) {
      if (!pending) continue
      this.accounts.note({ key, places })
      const { from } = Y.parseUpdateMeta(update)
      this.unsent.note(key, from)
      for (const client of from.keys()) this.mine.add(client)
    }
    this.doc.on('afterTransaction', this.onTransaction)
    this.doc.on('update', this.onUpdate)
    this.tabs = openTabs(this.options.channel, this.doc, this.generation, {
      pending: () => this.accounts.pending(),
      known: (entries) => {
        for (const entry of entries) this.accounts.noteKnown(entry)
        this.options.events.changed()
      },
      received: (update, entry) => this.local.append({ ...entry, update, pending: true }),
      whenStored: () => this.local.whenStored(),
      stored: (keys) => {
        this.accounts.clear(keys)
        // Its maker's mark may have come before this tab's own writing of the row.
        this.local.markStored(keys)
        this.options.events.changed()
      },
      replaced: () => this.options.events.replaced(),
    })
    globalThis.addEventListener?.('pagehide', this.flush)
    return loaded
  }

  /** Starts talking to the relay. */
  join(): void {
    if (this.line !== null) return
    const { plan, user, events, Socket } = this.options
    const line = joinRelay({
      plan,
      user,
      doc: this.doc,
      awareness: this.awareness,
      accounts: this.accounts,
      whenStored: () => this.local.whenStored(),
      ...(Socket === undefined ? {} : { Socket }),
      events: {
        changed: events.changed,
        acked: (keys) => {
          if (keys.length === 0) return
          this.local.markStored(keys)
          this.tabs?.stored(keys)
        },
        refused: events.refused,
        standing: (standing) => {
          this.isSameSchema = standing.schema === SCHEMA_VERSION
          const same = events.standing(standing)
          if (same) this.local.keepStanding(standing)
          return same
        },
        record: events.record,
        unreachable: events.unreachable,
        incoming: (update) => {
          this.incoming = update
        },
        digest: (digest) => this.watch?.answered(digest),
      },
    })
    this.line = line
    this.watch = new DigestWatch({
      doc: this.doc,
      isSettled: () => line.connected() && !this.accounts.isBehind() && this.isSameSchema,
      ask: line.askDigest,
      resync: line.resync,
      differs: events.differs,
    })
  }

  connected(): boolean {
    return this.line?.connected() ?? false
  }

  connecting(): boolean {
    return this.line?.connecting() ?? false
  }

  private readonly flush = (): void => this.local.flush()

  private readonly onTransaction = (transaction: Y.Transaction): void => {
    if (transaction.origin === this.line?.origin) {
      const { incoming, mine } = this
      const unsent = this.unsent.first(this.accounts.pending())
      const record =
        incoming === null ? null : mergedAway(transaction, incoming, { mine, unsent }, Date.now())
      if (record !== null) this.options.events.mergedAway(record)
      return
    }
    if (transaction.origin instanceof TabOrigin) {
      const from = writtenIn(transaction)
      for (const client of from.keys()) this.mine.add(client)
      for (const { key } of transaction.origin.entries) this.unsent.note(key, from)
      return
    }
    // Others bring their places along, or need none.
    if (transaction.changed.size > 0) this.places.set(transaction, placesOf(transaction))
  }

  private readonly onUpdate = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    transaction: Y.Transaction,
  ): void => {
    if (this.line !== null && origin === this.line.origin) {
      this.local.append({ key: newId(), update, pending: false, places: [] })
    } else if (origin instanceof TabOrigin) {
      this.accounts.note(null)
      for (const entry of origin.entries) this.accounts.note(entry)
    } else {
      const entry: Entry = { key: newId(), places: this.places.get(transaction) ?? [] }
      this.accounts.note(entry)
      this.unsent.note(entry.key, writtenIn(transaction))
      this.local.append({ ...entry, update, pending: true })
      this.tabs?.update(update, entry)
    }
    this.options.events.changed()
  }

  /** Notes on this device that the server does not have the plan any more. */
  keepGone(): void {
    this.local.keepGone()
  }

  /** Stops all traffic at once: the relay refused this document, or it belongs to another epoch. */
  cut(): void {
    this.watch?.close()
    this.watch = null
    this.line?.close()
    this.line = null
  }

  /** Tells the other tabs to go on with the next generation. */
  announceReplaced(): void {
    this.tabs?.replaced(this.generation + 1)
  }

  /** Waits until all that was typed is written, as far as the store works. */
  settle(): Promise<void> {
    return this.local.settle()
  }

  /** Frees everything but the database. */
  async close(): Promise<void> {
    this.cut()
    globalThis.removeEventListener?.('pagehide', this.flush)
    this.tabs?.close()
    this.doc.off('update', this.onUpdate)
    this.doc.off('afterTransaction', this.onTransaction)
    await this.local.settle()
    this.awareness.destroy()
    this.doc.destroy()
  }
}
