import { z } from 'zod'
import { CommitteeId, EventId, InviteId, PlanId, UserId } from '../../shared/plan/ids.ts'
import type { CommitteeEventBody } from '../../shared/record/events.ts'
import { Role } from '../../shared/record/roles.ts'
import { InviteRow, MemberRow } from '../../shared/wire/api.ts'
import type { Database } from '../store/database.ts'
import type { Journal } from '../store/journal.ts'
import { hashOf, random22 } from './tokens.ts'

/** A session lasts this long without being used up by anything else, milliseconds: about a committee's year. */
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

const MEMBERS = `SELECT u.id, u.name, m.role, m.joined_at AS joinedAt FROM members m JOIN users u ON u.id = m.user
  WHERE m.committee = ? AND m.removed_at IS NULL`

const Invite = z.object({
  id: InviteId,
  committee: CommitteeId,
  role: Role,
  plan: PlanId.nullable(),
})
export type Invite = z.infer<typeof Invite>

/** SQLite has no booleans: 0 and 1. */
const InviteRecord = InviteRow.extend({ revoked: z.number().transform((flag) => flag === 1) })

/**
 * Committees, people, sessions and links. Secrets are kept only as hashes (RULES H1). Every change is
 * written to the committee's journal in the same transaction; the caller opens it.
 */
export class People {
  private readonly db: Database
  private readonly journal: Journal
  constructor(db: Database, journal: Journal) {
    this.db = db
    this.journal = journal
  }

  record(committee: CommitteeId, author: UserId, at: number, body: CommitteeEventBody): void {
    this.journal.append(`committee:${committee}`, { id: EventId.parse(random22()), author, at, body })
  }

  hasCommittee(): boolean {
    return this.db.one(z.object({ id: CommitteeId }), 'SELECT id FROM committees LIMIT 1') !== null
  }

  /** A fresh one-time link for the chair; every earlier unused one stops working. */
  makeStartToken(at: number): string {
    const token = random22()
    this.db.run('DELETE FROM start_links WHERE used_at IS NULL')
    this.db.run('INSERT INTO start_links (hash, created_at) VALUES (?, ?)', hashOf(token), at)
    return token
  }

  /** Uses up a chair's link; says what is wrong with it otherwise. */
  useStartToken(token: string, at: number): 'ok' | 'link-used' | 'link-invalid' {
    const hash = hashOf(token)
    if (this.db.run('UPDATE start_links SET used_at = ? WHERE hash = ? AND used_at IS NULL', at, hash) === 1)
      return 'ok'
    const known = this.db.one(
      z.object({ hash: z.string() }),
      'SELECT hash FROM start_links WHERE hash = ?',
      hash,
    )
    return known === null ? 'link-invalid' : 'link-used'
  }

  found(committeeName: string, chairName: string, at: number): { committee: CommitteeId; chair: UserId } {
    const committee = CommitteeId.parse(random22())
    this.db.run(
      'INSERT INTO committees (id, name, created_at) VALUES (?, ?, ?)',
      committee,
      committeeName,
      at,
    )
    const chair = this.addUser(committee, chairName, 'chair', at)
    this.record(committee, chair, at, { kind: 'founded', committee: committeeName, chair: chairName })
    return { committee, chair }
  }

  private addUser(committee: CommitteeId, name: string, role: Role, at: number): UserId {
    const user = UserId.parse(random22())
    this.db.run('INSERT INTO users (id, name, created_at) VALUES (?, ?, ?)', user, name, at)
    this.db.run(
      'INSERT INTO members (committee, user, role, joined_at) VALUES (?, ?, ?, ?)',
      committee,
      user,
      role,
      at,
    )
    return user
  }

  /** Adds a person by an invitation and counts its use. */
  join(invite: Invite, name: string, at: number): UserId {
    const user = this.addUser(invite.committee, name, invite.role, at)
    this.db.run('UPDATE invites SET uses = uses + 1 WHERE id = ?', invite.id)
    this.record(invite.committee, user, at, {
      kind: 'joined',
      user,
      name,
      role: invite.role,
      invite: invite.id,
    })
    return user
  }

  nameIsTaken(committee: CommitteeId, name: string): boolean {
    return this.members(committee).some((member) => member.name === name)
  }

  members(committee: CommitteeId): MemberRow[] {
    return this.db.all(MemberRow, `${MEMBERS} ORDER BY m.joined_at, u.name`, committee)
  }

  member(committee: CommitteeId, user: UserId): MemberRow | null {
    return this.db.one(MemberRow, `${MEMBERS} AND u.id = ?`, committee, user)
  }

  setRole(committee: CommitteeId, author: UserId, user: UserId, role: Role, at: number): void {
    this.db.run('UPDATE members SET role = ? WHERE committee = ? AND user = ?', role, committee, user)
    this.record(committee, author, at, { kind: 'role', user, role })
  }

  /** Removes a person and ends the sessions, whose ids it returns; the user id stays theirs. */
  remove(committee: CommitteeId, author: UserId, user: UserId, at: number): string[] {
    this.db.run('UPDATE members SET removed_at = ? WHERE committee = ? AND user = ?', at, committee, user)
    const sessions = this.db.all(z.object({ id: z.string() }), 'SELECT id FROM sessions WHERE user = ?', user)
    this.db.run('DELETE FROM sessions WHERE user = ?', user)
    this.record(committee, author, at, { kind: 'removed', user })
    return sessions.map((session) => session.id)
  }

  /** Opens a session and returns its secret, which only the cookie holds. */
  openSession(user: UserId, committee: CommitteeId, at: number): string {
    const secret = random22()
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

  session(secret: string, at: number): Session | null {
    return this.db.one(
      Session,
      `SELECT s.id AS session, u.id AS user, u.name, c.id AS committee, c.name AS committeeName, m.role
       FROM sessions s JOIN users u ON u.id = s.user JOIN committees c ON c.id = s.committee
       JOIN members m ON m.user = s.user AND m.committee = s.committee
       WHERE s.hash = ? AND s.expires > ? AND m.removed_at IS NULL`,
      hashOf(secret),
      at,
    )
  }

  endSession(session: string): void {
    this.db.run('DELETE FROM sessions WHERE id = ?', session)
  }

  makeInvite(
    by: Session,
    invite: { role: Role; plan: PlanId | null; days: number },
    at: number,
  ): { row: InviteRow; token: string } {
    const id = InviteId.parse(random22())
    const token = random22()
    const expires = at + invite.days * 24 * 3600 * 1000
    this.db.run(
      'INSERT INTO invites (id, hash, committee, role, plan, created_by, created_at, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      hashOf(token),
      by.committee,
      invite.role,
      invite.plan,
      by.user,
      at,
      expires,
    )
    this.record(by.committee, by.user, at, { kind: 'invited', invite: id, role: invite.role, expires })
    const row = { id, role: invite.role, plan: invite.plan, createdAt: at, expires, uses: 0, revoked: false }
    return { row, token }
  }

  invites(committee: CommitteeId): InviteRow[] {
    return this.db.all(
      InviteRecord,
      `SELECT id, role, plan, created_at AS createdAt, expires, uses, revoked_at IS NOT NULL AS revoked
       FROM invites WHERE committee = ? ORDER BY created_at DESC`,
      committee,
    )
  }

  /** A live invitation by its secret; unknown, expired and revoked are all null (RULES H2). */
  invite(token: string, at: number): Invite | null {
    return this.db.one(
      Invite,
      'SELECT id, committee, role, plan FROM invites WHERE hash = ? AND expires > ? AND revoked_at IS NULL',
      hashOf(token),
      at,
    )
  }

  committeeName(committee: CommitteeId): string | null {
    return (
      this.db.one(z.object({ name: z.string() }), 'SELECT name FROM committees WHERE id = ?', committee)
        ?.name ?? null
    )
  }

  /** Revokes an invitation of the committee; false when there is none. */
  revokeInvite(by: Session, invite: InviteId, at: number): boolean {
    const changes = this.db.run(
      'UPDATE invites SET revoked_at = ? WHERE id = ? AND committee = ? AND revoked_at IS NULL',
      at,
      invite,
      by.committee,
    )
    if (changes === 1) this.record(by.committee, by.user, at, { kind: 'invite-revoked', invite })
    return changes === 1
  }
}
