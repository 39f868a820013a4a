import { z } from 'zod'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import type { Database } from './database.ts'
import type { Settled } from './settleVersions.ts'
import type { Append } from './store.ts'
import type { Versions } from './versions.ts'

const HOUR_MS = 3_600_000
/** Deletions within this time of the first are judged as one, milliseconds: section after section. */
const WINDOW_MS = 10 * 60_000
/** A smaller deletion is somebody's backspace, Yjs clock units. */
const BACKSPACE = 8
/** Before the letters of a text were counted, this much deleted is worth judging, Yjs clock units. */
const WORTH = 20
/** After this a worker that was asked has failed, milliseconds. */
const JUDGE_MS = 60_000
/** Plans of which something is remembered at once. */
const MOST_PLANS = 10_000

const At = z.object({ at: z.number() })

/** What is remembered of a plan in use; all of it is found again when it is forgotten. */
type Known = {
  /** No hourly version is due before this time. */
  due: number
  /** Letters of the text when a worker last counted them; null while none has. */
  letters: number | null
  deletions: Deletions
  /** When a worker was asked to judge; null while none is. */
  askedAt: number | null
}

/** The deletions of a window of time. */
type Deletions = {
  /** When it ends. */
  until: number
  /** The log position before the first of them. */
  first: number
  /** How much they deleted, and how much of that was judged, Yjs clock units. */
  deleted: number
  judged: number
  /** Whose the last of them is, and when it came. */
  author: UserId | null
  at: number
}
const NONE: Deletions = { until: 0, first: 0, deleted: 0, judged: 0, author: null, at: 0 }

/**
 * Notices, as updates are appended, when a state is to be kept (RULES W15): the first update after an hour of
 * editing, and a deletion that may be large. It counts what updates delete and decodes nothing; a worker judges
 * by the words whether more than a fifth went. Runs in the transaction that appends.
 */
export class HistoryWatch {
  private readonly db: Database
  private readonly versions: Versions
  private readonly plans = new Map<PlanId, Known>()

  constructor(db: Database, versions: Versions) {
    this.db = db
    this.versions = versions
  }

  /** These rows follow `base` now. */
  note(plan: PlanId, base: number, rows: readonly Append[], at: number): void {
    const known = this.known(plan)
    if (at >= known.due) known.due = this.keepHourly(plan, base, at)
    for (const row of rows) if ((row.deletes ?? 0) >= BACKSPACE) this.noteDeletion(plan, known, row, base, at)
  }

  private known(plan: PlanId): Known {
    const known = this.plans.get(plan)
    if (known !== undefined) return known
    if (this.plans.size >= MOST_PLANS) this.plans.clear()
    const fresh: Known = { due: 0, letters: null, deletions: { ...NONE }, askedAt: null }
    this.plans.set(plan, fresh)
    return fresh
  }

  /** Keeps what was written for an hour and more since the newest version; returns when that may next be due. */
  private keepHourly(plan: PlanId, base: number, at: number): number {
    const newest = this.versions.newest(plan)
    const first = newest < base ? this.timeOf(plan, newest + 1) : at
    if (at - first < HOUR_MS) return first + HOUR_MS
    this.versions.keep(plan, base, { kind: 'hourly', author: null })
    return at + HOUR_MS
  }

  private timeOf(plan: PlanId, seq: number): number {
    const sql = 'SELECT at FROM log WHERE plan = ? AND seq = ?'
    return this.db.one(At, sql, plan, seq)?.at ?? 0
  }

  private noteDeletion(
    plan: PlanId,
    known: Known,
    { deletes = 0, user }: Append,
    base: number,
    at: number,
  ): void {
    if (at >= known.deletions.until) known.deletions = { ...NONE, until: at + WINDOW_MS, first: base }
    const { deletions, askedAt } = known
    deletions.deleted += deletes
    deletions.author = user
    deletions.at = at
    if (askedAt === null || at - askedAt >= JUDGE_MS) this.judgeIfWorth(plan, known)
  }

  /** Has what was deleted in the window judged, if that may be much of the text. */
  private judgeIfWorth(plan: PlanId, known: Known): void {
    const { deletions, letters } = known
    // Half of a fifth: the letters were counted before, and may have become fewer since.
    if (deletions.deleted - deletions.judged < (letters === null ? WORTH : letters / 10)) return
    deletions.judged = deletions.deleted
    known.askedAt = deletions.at
    this.versions.keep(plan, deletions.first, { kind: 'doubted', author: deletions.author })
  }

  /** A worker has counted, and judged the deletions up to then. */
  settled(plan: PlanId, { letters, large }: Settled): void {
    const known = this.plans.get(plan)
    if (known === undefined) return
    known.letters = letters
    if (large === null) return
    known.askedAt = null
    if (large) known.deletions = { ...NONE }
    // What came while it judged waits for nobody else.
    else this.db.transaction(() => this.judgeIfWorth(plan, known))
    this.versions.wake()
  }

  /** What was noted was not committed. */
  forget(plan: PlanId): void {
    this.plans.delete(plan)
  }
}
