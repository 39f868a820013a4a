import { z } from 'zod'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { Role, Stage } from '../../shared/record/roles.ts'
import type { Database } from './database.ts'

const Standing = z.object({ role: Role, stage: Stage })
export type Standing = z.infer<typeof Standing>
/** A standing, and when its session runs out; a token's is good until it is revoked. */
const Held = z
  .object({ ...Standing.shape, expires: z.number().nullable() })
  .transform(({ expires, ...standing }) => ({ standing, expires }))
type Held = z.infer<typeof Held>

const Count = z.object({ count: z.number() })

/** Standings that are remembered. */
const MOST_KNOWN = 20_000

/** What the session of an API token begins with; a person's session is an id alone. */
const TOKEN_SESSION = 'token:'

export const tokenSession = (token: string): string => `${TOKEN_SESSION}${token}`
export const isTokenSession = (session: string): boolean => session.startsWith(TOKEN_SESSION)

/** Who may do what in a plan, read from the rows as they are now (RULES W6, H8). */
export class Standings {
  private readonly db: Database
  /** What was read at a change number, which holds as long as that is the same. */
  private known = { changes: -1, held: new Map<string, Held>() }

  constructor(db: Database) {
    this.db = db
  }

  /** A number that changes when a standing may have, whichever process changed it (0007_standing_changes.sql). */
  changes(): number {
    const sql = "SELECT CAST(value AS INTEGER) AS count FROM meta WHERE key = 'standings'"
    return this.db.one(Count, sql)?.count ?? 0
  }

  /** The same as `of`, where `changes` was read in this transaction: what it says is as it was is not read again. */
  asOf(changes: number, plan: PlanId, user: UserId, session: string, at: number): Standing | null {
    if (this.known.changes !== changes || this.known.held.size > MOST_KNOWN)
      this.known = { changes, held: new Map() }
    const { held } = this.known
    const key = `${plan} ${user} ${session}`
    const known = held.get(key)
    if (known !== undefined && (known.expires === null || known.expires > at)) return known.standing
    const found = this.read(plan, user, session, at)
    if (found !== null) held.set(key, found)
    return found?.standing ?? null
  }

  /** Role and stage for an open session or a live token; null when that, the person or the plan is gone. */
  of(plan: PlanId, user: UserId, session: string, at: number): Standing | null {
    return this.read(plan, user, session, at)?.standing ?? null
  }

  private read(plan: PlanId, user: UserId, session: string, at: number): Held | null {
    if (isTokenSession(session)) return this.ofToken(plan, user, session.slice(TOKEN_SESSION.length))
    return this.db.one(
      Held,
      `SELECT m.role, p.stage, s.expires FROM plans p
       JOIN members m ON m.committee = p.committee AND m.user = ? AND m.removed_at IS NULL
       JOIN sessions s ON s.id = ? AND s.user = m.user AND s.committee = m.committee AND s.expires > ?
       WHERE p.id = ? AND p.deleted_at IS NULL`,
      user,
      session,
      at,
      plan,
    )
  }

  private ofToken(plan: PlanId, user: UserId, token: string): Held | null {
    return this.db.one(
      Held,
      `SELECT t.role, p.stage, NULL AS expires FROM api_tokens t
       JOIN token_plans b ON b.token = t.id AND b.plan = ?
       JOIN plans p ON p.id = b.plan AND p.committee = t.committee AND p.deleted_at IS NULL
       WHERE t.id = ? AND t.user = ? AND t.revoked_at IS NULL`,
      plan,
      token,
      user,
    )
  }
}
