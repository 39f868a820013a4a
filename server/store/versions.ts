import { z } from 'zod'
import { type PlanId, PlanId as PlanIdSchema, UserId } from '../../shared/plan/ids.ts'
import { VersionKind } from '../../shared/wire/history.ts'
import type { Database } from './database.ts'
import { rowSum } from './sums.ts'

/** A row of history; `doubted` may be the state before a large deletion, which a worker has yet to judge. */
export const StoredVersion = z.object({
  upto: z.number(),
  kind: z.enum([...VersionKind.options, 'doubted']),
  name: z.string().nullable(),
  author: UserId.nullable(),
  /** Who wrote since the version before; null until a worker has settled the row. */
  writers: z
    .string()
    .nullable()
    .transform((json) => (json === null ? null : z.array(UserId).parse(JSON.parse(json)))),
  at: z.number(),
  /** Of its state, as stored; 0 for none. */
  bytes: z.number(),
})
export type StoredVersion = z.infer<typeof StoredVersion>

const COLUMNS = 'upto, kind, name, author, writers, at, coalesce(length(state), 0) AS bytes'

/** Why and by whom a version is kept. */
export type Request = { kind: StoredVersion['kind']; name?: string; author: UserId | null }

/** More are not listed: years of one plan. */
const LISTED = 2_000

const Body = z.object({ state: z.instanceof(Uint8Array).nullable() })
const Count = z.object({ n: z.number() })
const At = z.object({ at: z.number() })
const Author = z.object({ author: UserId })
const Plan = z.object({ plan: PlanIdSchema })

/** The checksum of a row of history. */
export const versionSum = (
  plan: string,
  { upto, kind, name, author, writers, at }: Omit<StoredVersion, 'bytes'>,
  state: Uint8Array | null,
): number => {
  const stamp = [plan, upto, kind, name ?? '', author ?? '', writers === null ? '' : writers.join(','), at]
  return rowSum(stamp, state ?? new Uint8Array())
}

/**
 * The rows of history. What people do only notes that a state is to be kept, at its log position and in their
 * transaction; a worker makes the state afterwards from the log, which has every update (settleVersions.ts).
 */
export class Versions {
  private readonly db: Database
  private readonly fresh = new Set<PlanId>()
  /** Called after a commit for each plan with versions that a worker has to settle. */
  onUnsettled: (plan: PlanId) => void = () => undefined

  constructor(db: Database) {
    this.db = db
  }

  /** Newest first, without what is not judged yet. */
  list(plan: PlanId): (StoredVersion & { kind: VersionKind })[] {
    return this.all(plan)
      .flatMap(({ kind, ...row }) => (kind === 'doubted' ? [] : [{ ...row, kind }]))
      .toReversed()
      .slice(0, LISTED)
  }

  /** Every row, oldest first. */
  all(plan: PlanId): StoredVersion[] {
    return this.db.all(StoredVersion, `SELECT ${COLUMNS} FROM versions WHERE plan = ? ORDER BY upto`, plan)
  }

  find(plan: PlanId, upto: number): StoredVersion | null {
    return this.db.one(
      StoredVersion,
      `SELECT ${COLUMNS} FROM versions WHERE plan = ? AND upto = ?`,
      plan,
      upto,
    )
  }

  /** The state as stored, or null when it is to be read from the log. */
  state(plan: PlanId, upto: number): Uint8Array | null {
    return (
      this.db.one(Body, 'SELECT state FROM versions WHERE plan = ? AND upto = ?', plan, upto)?.state ?? null
    )
  }

  /** The nearest position at or before this one whose state is stored, or 0. */
  nearest(plan: PlanId, at: number): number {
    const sql = `SELECT coalesce(max(upto), 0) AS n FROM versions
      WHERE plan = ? AND upto <= ? AND state IS NOT NULL`
    return this.db.one(Count, sql, plan, at)?.n ?? 0
  }

  /** The newest position of a plan's history, 0 for none. */
  newest(plan: PlanId): number {
    const sql = `SELECT coalesce(max(upto), 0) AS n FROM versions WHERE plan = ? AND kind <> 'doubted'`
    return this.db.one(Count, sql, plan)?.n ?? 0
  }

  /**
   * Keeps the state at a log position. One position has one version: a name goes over whatever it was, other
   * reasons only over what is not judged yet. Runs in the caller's transaction; `wake` follows the commit.
   */
  keep(plan: PlanId, upto: number, { kind, name, author }: Request): void {
    const known = this.find(plan, upto)
    if (known !== null && kind !== 'named' && known.kind !== 'doubted') return
    const at = known?.at ?? this.db.one(At, 'SELECT at FROM log WHERE plan = ? AND seq = ?', plan, upto)?.at
    if (at === undefined) throw new RangeError(`plan ${plan} has no log position ${upto}`)
    const writers = known?.writers ?? null
    this.write(plan, { upto, kind, name: name ?? null, author, writers, at }, this.state(plan, upto))
    this.fresh.add(plan)
  }

  /** Writes a row as it is given, in place of the one at its position. */
  write(plan: PlanId, version: Omit<StoredVersion, 'bytes'>, state: Uint8Array | null): void {
    const { upto, kind, name, author, writers, at } = version
    this.db.run(
      `INSERT OR REPLACE INTO versions (plan, upto, kind, name, author, writers, at, state, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      plan,
      upto,
      kind,
      name,
      author,
      writers === null ? null : JSON.stringify(writers),
      at,
      state,
      versionSum(plan, version, state),
    )
  }

  remove(plan: PlanId, upto: number): void {
    this.db.run('DELETE FROM versions WHERE plan = ? AND upto = ?', plan, upto)
  }

  /** Who wrote after one position and up to another, as the log tells. */
  writers(plan: PlanId, after: number, upto: number): UserId[] {
    const sql = 'SELECT DISTINCT author FROM log WHERE plan = ? AND seq > ? AND seq <= ? ORDER BY author'
    return this.db.all(Author, sql, plan, after, upto).map(({ author }) => author)
  }

  /** Of all plans' states as they are stored. */
  totalBytes(): number {
    return this.db.one(Count, 'SELECT coalesce(sum(length(state)), 0) AS n FROM versions')?.n ?? 0
  }

  /** Has what was kept settled; after the commit. */
  wake(): void {
    const plans = [...this.fresh]
    this.fresh.clear()
    for (const plan of plans) this.onUnsettled(plan)
  }

  /** Plans with versions that no worker has settled, as a crash leaves them. */
  unsettled(): PlanId[] {
    const sql = 'SELECT DISTINCT plan FROM versions WHERE writers IS NULL'
    return this.db.all(Plan, sql).map(({ plan }) => plan)
  }
}
