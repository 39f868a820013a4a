import * as Y from 'yjs'
import { z } from 'zod'
import { type PlanId, PlanId as PlanIdSchema } from '../../shared/plan/ids.ts'
import { BODY, FRONT } from '../../shared/text/schema.ts'
import type { Database } from './database.ts'
import { applyAll, docOf } from './planLog.ts'
import { unpackSnapshot } from './snapshot.ts'
import { rowSum } from './sums.ts'
import { StoredVersion, versionSum } from './versions.ts'

/** The first row that does not hold: its table, what names it there, and why. */
export type Fault = { table: string; row: string; why: string }

const bytes = z.instanceof(Uint8Array).nullable().catch(null)
const LogRow = z.object({
  seq: z.number(),
  body: bytes,
  author: z.coerce.string(),
  session: z.coerce.string(),
  at: z.number().catch(Number.NaN),
  sum: z.number().nullable(),
})
type LogRow = z.infer<typeof LogRow>
const SnapshotRow = z.object({
  upto: z.number(),
  state: bytes,
  at: z.number().catch(Number.NaN),
  sum: z.number().nullable(),
})
const VersionRow = SnapshotRow.extend({
  kind: z.coerce.string(),
  name: z.coerce.string().nullable(),
  author: z.coerce.string().nullable(),
  writers: z.coerce.string().nullable(),
})
const ClientRow = z.object({ client: z.number().catch(Number.NaN), user: z.coerce.string() })

const words = (doc: Y.Doc): string =>
  JSON.stringify([doc.getXmlFragment(BODY).toJSON(), doc.getMap(FRONT).toJSON()])

const isSame = (one: Y.Doc, other: Y.Doc): boolean =>
  Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)) && words(one) === words(other)

/** One plan's text: log, snapshots and client ids, walked together. */
class PlanWalk {
  private readonly db: Database
  private readonly plan: PlanId
  private readonly doc = new Y.Doc({ gc: true })
  /** The person of each Yjs client id that the log has shown, by the row that showed it first. */
  private readonly writers = new Map<number, string>()
  constructor(db: Database, plan: PlanId) {
    this.db = db
    this.plan = plan
  }

  private fault(table: string, at: string | number, why: string): Fault {
    return { table, row: `plan ${this.plan}, ${at}`, why }
  }

  first(): Fault | null {
    const sql = 'SELECT seq, body, author, session, at, sum FROM log WHERE plan = ? ORDER BY seq'
    const rows = this.db.all(LogRow, sql, this.plan)
    const snapshots = this.db.all(
      SnapshotRow,
      'SELECT upto, state, at, sum FROM snapshots WHERE plan = ? ORDER BY upto',
      this.plan,
    )
    const versions = this.db.all(
      VersionRow,
      'SELECT upto, kind, name, author, writers, state, at, sum FROM versions WHERE plan = ? ORDER BY upto',
      this.plan,
    )
    if (rows.length === 0) return this.fault('log', 'seq 1', 'the plan has no first update')
    for (const [index, row] of rows.entries()) {
      if (row.seq !== index + 1) return this.fault('log', `seq ${index + 1}`, 'the row is missing')
      const why = this.apply(row)
      if (why !== null) return this.fault('log', `seq ${row.seq}`, why)
      for (const one of snapshots) {
        const wrong = one.upto === row.seq ? this.compare(one) : null
        if (wrong !== null) return this.fault('snapshots', `upto ${one.upto}`, wrong)
      }
      for (const one of versions) {
        const wrong = one.upto === row.seq ? this.compareVersion(one, row.at) : null
        if (wrong !== null) return this.fault('versions', `upto ${one.upto}`, wrong)
      }
    }
    for (const [table, states] of [['snapshots', snapshots] as const, ['versions', versions] as const]) {
      const beyond = states.find(({ upto }) => !(upto >= 1 && upto <= rows.length && Number.isInteger(upto)))
      if (beyond !== undefined)
        return this.fault(table, `upto ${beyond.upto}`, 'it is of no position of the log')
    }
    return this.clients()
  }

  /** Applies a row to the fold; says why it does not hold, or null. */
  private apply({ seq, body, author, session, at, sum }: LogRow): string | null {
    if (body === null) return 'its update is missing'
    if (sum !== null && rowSum([this.plan, seq, author, session, at], body) !== sum)
      return 'it differs from its checksum'
    try {
      for (const client of Y.parseUpdateMeta(body).to.keys())
        if (!this.writers.has(client)) this.writers.set(client, author)
      applyAll(this.doc, [body])
    } catch {
      return 'its update cannot be decoded'
    }
    const { pendingStructs, pendingDs } = this.doc.store
    return pendingStructs === null && pendingDs === null ? null : 'its update lacks what came before it'
  }

  private compare({ upto, state, at, sum }: z.infer<typeof SnapshotRow>): string | null {
    if (state === null) return 'its state is missing'
    if (sum !== null && rowSum([this.plan, upto, at], state) !== sum) return 'it differs from its checksum'
    return this.compareState(state)
  }

  private compareVersion(row: z.infer<typeof VersionRow>, at: number): string | null {
    const version = StoredVersion.safeParse({ ...row, bytes: 0 }).data
    if (version === undefined) return 'it cannot be read'
    if (row.sum !== null && versionSum(this.plan, version, row.state) !== row.sum)
      return 'it differs from its checksum'
    if (version.at !== at) return 'it is not of the time that the log tells'
    // Without a state of its own it is read from the log.
    return row.state === null ? null : this.compareState(row.state)
  }

  /** At its own position a text is the state stored there and nothing else. */
  private compareState(state: Uint8Array): string | null {
    try {
      const doc = docOf(this.plan, [unpackSnapshot(state).state()])
      const same = isSame(doc, this.doc)
      doc.destroy()
      return same ? null : 'it is not what the log makes'
    } catch {
      return 'its state cannot be decoded'
    }
  }

  /** Each client id belongs to whoever first wrote with it (RULES W7). */
  private clients(): Fault | null {
    const sql = 'SELECT client, user FROM client_ids WHERE plan = ? ORDER BY client'
    const bound = this.db.all(ClientRow, sql, this.plan)
    for (const { client, user } of bound)
      if (this.writers.get(client) !== user)
        return this.fault('client_ids', `client ${client}`, 'the log shows another writer')
    const known = new Set(bound.map(({ client }) => client))
    const missing = [...this.writers.keys()].find((client) => !known.has(client))
    return missing === undefined ? null : this.fault('client_ids', `client ${missing}`, 'the row is missing')
  }
}

/** The first row of the plans' texts that does not hold, or null. */
export function firstBrokenText(db: Database): Fault | null {
  const Row = z.object({ plan: z.coerce.string() })
  const sql = `SELECT id AS plan FROM plans UNION SELECT plan FROM log
    UNION SELECT plan FROM snapshots UNION SELECT plan FROM versions UNION SELECT plan FROM client_ids ORDER BY 1`
  const known = new Set(db.all(Row, 'SELECT id AS plan FROM plans').map(({ plan }) => plan))
  for (const { plan } of db.all(Row, sql)) {
    const id = PlanIdSchema.safeParse(plan).data
    if (id === undefined || !known.has(plan))
      return { table: 'plans', row: `id ${plan}`, why: 'there is no such plan' }
    const fault = new PlanWalk(db, id).first()
    if (fault !== null) return fault
  }
  return null
}
