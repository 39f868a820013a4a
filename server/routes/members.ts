import { type Context, Hono } from 'hono'
import { type CommitteeId, UserId } from '../../shared/plan/ids.ts'
import { mayChangeRole } from '../../shared/record/may.ts'
import type { Role } from '../../shared/record/roles.ts'
import { type MemberRow, RoleBody } from '../../shared/wire/api.ts'
import type { Session } from '../people/sessions.ts'
import { bodyOf, type Deps, partOf, Refusing, signedIn } from './deps.ts'

/** The members, their roles and their removal. Open sockets learn of both at once (RULES H3). */
export function memberRoutes(deps: Deps): Hono {
  const { db, people, relay, now } = deps
  const routes = new Hono()

  const chairOf = (c: Context): Session => {
    const session = signedIn(deps, c)
    if (!mayChangeRole(session.role)) throw new Refusing('not-allowed')
    return session
  }

  const memberOf = (session: Session, id: string): MemberRow => {
    const member = people.member(session.committee, partOf(UserId, id))
    if (member === null) throw new Refusing('not-found')
    return member
  }

  /** A committee always has a chair who has joined (RULES H4). */
  const keepAChair = (committee: CommitteeId, user: UserId, role: Role | null): void => {
    if (role === 'chair') return
    const isOtherChair = (member: MemberRow): boolean =>
      member.role === 'chair' && member.joinedAt !== null && member.id !== user
    if (!people.members(committee).some(isOtherChair)) throw new Refusing('not-allowed')
  }

  routes.get('/members', (c) => c.json(people.members(signedIn(deps, c).committee)))

  routes.patch('/members/:user', async (c) => {
    chairOf(c)
    const { role } = await bodyOf(c, RoleBody)
    const row = db.transaction(() => {
      const session = chairOf(c)
      const member = memberOf(session, c.req.param('user'))
      if (member.role === role) return member
      keepAChair(session.committee, member.id, role)
      people.setRole(session.committee, session.user, member.id, role, now())
      return { ...member, role }
    })
    relay.refresh()
    return c.json(row)
  })

  routes.delete('/members/:user', (c) => {
    const sessions = db.transaction(() => {
      const session = chairOf(c)
      const member = memberOf(session, c.req.param('user'))
      keepAChair(session.committee, member.id, null)
      return people.remove(session.committee, session.user, member.id, now())
    })
    for (const session of sessions) relay.endSession(session)
    relay.refresh()
    return c.json({})
  })

  return routes
}
