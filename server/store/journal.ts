import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { EventId, UserId } from '../../shared/plan/ids.ts'
import { GENESIS, payloadText, stampText } from '../../shared/record/journal.ts'
import type { Database } from './database.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

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

const COLUMNS = 'seq, event AS id, author, at, body, salt, payload_hash AS payloadHash, hash'

/** The journals, one per scope ('plan:ID', 'committee:ID'). Appending happens inside the caller's transaction. */
export class Journal {
  private readonly db: Database
  constructor(db: Database) {
    this.db = db
  }

  find(scope: string, id: EventId): JournalRow | null {
    return this.db.one(Row, `SELECT ${COLUMNS} FROM journal WHERE scope = ? AND event = ?`, scope, id)
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

  /** Stamps and appends an event; the caller has checked that its id is new in the scope. */
  append(scope: string, event: { id: EventId; author: UserId; at: number; body: unknown }): JournalRow {
    const last = this.db.one(
      z.object({ seq: z.number(), hash: z.string() }),
      'SELECT seq, hash FROM journal WHERE scope = ? ORDER BY seq DESC LIMIT 1',
      scope,
    )
    const seq = (last?.seq ?? 0) + 1
    const salt = randomBytes(16).toString('base64url')
    const payloadHash = sha256(payloadText(salt, event.body))
    const { id, author, at } = event
    const hash = sha256(stampText(last?.hash ?? GENESIS, { scope, seq, id, author, at, payloadHash }))
    this.db.run(
      'INSERT INTO journal (scope, seq, event, author, at, body, salt, payload_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      scope,
      seq,
      id,
      author,
      at,
      JSON.stringify(event.body),
      salt,
      payloadHash,
      hash,
    )
    return { seq, id, author, at, body: event.body, salt, payloadHash, hash }
  }

  /** Erases an event's payload and salt for good; the chain holds over what remains (RULES J5). */
  erase(scope: string, id: EventId): void {
    this.db.run('UPDATE journal SET body = NULL, salt = NULL WHERE scope = ? AND event = ?', scope, id)
  }
}
