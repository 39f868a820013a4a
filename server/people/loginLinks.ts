import { z } from 'zod'
import { CommitteeId, UserId } from '../../shared/plan/ids.ts'
import type { Database } from '../store/database.ts'
import type { RecordEvent } from './people.ts'
import { hashOf, random22 } from './tokens.ts'

/** How long a link for one's own other device works, milliseconds: both are at hand. */
export const OWN_LINK_MS = 10 * 60 * 1000
/** How long a link works that somebody else has to pass on, milliseconds. */
export const GIVEN_LINK_MS = 24 * 3600 * 1000

const Target = z.object({ user: UserId, committee: CommitteeId })
type Target = z.infer<typeof Target>

const LIVE = `SELECT l.user, l.committee FROM login_links l
  JOIN members m ON m.user = l.user AND m.committee = l.committee
  WHERE l.hash = ? AND l.expires > ? AND m.removed_at IS NULL`

/**
 * One-time links that open a session of one person, kept as a hash (RULES H1, H6). A person has one at a
 * time. The caller opens transactions.
 */
export class LoginLinks {
  private readonly db: Database
  private readonly record: RecordEvent
  constructor(db: Database, record: RecordEvent) {
    this.db = db
    this.record = record
  }

  /** Makes a link that works for so long; the person's earlier one stops working. */
  make(
    { user, committee }: Target,
    by: UserId,
    lasts: number,
    at: number,
  ): { token: string; expires: number } {
    const token = random22()
    const expires = at + lasts
    this.db.run('DELETE FROM login_links WHERE user = ? OR expires <= ?', user, at)
    this.db.run(
      'INSERT INTO login_links (hash, user, committee, created_by, expires) VALUES (?, ?, ?, ?, ?)',
      hashOf(token),
      user,
      committee,
      by,
      expires,
    )
    this.record(committee, by, at, { kind: 'login-link', user, expires })
    return { token, expires }
  }

  /** Whose link this is; unknown, expired and used are all null. */
  find(token: string, at: number): Target | null {
    return this.db.one(Target, LIVE, hashOf(token), at)
  }

  /** Uses up the link and says whose it was. */
  use(token: string, at: number): Target | null {
    const target = this.find(token, at)
    this.db.run('DELETE FROM login_links WHERE hash = ?', hashOf(token))
    return target
  }

  /** Ends the links for this person, and those that they made for others. */
  endAll(user: UserId): void {
    this.db.run('DELETE FROM login_links WHERE user = ? OR created_by = ?', user, user)
  }
}
