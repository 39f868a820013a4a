import * as Y from 'yjs'
import { z } from 'zod'
import { CommitteeId, PlanId, UserId } from '../../shared/plan/ids.ts'
import { Stage } from '../../shared/record/roles.ts'
import { DEFAULT_LIMITS, type Limits } from '../limits.ts'
import { ClientIds } from './clientIds.ts'
import type { Database } from './database.ts'
import { Standings } from './standings.ts'
import { unpackSnapshot } from './snapshot.ts'
import { type Append, type StoredText, updatesOf } from './store.ts'
import { rowSum } from './sums.ts'
import { Versions } from './versions.ts'

/** A plan's row: what the relay and the routes need to know of it without its text. */
export const PlanRecord = z.object({
  id: PlanId,
  committee: CommitteeId,
  stage: Stage,
  createdBy: UserId,
  createdAt: z.number(),
  editedAt: z.number(),
  seq: z.number(),
})
export type PlanRecord = z.infer<typeof PlanRecord>

const COLUMNS = `p.id, p.committee, p.stage, p.created_by AS createdBy, p.created_at AS createdAt,
  l.at AS editedAt, l.seq`
const NEWEST_ROW = 'JOIN log l ON l.plan = p.id AND l.seq = (SELECT max(seq) FROM log WHERE plan = p.id)'

const Id = z.object({ id: PlanId })
const Head = z.object({ seq: z.number().nullable() })
const Body = z.object({ body: z.instanceof(Uint8Array) })
const Snapshot = z.object({ upto: z.number(), state: z.instanceof(Uint8Array) })

/**
 * Applies updates and does nothing else. For what comes from others Yjs also deletes formats that have become
 * idle, as an edit of its own: the document would then hold what the log does not.
 */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update)
    transaction.local = true
  })
}

/** A document with these updates. Throws when one lacks its predecessor: the log would be broken. */
export function docOf(plan: PlanId, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: true })
  applyAll(doc, updates)
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new Error(`plan ${plan} has updates that lack their predecessors`)
  }
  return doc
}

/**
 * The log of every plan's text: the truth, of which all memory is a copy.
 * Sequence numbers of one plan have no gaps (RULES W2). All writes happen inside the caller's transaction.
 */
export class PlanLog {
  private readonly db: Database
  readonly clientIds: ClientIds
  readonly standings: Standings
  readonly versions: Versions
  constructor(db: Database, limits: Limits = DEFAULT_LIMITS) {
    this.db = db
    this.clientIds = new ClientIds(db, limits)
    this.standings = new Standings(db)
    this.versions = new Versions(db)
  }

  /** The plan, or null when it never was or was deleted. */
  plan(id: PlanId): PlanRecord | null {
    return this.db.one(
      PlanRecord,
      `SELECT ${COLUMNS} FROM plans p ${NEWEST_ROW} WHERE p.id = ? AND p.deleted_at IS NULL`,
      id,
    )
  }

  /** A committee's plans, newest edit first. */
  plans(committee: CommitteeId): PlanRecord[] {
    return this.db.all(
      PlanRecord,
      `SELECT ${COLUMNS} FROM plans p ${NEWEST_ROW}
       WHERE p.committee = ? AND p.deleted_at IS NULL ORDER BY editedAt DESC`,
      committee,
    )
  }

  /** Whether this id was ever used, deleted plans included. */
  wasUsed(id: PlanId): boolean {
    return this.db.one(Id, 'SELECT id FROM plans WHERE id = ?', id) !== null
  }

  /** Writes the plan and its first update as one (RULES W8). The caller has checked that the id is free. */
  create(plan: {
    id: PlanId
    committee: CommitteeId
    author: UserId
    first: Uint8Array
    at: number
    session: string
  }): void {
    const { id, committee, author, first, at, session } = plan
    this.db.run(
      'INSERT INTO plans (id, committee, created_by, created_at) VALUES (?, ?, ?, ?)',
      id,
      committee,
      author,
      at,
    )
    this.appendAll(id, 0, [{ user: author, session, update: first }], at)
  }

  remove(id: PlanId, at: number): void {
    this.db.run('UPDATE plans SET deleted_at = ? WHERE id = ?', at, id)
  }

  setStage(id: PlanId, stage: Stage): void {
    this.db.run('UPDATE plans SET stage = ? WHERE id = ?', stage, id)
  }

  /** The newest log position, 0 for none. */
  head(plan: PlanId): number {
    return this.db.one(Head, 'SELECT max(seq) AS seq FROM log WHERE plan = ?', plan)?.seq ?? 0
  }

  /** Appends updates after `base` and returns the new head; null when the log does not stand at `base`. */
  appendAll(
    plan: PlanId,
    base: number,
    rows: readonly Pick<Append, 'update' | 'user' | 'session'>[],
    at: number,
  ): number | null {
    const sql = `INSERT INTO log (plan, seq, body, author, session, at, sum) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
      WHERE (SELECT coalesce(max(seq), 0) FROM log WHERE plan = ?1) = ?2 - 1`
    let seq = base
    for (const { update, user, session } of rows) {
      seq += 1
      const sum = rowSum([plan, seq, user, session, at], update)
      if (this.db.run(sql, plan, seq, update, user, session, at, sum) === 0) return null
    }
    return seq
  }

  /**
   * The text at a log position as it is stored: the newest snapshot before it and the updates since.
   * Throws when a row is missing or emptied: never gives a blank for a fault.
   */
  stored(plan: PlanId, at: number = this.head(plan)): StoredText {
    const head = this.head(plan)
    if (at < 1 || at > head) throw new RangeError(`plan ${plan} has no log position ${at}`)
    const newest = this.db.one(
      Snapshot,
      'SELECT upto, state FROM snapshots WHERE plan = ? AND upto <= ? ORDER BY upto DESC LIMIT 1',
      plan,
      at,
    )
    // The text as it is now hangs on no row of history.
    const snapshot = at === head ? newest : (this.pastState(plan, at, newest?.upto ?? 0) ?? newest)
    const from = snapshot?.upto ?? 0
    const rows = this.db.all(
      Body,
      'SELECT body FROM log WHERE plan = ? AND seq > ? AND seq <= ? ORDER BY seq',
      plan,
      from,
      at,
    )
    if (rows.length !== at - from) throw new Error(`plan ${plan} lacks log rows between ${from} and ${at}`)
    const tail = rows.map((row) => row.body)
    return { snapshot: snapshot === null ? null : unpackSnapshot(snapshot.state), tail, seq: at }
  }

  /** The nearest state of history at or before a position, if it is nearer than `than`. */
  private pastState(plan: PlanId, at: number, than: number): { upto: number; state: Uint8Array } | null {
    const upto = this.versions.nearest(plan, at)
    const state = upto > than ? this.versions.state(plan, upto) : null
    return state === null ? null : { upto, state }
  }

  /** The text at a log position (default: the newest) as a fresh document. Throws as `stored` does. */
  load(plan: PlanId, at?: number): { doc: Y.Doc; seq: number; tail: number } {
    const stored = this.stored(plan, at)
    return { doc: docOf(plan, updatesOf(stored)), seq: stored.seq, tail: stored.tail.length }
  }

  /**
   * Stores the state at a log position, as `packSnapshot` made it, so that opening need not read what came before
   * (RULES W10); it takes the place of the one before. The log keeps every update and who wrote it.
   */
  saveSnapshot(plan: PlanId, upto: number, state: Uint8Array, at: number): void {
    this.db.run(
      'INSERT OR REPLACE INTO snapshots (plan, upto, state, at, sum) VALUES (?, ?, ?, ?, ?)',
      plan,
      upto,
      state,
      at,
      rowSum([plan, upto, at], state),
    )
    this.db.run('DELETE FROM snapshots WHERE plan = ? AND upto < ?', plan, upto)
  }
}
