import { z } from 'zod'
import { CommitteeId, PlanId, UserId } from '../../shared/plan/ids.ts'
import { Role } from '../../shared/record/roles.ts'
import type { Database } from '../store/database.ts'
import { tokenSession } from '../store/standings.ts'
import type { RecordEvent } from './people.ts'
import { Session } from './sessions.ts'
import { hashOf, random22 } from './tokens.ts'

const Bound = z.object({ plan: PlanId })

/** A token as it is listed: everything but the secret, which only its maker saw. */
export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  /** How many plans it is bound to. */
  plans: z.number(),
  createdAt: z.number(),
})
export type ApiToken = z.infer<typeof ApiToken>

const Row = Session.omit({ session: true }).extend({ id: z.string() })

/**
 * Revocable tokens for scripts and load tests, made on the command line (RULES H8). Each has a user id of its
 * own, which is no member: it is in no list of people and no vote. The caller opens transactions.
 */
export class ApiTokens {
  private readonly db: Database
  private readonly record: RecordEvent
  constructor(db: Database, record: RecordEvent) {
    this.db = db
    this.record = record
  }

  /** A fresh token, bound to no plan yet. */
  make(committee: CommitteeId, role: Role, at: number): { id: string; user: UserId; token: string } {
    const [id, token] = [random22(), random22()]
    const user = UserId.parse(random22())
    const name = `API ${id.slice(0, 6)}`
    this.db.run('INSERT INTO users (id, name, created_at) VALUES (?, ?, ?)', user, name, at)
    this.db.run(
      'INSERT INTO api_tokens (id, hash, user, committee, role, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      hashOf(token),
      user,
      committee,
      role,
      at,
    )
    this.record(committee, user, at, { kind: 'token-made', token: id, name, role })
    return { id, user, token }
  }

  bind(id: string, plan: PlanId): void {
    this.db.run('INSERT INTO token_plans (token, plan) VALUES (?, ?)', id, plan)
  }

  /** The session that a secret stands for, or null when it is unknown or revoked. */
  find(secret: string): Session | null {
    const row = this.db.one(
      Row,
      `SELECT t.id, u.id AS user, u.name, c.id AS committee, c.name AS committeeName, t.role
       FROM api_tokens t JOIN users u ON u.id = t.user JOIN committees c ON c.id = t.committee
       WHERE t.hash = ? AND t.revoked_at IS NULL`,
      hashOf(secret),
    )
    if (row === null) return null
    const { id, ...who } = row
    return { ...who, session: tokenSession(id) }
  }

  isBound(user: UserId, plan: PlanId): boolean {
    const sql =
      'SELECT b.plan FROM token_plans b JOIN api_tokens t ON t.id = b.token WHERE t.user = ? AND b.plan = ?'
    return this.db.one(Bound, sql, user, plan) !== null
  }

  /** The tokens that work, newest first. */
  list(): ApiToken[] {
    return this.db.all(
      ApiToken,
      `SELECT t.id, u.name, t.role, t.created_at AS createdAt,
         (SELECT count(*) FROM token_plans WHERE token = t.id) AS plans
       FROM api_tokens t JOIN users u ON u.id = t.user WHERE t.revoked_at IS NULL ORDER BY t.created_at DESC`,
    )
  }

  /** Revokes a token for good; false when there is none with this id, or it was revoked before. */
  revoke(id: string, at: number): boolean {
    const Who = z.object({ user: UserId, committee: CommitteeId })
    const live = 'SELECT user, committee FROM api_tokens WHERE id = ? AND revoked_at IS NULL'
    const found = this.db.one(Who, live, id)
    if (found === null) return false
    this.db.run('UPDATE api_tokens SET revoked_at = ? WHERE id = ?', at, id)
    this.record(found.committee, found.user, at, { kind: 'token-revoked', token: id })
    return true
  }
}
