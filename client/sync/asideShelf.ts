import * as Y from 'yjs'
import type { AsideReason, AsideRecord } from './asideRecord.ts'
import { carryOver } from './carryOver.ts'
import type { Idb } from './idb.ts'
import { makeLive } from './live.ts'
import { newId } from './newId.ts'
import type { SetAside } from './planSession.ts'
import { docOf, proposalsOf } from './proposals.ts'
import type { Replica } from './replica.ts'
import { amendAside, forgetAside, keepAside, markDone, takeAside } from './setAside.ts'

/** Origin of edits that carry set-aside words over: this person's own, like typing. */
export const CARRIED_OVER = 'carried over'

/** Proposals are compared again this long after the text changed, milliseconds. */
const QUIET_MS = 300

/** One plan's set-aside work: kept on the device, listed against the text as it is now. */
export class AsideShelf {
  readonly list = makeLive<readonly SetAside[]>([])
  private readonly db: Idb
  private readonly replica: () => Replica | null
  private records: AsideRecord[] = []
  private watched: Y.Doc | null = null
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(db: Idb, replica: () => Replica | null) {
    this.db = db
    this.replica = replica
  }

  load(records: readonly AsideRecord[]): void {
    const known = new Set(records.map((record) => record.id))
    this.records = [...records, ...this.records.filter((record) => !known.has(record.id))]
    this.compare()
  }

  /** Puts a replica's unacknowledged work aside; in memory when the store does not work. */
  async take(replica: Replica, reason: AsideReason, baseHolds: boolean): Promise<void> {
    const state = Y.encodeStateAsUpdate(replica.doc)
    const keys = replica.accounts.pending().map((entry) => entry.key)
    const at = Date.now()
    let record: AsideRecord | null
    try {
      await replica.settle()
      const take = { generation: replica.generation, reason, at, state, keys, baseHolds }
      record = await takeAside(this.db, take)
    } catch (cause) {
      console.warn('set aside in memory only:', cause)
      const isNothing = baseHolds && keys.length === 0
      record = isNothing ? null : { id: newId(), at, reason, base: null, mine: state, keys, done: [] }
    }
    if (record === null) return
    const later = Y.encodeStateAsUpdate(replica.doc)
    const allKeys = replica.accounts.pending().map((entry) => entry.key)
    if (allKeys.length > keys.length) {
      record = { ...record, mine: Y.mergeUpdates([record.mine, later]) }
      await amendAside(this.db, record.id, later, allKeys)
    }
    this.records.push(record)
  }

  /** Takes what a merge took away; another tab may have been first. */
  add(record: AsideRecord): void {
    if (this.records.some(({ id }) => id === record.id)) return
    this.records.push(record)
    this.compare()
    keepAside(this.db, record).catch((cause: unknown) => console.warn('set aside:', cause))
  }

  /** Lists what still differs. When the text is the relay's, a record with nothing left to offer is dropped. */
  look(synced: boolean): void {
    const doc = this.replica()?.doc ?? null
    if (doc !== this.watched) {
      this.watched?.off('update', this.later)
      this.watched = doc
      doc?.on('update', this.later)
      this.compare()
    }
    if (!synced || this.records.length === 0) return
    const empty = this.list.get().filter((one) => one.proposals.length === 0)
    for (const { id } of empty) void this.drop(id)
  }

  private readonly later = (): void => {
    if (this.records.length === 0 || this.timer !== null) return
    this.timer = setTimeout(() => this.compare(), QUIET_MS)
  }

  private compare(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const now = this.replica()?.doc
    if (now === undefined) return
    if (this.records.length === 0 && this.list.get().length === 0) return
    this.list.set(
      this.records.map((record) => {
        const { id, at, reason } = record
        return { id, at, reason, proposals: proposalsOf(record, now) }
      }),
    )
  }

  apply(id: string, block: string): void {
    const record = this.records.find((one) => one.id === id)
    const now = this.replica()?.doc
    if (record === undefined || now === undefined) return
    const base = record.base === null ? null : docOf(record.base)
    carryOver(now, { mine: docOf(record.mine), base }, block, CARRIED_OVER)
    this.records = this.records.map((one) => (one === record ? { ...one, done: [...one.done, block] } : one))
    markDone(this.db, id, block).catch((cause: unknown) => console.warn('set aside:', cause))
    this.compare()
    this.look(true)
  }

  async drop(id: string): Promise<void> {
    this.records = this.records.filter((record) => record.id !== id)
    this.compare()
    await forgetAside(this.db, id).catch((cause: unknown) => console.warn('set aside:', cause))
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.watched?.off('update', this.later)
  }
}
