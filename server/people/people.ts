import { z } from 'zod'
import { CommitteeId, EventId, UserId } from '../../shared/plan/ids.ts'
import type { CommitteeEventBody } from '../../shared/record/events.ts'
import { Role } from '../../shared/record/roles.ts'
import { MemberRow } from '../../shared/wire/api.ts'
import type { Database } from '../store/database.ts'
import { committeeScope, type Journal } from '../store/journal.ts'
import { ApiTokens } from './apiTokens.ts'
import { Invites, type Invite } from './invites.ts'
import { LoginLinks } from './loginLinks.ts'
import { isSameName } from './names.ts'
import { Sessions } from './sessions.ts'
import { StartLink } from './startLink.ts'
import { random22 } from './tokens.ts'

/** Writes what a route did to the committee's journal, in the caller's transaction. */
export type RecordEvent = (
  committee: CommitteeId,
  author: UserId,
  at: number,
  body: CommitteeEventBody,
) => void

const MEMBERS = `SELECT u.id, u.name, m.role, m.joined_at AS joinedAt, m.listed_at IS NOT NULL AS listed,
  m.removed_at IS NOT NULL AS removed
  FROM members m JOIN users u ON u.id = m.user WHERE m.committee = ?`

const Id = z.object({ id: CommitteeId })
const Name = z.object({ name: z.string() })

/** SQLite has no booleans: 0 and 1. */
const flag = z.number().transform((value) => value === 1)
const KnownPerson = MemberRow.extend({ listed: flag, removed: flag })
type KnownPerson = z.infer<typeof KnownPerson>

/**
 * Who comes in by an invitation: a name on the roster that nobody uses yet, claimed by its id; or a name
 * that was typed, which may be such a one too. `former` is who this browser's ended session belonged to:
 * with the same name they are the same person again.
 */
export type Newcomer = { name: string; former: UserId | null } | { claim: UserId }

/**
 * The committee and its people. Every change is written to the committee's journal in the same
 * transaction, which the caller opens. A person keeps one user id for ever, and no two who are in have
 * one name; a removed person's name can be used again, never their id.
 */
export class People {
  readonly sessions: Sessions
  readonly invites: Invites
  readonly logins: LoginLinks
  readonly tokens: ApiTokens
  private readonly startLink: StartLink
  private readonly db: Database
  private readonly journal: Journal

  constructor(db: Database, journal: Journal) {
    this.db = db
    this.journal = journal
    this.sessions = new Sessions(db)
    this.invites = new Invites(db, this.record)
    this.logins = new LoginLinks(db, this.record)
    this.tokens = new ApiTokens(db, this.record)
    this.startLink = new StartLink(db)
  }

  readonly record: RecordEvent = (committee, author, at, body) => {
    this.journal.append(committeeScope(committee), { id: EventId.parse(random22()), author, at, body })
  }

  /** The committee of this server, or null before it is founded. */
  committee(): CommitteeId | null {
    return this.db.one(Id, 'SELECT id FROM committees LIMIT 1')?.id ?? null
  }

  hasCommittee(): boolean {
    return this.committee() !== null
  }

  /** A fresh one-time link for the chair; every earlier unused one stops working. */
  makeStartToken(at: number): string {
    return this.startLink.make(at)
  }

  /** What founding by this link would say. Once the committee exists, no link founds another. */
  lookAtStart(token: string): 'ok' | 'link-used' | 'link-invalid' {
    return this.hasCommittee() ? 'link-used' : this.startLink.look(token)
  }

  /** Founds the committee by the chair's link; says what is wrong with the link otherwise. */
  found(
    by: { token: string; committee: string; chair: string },
    at: number,
  ): { committee: CommitteeId; chair: UserId } | 'link-used' | 'link-invalid' {
    const use = this.startLink.use(by.token, at)
    if (use !== 'ok') return use
    // A link that outlived the founding (two servers on one folder) founds no second committee.
    if (this.hasCommittee()) return 'link-used'
    const committee = CommitteeId.parse(random22())
    const { committee: name, chair: chairName } = by
    this.db.run('INSERT INTO committees (id, name, created_at) VALUES (?, ?, ?)', committee, name, at)
    const chair = this.addUser(committee, chairName, 'chair', at)
    this.record(committee, chair, at, { kind: 'founded', committee: name, chair: chairName })
    return { committee, chair }
  }

  private addUser(
    committee: CommitteeId,
    name: string,
    role: Role,
    at: number,
    joinedAt: number | null = at,
  ): UserId {
    const user = UserId.parse(random22())
    this.db.run('INSERT INTO users (id, name, created_at) VALUES (?, ?, ?)', user, name, at)
    this.db.run(
      'INSERT INTO members (committee, user, role, joined_at) VALUES (?, ?, ?, ?)',
      committee,
      user,
      role,
      joinedAt,
    )
    return user
  }

  /** Lets a person in by an invitation and counts its use; null when the name is not to be had. */
  join(invite: Invite, who: Newcomer, at: number): UserId | null {
    const { committee, role } = invite
    const becomes = this.whoBecomes(committee, who)
    if (becomes === null) return null
    const name = typeof becomes === 'string' ? becomes : becomes.name
    const user =
      typeof becomes === 'string'
        ? this.addUser(committee, name, role, at)
        : this.bringIn(invite, becomes.id, at)
    this.invites.countUse(invite.id)
    this.record(committee, user, at, { kind: 'joined', user, name, role, invite: invite.id })
    return user
  }

  /** A person known already, the name of a new one, or null for nobody. */
  private whoBecomes(committee: CommitteeId, who: Newcomer): KnownPerson | string | null {
    const known = this.everKnown(committee)
    const isUnclaimed = (person: KnownPerson): boolean => !person.removed && person.joinedAt === null
    if ('claim' in who) return known.find((person) => person.id === who.claim && isUnclaimed(person)) ?? null
    const namesakes = known.filter((person) => isSameName(person.name, who.name))
    const present = namesakes.find((person) => !person.removed)
    if (present !== undefined) return isUnclaimed(present) ? present : null
    return namesakes.find((person) => person.id === who.former) ?? who.name
  }

  /** Somebody whose row is there already: on the roster, or removed before. What they had open stays ended. */
  private bringIn({ committee, role }: Invite, user: UserId, at: number): UserId {
    this.sessions.endAll(user)
    this.db.run(
      'UPDATE members SET role = ?, joined_at = ?, removed_at = NULL WHERE committee = ? AND user = ?',
      role,
      at,
      committee,
      user,
    )
    return user
  }

  private everKnown(committee: CommitteeId): KnownPerson[] {
    return this.db.all(KnownPerson, `${MEMBERS} ORDER BY m.joined_at, u.name`, committee)
  }

  /** A person's name, also of one who was removed, or what a token is called. */
  nameOf(user: UserId): string {
    return this.db.one(Name, 'SELECT name FROM users WHERE id = ?', user)?.name ?? ''
  }

  /** Everyone of the committee, by the time they joined; names that nobody has claimed come first. */
  members(committee: CommitteeId): MemberRow[] {
    return this.everKnown(committee)
      .filter((person) => !person.removed)
      .map(({ id, name, role, joinedAt, listed }) => ({ id, name, role, joinedAt, listed }))
  }

  member(committee: CommitteeId, user: UserId): MemberRow | null {
    return this.members(committee).find((member) => member.id === user) ?? null
  }

  /**
   * Puts a name on the roster for its person to claim; null when somebody who is in has it. The link that
   * it is claimed by gives the role.
   */
  list(committee: CommitteeId, author: UserId, name: string, at: number): MemberRow | null {
    if (this.members(committee).some((member) => isSameName(member.name, name))) return null
    const user = this.addUser(committee, name, 'reader', at, null)
    this.db.run('UPDATE members SET listed_at = ? WHERE committee = ? AND user = ?', at, committee, user)
    this.record(committee, author, at, { kind: 'listed', user, name })
    return this.member(committee, user)
  }

  /**
   * Takes a claimed name back: the claimant is out, and the name is on the roster again under a new id,
   * because what was written under the old one stays the claimant's. Links stay: it was a slip, or else the
   * chair removes the person. Returns the free name and the ids of the sessions that end.
   */
  unclaim(
    committee: CommitteeId,
    author: UserId,
    { id, name }: MemberRow,
    at: number,
  ): { free: MemberRow | null; ended: string[] } {
    const ended = this.putOut(committee, author, id, at)
    return { free: this.list(committee, author, name, at), ended }
  }

  setRole(committee: CommitteeId, author: UserId, user: UserId, role: Role, at: number): void {
    this.db.run('UPDATE members SET role = ? WHERE committee = ? AND user = ?', role, committee, user)
    this.record(committee, author, at, { kind: 'role', user, role })
  }

  /**
   * Removes a person and returns the ids of the sessions that end by it; the user id stays theirs. Every
   * link made before ends too: the removed person may know it, and could use it under any name (RULES H5).
   */
  remove(committee: CommitteeId, author: UserId, user: UserId, at: number): string[] {
    const wasIn = this.member(committee, user)?.joinedAt !== null
    const ended = this.putOut(committee, author, user, at)
    if (wasIn) this.invites.revokeAll({ committee, user: author }, at)
    return ended
  }

  private putOut(committee: CommitteeId, author: UserId, user: UserId, at: number): string[] {
    this.db.run('UPDATE members SET removed_at = ? WHERE committee = ? AND user = ?', at, committee, user)
    this.record(committee, author, at, { kind: 'removed', user })
    this.logins.endAll(user)
    return this.sessions.of(user)
  }

  committeeName(committee: CommitteeId): string | null {
    const Row = z.object({ name: z.string() })
    return this.db.one(Row, 'SELECT name FROM committees WHERE id = ?', committee)?.name ?? null
  }
}
