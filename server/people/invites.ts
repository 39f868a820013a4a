import { z } from 'zod'
import { CommitteeId, InviteId, PlanId } from '../../shared/plan/ids.ts'
import { Role } from '../../shared/record/roles.ts'
import { type InviteBody, InviteRow } from '../../shared/wire/api.ts'
import type { Database } from '../store/database.ts'
import { hashOf, random22 } from './tokens.ts'
import type { Session } from './sessions.ts'
import type { RecordEvent } from './people.ts'

const DAY_MS = 24 * 3600 * 1000

/** A live invitation, found by its secret. */
export const Invite = z.object({
  id: InviteId,
  committee: CommitteeId,
  role: Role,
  plan: PlanId.nullable(),
})
export type Invite = z.infer<typeof Invite>

/** Invitations: a link with one role, an expiry and a limit of uses; kept as a hash (RULES H1, H2). The caller opens transactions. */
export class Invites {
  private readonly db: Database
  private readonly record: RecordEvent
  constructor(db: Database, record: RecordEvent) {
    this.db = db
    this.record = record
  }

  make(by: Session, invite: InviteBody, at: number): { row: InviteRow; token: string } {
    const id = InviteId.parse(random22())
    const token = random22()
    const { role, plan, days, maxUses } = invite
    const expires = at + days * DAY_MS
    this.db.run(
      'INSERT INTO invites (id, hash, committee, role, plan, created_by, created_at, expires, max_uses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      hashOf(token),
      by.committee,
      role,
      plan,
      by.user,
      at,
      expires,
      maxUses,
    )
    this.record(by.committee, by.user, at, { kind: 'invited', invite: id, role, expires })
    return { row: { id, role, plan, createdBy: by.name, createdAt: at, expires, uses: 0, maxUses }, token }
  }

  /** The invitations that were not revoked, newest first. */
  list(committee: CommitteeId): InviteRow[] {
    return this.db.all(
      InviteRow,
      `SELECT i.id, i.role, i.plan, u.name AS createdBy, i.created_at AS createdAt, i.expires, i.uses,
         i.max_uses AS maxUses
       FROM invites i JOIN users u ON u.id = i.created_by
       WHERE i.committee = ? AND i.revoked_at IS NULL ORDER BY i.created_at DESC, i.id`,
      committee,
    )
  }

  /** A live invitation by its secret; unknown, expired, used up and revoked are all null. */
  find(token: string, at: number): Invite | null {
    return this.db.one(
      Invite,
      `SELECT id, committee, role, plan FROM invites
       WHERE hash = ? AND expires > ? AND uses < max_uses AND revoked_at IS NULL`,
      hashOf(token),
      at,
    )
  }

  countUse(invite: InviteId): void {
    this.db.run('UPDATE invites SET uses = uses + 1 WHERE id = ?', invite)
  }

  /** Revokes an invitation of the committee; false when there is none. */
  revoke(by: Pick<Session, 'committee' | 'user'>, invite: InviteId, at: number): boolean {
    const changes = this.db.run(
      'UPDATE invites SET revoked_at = ? WHERE id = ? AND committee = ? AND revoked_at IS NULL',
      at,
      invite,
      by.committee,
    )
    if (changes === 1) this.record(by.committee, by.user, at, { kind: 'invite-revoked', invite })
    return changes === 1
  }

  /** Revokes every invitation of the committee that could still let somebody in. */
  revokeAll(by: Pick<Session, 'committee' | 'user'>, at: number): void {
    for (const { id, expires, uses, maxUses } of this.list(by.committee))
      if (expires > at && uses < maxUses) this.revoke(by, id, at)
  }
}
