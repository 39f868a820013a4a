import { z } from 'zod'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { Role, Stage } from '../../shared/record/roles.ts'
import type { Database } from './database.ts'

const Standing = z.object({ role: Role, stage: Stage })
export type Standing = z.infer<typeof Standing>

/** What the session of an API token begins with; a person's session is an id alone. */
const TOKEN_SESSION = 'token:'

export const tokenSession = (token: string): string => `${TOKEN_SESSION}${token}`
export const isTokenSession = (session: string): boolean => session.startsWith(TOKEN_SESSION)

/** Who may do what in a plan, read from the rows as they are now (RULES W6, H8). */
export class Standings {
  private readonly db: Database
  constructor(db: Database) {
    this.db = db
  }

  /** Role and stage for an open session or a live token; null when that, the person or the plan is gone. */
  of(plan: PlanId, user: UserId, session: string, at: number): Standing | null {
    if (isTokenSession(session)) return this.ofToken(plan, user, session.slice(TOKEN_SESSION.length))
    return this.db.one(
      Standing,
      `SELECT m.role, p.stage FROM plans p
       JOIN members m ON m.committee = p.committee AND m.user = ? AND m.removed_at IS NULL
       JOIN sessions s ON s.id = ? AND s.user = m.user AND s.committee = m.committee AND s.expires > ?
       WHERE p.id = ? AND p.deleted_at IS NULL`,
      user,
      session,
      at,
      plan,
    )
  }

  private ofToken(plan: PlanId, user: UserId, token: string): Standing | null {
    return this.db.one(
      Standing,
      `SELECT t.role, p.stage FROM api_tokens t
       JOIN token_plans b ON b.token = t.id AND b.plan = ?
       JOIN plans p ON p.id = b.plan AND p.committee = t.committee AND p.deleted_at IS NULL
       WHERE t.id = ? AND t.user = ? AND t.revoked_at IS NULL`,
      plan,
      token,
      user,
    )
  }
}
