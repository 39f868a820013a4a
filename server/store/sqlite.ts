import { mayWrite } from '../../shared/record/may.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Database } from './database.ts'
import { HistoryWatch } from './historyWatch.ts'
import type { PlanLog } from './planLog.ts'
import type { Append, PlanAppends, PlanOutcome, TextStore } from './store.ts'

/** Carries one plan's outcome out of its savepoint, which is thereby rolled back. */
class NotAppended extends Error {
  readonly outcome: PlanOutcome
  constructor(outcome: PlanOutcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

/** The time of a turn, and the change number of standings in its transaction. */
type Now = { at: number; changes: number }

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
    return this.log.standings.changes()
  }

  async append(turn: readonly PlanAppends[], at: number): Promise<PlanOutcome[]> {
    try {
      const outcomes = this.db.transaction(() => {
        const now = { at, changes: this.log.standings.changes() }
        // The transaction of a plan that is alone in its turn is its own: it needs no savepoint.
        if (turn.length === 1) return turn.map((appends) => this.write(appends, now))
        return turn.map((appends) => this.writeApart(appends, now))
      })
      for (const [index, { plan, rows }] of turn.entries())
        if (outcomes[index]?.kind === 'appended')
          for (const { user, clients } of rows) this.log.clientIds.committed(plan, user, clients)
      this.log.versions.wake()
      return outcomes
    } catch (cause) {
      if (cause instanceof NotAppended) return [cause.outcome]
      for (const { plan } of turn) this.history.forget(plan)
      throw cause
    }
  }

  private writeApart(appends: PlanAppends, now: Now): PlanOutcome {
    try {
      return this.db.transaction(() => this.write(appends, now))
    } catch (cause) {
      // One plan's fault must not stop the others of the turn (P7).
      if (cause instanceof NotAppended) return cause.outcome
      this.history.forget(appends.plan)
      // A full disk ends the whole transaction: nothing of this turn may be taken for appended.
      if (!this.db.sqlite.isTransaction) throw cause
      return { kind: 'failed', cause }
    }
  }

  /** Writes one plan's rows, all of them. Throws NotAppended, or what the machinery throws; the caller rolls back. */
  private write({ plan, base, rows }: PlanAppends, now: Now): PlanOutcome {
    for (const [index, row] of rows.entries()) {
      const code = this.refusalOf(plan, row, now) ?? this.log.clientIds.claim(plan, row, row.clients, now.at)
      if (code !== null) throw new NotAppended({ kind: 'refused', index, code })
    }
    const seq = this.log.appendAll(plan, base, rows, now.at)
    if (seq === null) throw new NotAppended({ kind: 'moved' })
    // After all that may stop it: what history remembers of a plan in use is not to be forgotten for a refusal.
    this.history.note(plan, base, rows, now.at)
    return { kind: 'appended', seq }
  }

  private refusalOf(plan: PlanAppends['plan'], row: Append, { at, changes }: Now): RefusalCode | null {
    const standing = this.log.standings.asOf(changes, plan, row.user, row.session, at)
    if (standing === null) return 'not-allowed'
    if (mayWrite(standing.role, standing.stage)) return null
    return mayWrite(standing.role, 'draft') ? 'plan-frozen' : 'not-allowed'
  }
}
