import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type CommitteeId, EventId, type PlanId, UserId } from '../../shared/plan/ids.ts'
import { type Stamped, stamp, verify } from '../../shared/record/journal.ts'
import type { Database } from './database.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const planScope = (plan: PlanId): string => `plan:${plan}`
export const committeeScope = (committee: CommitteeId): string => `committee:${committee}`

const Row = z.object({
  seq: z.number(),
  id: EventId,
  author: UserId,
  at: z.number(),
  body: z
    .string()
    .nullable()
    .transform((json): unknown => (json === null ? null : JSON.parse(json))),
  salt: z.string().nullable(),
  payloadHash: z.string(),
  hash: z.string(),
})
export type JournalRow = z.infer<typeof Row>

/** A row as it lies in the file, of which nothing is taken for granted: what cannot be read cannot hold. */
const RawRow = z.object({
  seq: z.number(),
  id: z.coerce.string(),
  author: z.coerce.string(),
  at: z.number().catch(Number.NaN),
  body: z.string().nullable().catch('').transform(readable),
  salt: z.string().nullable().catch(''),
  payloadHash: z.coerce.string(),
  hash: z.coerce.string(),
})

/** The JSON's value, or the text itself, which no hash of ours stands for. */
function readable(json: string | null): unknown {
  if (json === null) return null
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

const Seq = z.object({ seq: z.number() })
const Tip = z.object({ seq: z.number(), hash: z.string() })

const COLUMNS = 'seq, event AS id, author, at, body, salt, payload_hash AS payloadHash, hash'

/** The journals, one per scope ('plan:ID', 'committee:ID'). Appending happens inside the caller's transaction. */
export class Journal {
  private readonly db: Database
  constructor(db: Database) {
    this.db = db
    // Erased words are overwritten in the file, not only unlinked (RULES J5).
    db.sqlite.exec('PRAGMA secure_delete=ON')
  }

  find(scope: string, id: EventId): JournalRow | null {
    return this.db.one(Row, `SELECT ${COLUMNS} FROM journal WHERE scope = ? AND event = ?`, scope, id)
  }

  /** Whether any event of the journal answers this comment. */
  isAnswered(scope: string, thread: EventId): boolean {
    const sql = `SELECT seq FROM journal WHERE scope = ? AND json_extract(body, '$.thread') = ?
      AND json_extract(body, '$.kind') = 'reply' LIMIT 1`
    return this.db.one(Seq, sql, scope, thread) !== null
  }

  /** At most 500 events after a number, ascending. */
  after(scope: string, seq: number): JournalRow[] {
    return this.db.all(
      Row,
      `SELECT ${COLUMNS} FROM journal WHERE scope = ? AND seq > ? ORDER BY seq LIMIT 500`,
      scope,
      seq,
    )
  }

  private last(scope: string): { seq: number; hash: string } | null {
    return this.db.one(Tip, 'SELECT seq, hash FROM journal WHERE scope = ? ORDER BY seq DESC LIMIT 1', scope)
  }

  /** The newest event's number, 0 for none. */
  head(scope: string): number {
    return this.last(scope)?.seq ?? 0
  }

  /** Stamps and appends an event; the caller has checked that its id is new in the scope. */
  append(scope: string, event: { id: EventId; author: UserId; at: number; body: unknown }): JournalRow {
    const row = Row.extend({ body: z.unknown() }).parse(
      stamp(scope, this.last(scope), event, randomBytes(16).toString('base64url'), sha256),
    )
    this.db.run(
      'INSERT INTO journal (scope, seq, event, author, at, body, salt, payload_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      scope,
      row.seq,
      row.id,
      row.author,
      row.at,
      JSON.stringify(row.body),
      row.salt,
      row.payloadHash,
      row.hash,
    )
    return row
  }

  /** Erases an event's payload and salt for good; the chain holds over what remains (RULES J5). */
  erase(scope: string, id: EventId): void {
    this.db.run('UPDATE journal SET body = NULL, salt = NULL WHERE scope = ? AND event = ?', scope, id)
  }

  /**
   * Drops what was erased from the write-ahead log too, after the commit. Nobody waits for it: while
   * another reader holds the log, it stays until the next erasure or the end of the server.
   */
  forgetErased(): void {
    this.db.checkpoint()
  }

  /** The number of the first event that does not hold (RULES J2), or null when the whole journal does. */
  firstBroken(scope: string): Promise<number | null> {
    const rows: Stamped[] = this.db.all(
      RawRow,
      `SELECT ${COLUMNS} FROM journal WHERE scope = ? ORDER BY seq`,
      scope,
    )
    return verify(scope, rows, sha256)
  }
}
