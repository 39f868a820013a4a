import { z } from 'zod'
import { CommitteeId, UserId } from '../../shared/plan/ids.ts'
import { Role } from '../../shared/record/roles.ts'
import type { Database } from '../store/database.ts'
import { hashOf, random22 } from './tokens.ts'

/** How long a session lasts, milliseconds: a committee's year, and the holidays after it. */
export const SESSION_MS = 400 * 24 * 3600 * 1000

/** Who a request comes from. */
export const Session = z.object({
  session: z.string(),
  user: UserId,
  name: z.string(),
  committee: CommitteeId,
  committeeName: z.string(),
  role: Role,
})
export type Session = z.infer<typeof Session>

const FROM_SECRET = `SELECT s.id AS session, u.id AS user, u.name, c.id AS committee, c.name AS committeeName, m.role
  FROM sessions s JOIN users u ON u.id = s.user JOIN committees c ON c.id = s.committee
  JOIN members m ON m.user = s.user AND m.committee = s.committee
  WHERE s.hash = ? AND s.expires > ?`

/**
 * Sessions: a secret that only the cookie holds, found by its hash (RULES H1). A removed person's
 * session opens nothing; it only shows who they were, should they be invited again.
 */
export class Sessions {
  private readonly db: Database
  constructor(db: Database) {
    this.db = db
  }

  /** Opens a session and returns its secret. */
  open(user: UserId, committee: CommitteeId, at: number): string {
    const secret = random22()
    this.db.run('DELETE FROM sessions WHERE expires <= ?', at)
    this.db.run(
      'INSERT INTO sessions (hash, id, user, committee, created_at, expires) VALUES (?, ?, ?, ?, ?, ?)',
      hashOf(secret),
      random22(),
      user,
      committee,
      at,
      at + SESSION_MS,
    )
    return secret
  }

  /** The session of a present member, or null. */
  find(secret: string, at: number): Session | null {
    return this.db.one(Session, `${FROM_SECRET} AND m.removed_at IS NULL`, hashOf(secret), at)
  }

  /** Whom a removed person's session belonged to, or null. */
  former(secret: string, at: number): Session | null {
    return this.db.one(Session, `${FROM_SECRET} AND m.removed_at IS NOT NULL`, hashOf(secret), at)
  }

  end(session: string): void {
    this.db.run('DELETE FROM sessions WHERE id = ?', session)
  }

  /** The ids of a person's sessions. */
  of(user: UserId): string[] {
    const Row = z.object({ id: z.string() })
    return this.db.all(Row, 'SELECT id FROM sessions WHERE user = ?', user).map((session) => session.id)
  }

  /** Ends a person's sessions and returns their ids. */
  endAll(user: UserId): string[] {
    const ended = this.of(user)
    this.db.run('DELETE FROM sessions WHERE user = ?', user)
    return ended
  }
}
