import { z } from 'zod'
import { StampedCommitteeEvent, StampedPlanEvent } from '../../shared/record/events.ts'
import { foldRoster } from '../../shared/record/roster.ts'
import type { Database } from './database.ts'
import type { Journal } from './journal.ts'
import type { Fault } from './verifyText.ts'

const Scope = z.object({ scope: z.coerce.string() })
const MemberRow = z.object({
  user: z.coerce.string(),
  name: z.coerce.string(),
  role: z.coerce.string(),
  removed: z.number().transform((value) => value === 1),
})
const PlanRow = z.object({ id: z.coerce.string(), stage: z.coerce.string() })

const MEMBERS = `SELECT m.user, u.name, m.role, m.removed_at IS NOT NULL AS removed
  FROM members m LEFT JOIN users u ON u.id = m.user WHERE m.committee = ? ORDER BY m.user`

/** The rows of people are what the committee's journal tells of them. */
function firstOfPeople(db: Database, committee: string): Fault | null {
  const events = eventsOf(db, `committee:${committee}`, StampedCommitteeEvent)
  const roster = foldRoster(events)
  const people = new Map(db.all(MemberRow, MEMBERS, committee).map((row) => [row.user, row]))
  for (const { id, name, role, removed } of roster.values()) {
    const row = people.get(id)
    if (row === undefined) return { table: 'members', row: `user ${id}`, why: 'the row is missing' }
    if (row.role !== role || row.removed !== removed)
      return { table: 'members', row: `user ${id}`, why: 'the record tells another role' }
    if (row.name !== name) return { table: 'users', row: `id ${id}`, why: 'the record tells another name' }
  }
  return null
}

/** A journal's events that can be read; the chain was walked before. */
const eventsOf = <S extends z.ZodType>(db: Database, scope: string, schema: S): z.infer<S>[] => {
  const Row = z.object({
    seq: z.number(),
    id: z.string(),
    author: z.string(),
    at: z.number(),
    body: z
      .string()
      .nullable()
      .transform((json): unknown => (json === null ? null : JSON.parse(json))),
    salt: z.string().nullable(),
    payloadHash: z.string(),
    hash: z.string(),
  })
  const sql = `SELECT seq, event AS id, author, at, body, salt, payload_hash AS payloadHash, hash
    FROM journal WHERE scope = ? ORDER BY seq`
  return db.all(Row, sql, scope).map((row) => schema.parse(row))
}

/** A plan's stage is what its journal says last. */
function firstOfStages(db: Database): Fault | null {
  for (const { id, stage } of db.all(PlanRow, 'SELECT id, stage FROM plans ORDER BY id')) {
    const stages = eventsOf(db, `plan:${id}`, StampedPlanEvent).flatMap(({ body }) =>
      body?.kind === 'stage' ? [body.stage] : [],
    )
    if (stage !== (stages.at(-1) ?? 'draft'))
      return { table: 'plans', row: `id ${id}`, why: 'the record tells another stage' }
  }
  return null
}

/** The first row of the record, or of what it tells of people and stages, that does not hold; or null. */
export async function firstBrokenRecord(db: Database, journal: Journal): Promise<Fault | null> {
  for (const { scope } of db.all(Scope, 'SELECT DISTINCT scope FROM journal ORDER BY scope')) {
    const seq = await journal.firstBroken(scope)
    if (seq !== null)
      return { table: 'journal', row: `${scope}, seq ${seq}`, why: 'the chain of hashes breaks' }
  }
  const Committee = z.object({ id: z.coerce.string() })
  for (const { id } of db.all(Committee, 'SELECT id FROM committees')) {
    const fault = firstOfPeople(db, id)
    if (fault !== null) return fault
  }
  return firstOfStages(db)
}
