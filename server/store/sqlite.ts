import { z } from 'zod'
import { mayWrite } from '../../shared/record/may.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Database } from './database.ts'
import { HistoryWatch } from './historyWatch.ts'
import type { PlanLog } from './planLog.ts'
import type { Append, PlanAppends, PlanOutcome, TextStore } from './store.ts'

const Count = z.object({ count: z.number() })

/** Carries one plan's outcome out of its savepoint, which is thereby rolled back. */
class NotAppended extends Error {
  readonly outcome: PlanOutcome
  constructor(outcome: PlanOutcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

/** The relay's store over the embedded database; a commit blocks for some 0.3 ms on a common disk. */
export class SqliteStore implements TextStore {
  private readonly db: Database
  private readonly log: PlanLog
  readonly history: HistoryWatch
  constructor(db: Database, log: PlanLog) {
    this.db = db
    this.log = log
    this.history = new HistoryWatch(db, log.versions)
  }

  async load(...args: Parameters<TextStore['load']>): ReturnType<TextStore['load']> {
    return this.log.stored(...args)
  }

  async standing(...args: Parameters<TextStore['standing']>): ReturnType<TextStore['standing']> {
    return this.log.standings.of(...args)
  }

  async clientOwner(...args: Parameters<TextStore['clientOwner']>): ReturnType<TextStore['clientOwner']> {
    return this.log.clientIds.owner(...args)
  }

  async changes(): Promise<number> {
    const sql = "SELECT CAST(value AS INTEGER) AS count FROM meta WHERE key = 'standings'"
    return this.db.one(Count, sql)?.count ?? 0
  }

  async append(turn: readonly PlanAppends[], at: number): Promise<PlanOutcome[]> {
    try {
      const outcomes = this.db.transaction(() => turn.map((appends) => this.appendPlan(appends, at)))
      this.log.versions.wake()
      return outcomes
    } catch (cause) {
      for (const { plan } of turn) this.history.forget(plan)
      throw cause
    }
  }

  private appendPlan(appends: PlanAppends, at: number): PlanOutcome {
    const { plan, base, rows } = appends
    try {
      return this.db.transaction(() => {
        if (this.log.head(plan) !== base) throw new NotAppended({ kind: 'moved' })
        const standings = new Map<string, RefusalCode | null>()
        for (const [index, row] of rows.entries()) {
          const key = `${row.user} ${row.session}`
          if (!standings.has(key)) standings.set(key, this.refusalOf(plan, row, at))
          const code = standings.get(key) ?? null
          const refusal = code ?? this.log.clientIds.claim(plan, row, row.clients, at)
          if (refusal !== null) throw new NotAppended({ kind: 'refused', index, code: refusal })
        }
        this.history.note(plan, base, rows, at)
        return { kind: 'appended', seq: this.log.appendAll(plan, base, rows, at) }
      })
    } catch (cause) {
      // One plan's fault must not stop the others of the turn (P7).
      if (cause instanceof NotAppended) return cause.outcome
      this.history.forget(plan)
      // A full disk ends the whole transaction: nothing of this turn may be taken for appended.
      if (!this.db.sqlite.isTransaction) throw cause
      return { kind: 'failed', cause }
    }
  }

  private refusalOf(plan: PlanAppends['plan'], row: Append, at: number): RefusalCode | null {
    const standing = this.log.standings.of(plan, row.user, row.session, at)
    if (standing === null) return 'not-allowed'
    if (mayWrite(standing.role, standing.stage)) return null
    return mayWrite(standing.role, 'draft') ? 'plan-frozen' : 'not-allowed'
  }
}
