import { Hono } from 'hono'
import { z } from 'zod'
import { InviteId, UserId } from '../../shared/plan/ids.ts'
import { mayChangeRole, mayInvite } from '../../shared/record/may.ts'
import { type InviteMade, InviteBody, type Me, RoleBody } from '../../shared/wire/api.ts'
import { bodyOf, type Deps, giveCookie, partOf, Refusing, signedIn } from './deps.ts'

const LOOPBACK = /^https?:\/\/(localhost|127\.|\[::1\])/

/** What a session may know of itself. */
export function meOf(
  deps: Deps,
  session: {
    user: UserId
    name: string
    committee: Me['committee']['id']
    committeeName: string
    role: Me['role']
  },
): Me {
  const url = deps.url()
  return {
    user: { id: session.user, name: session.name },
    committee: { id: session.committee, name: session.committeeName },
    role: session.role,
    epoch: deps.epoch,
    url,
    shareable: !LOOPBACK.test(url),
  }
}

/** One's own session, the members and the invitations. */
export function peopleRoutes(deps: Deps): Hono {
  const { db, people, relay, now } = deps
  const routes = new Hono()

  routes.get('/me', (c) => c.json(meOf(deps, signedIn(deps, c))))

  routes.post('/logout', (c) => {
    const { session } = signedIn(deps, c)
    people.endSession(session)
    relay.endSession(session)
    giveCookie(deps, c, '', 0)
    return c.json({})
  })

  routes.get('/members', (c) => c.json(people.members(signedIn(deps, c).committee)))

  routes.patch('/members/:user', async (c) => {
    const { role } = await bodyOf(c, RoleBody)
    const row = db.transaction(() => {
      const { session, member } = otherMember(c.req.param('user'), signedIn(deps, c))
      keepAChair(session.committee, member.id, role)
      people.setRole(session.committee, session.user, member.id, role, now())
      return { ...member, role }
    })
    relay.refresh()
    return c.json(row)
  })

  routes.delete('/members/:user', (c) => {
    const sessions = db.transaction(() => {
      const { session, member } = otherMember(c.req.param('user'), signedIn(deps, c))
      keepAChair(session.committee, member.id, null)
      return people.remove(session.committee, session.user, member.id, now())
    })
    for (const session of sessions) relay.endSession(session)
    relay.refresh()
    return c.json({})
  })

  const otherMember = (id: string, session: ReturnType<typeof signedIn>) => {
    if (!mayChangeRole(session.role)) throw new Refusing('not-allowed')
    const member = people.member(session.committee, partOf(UserId, id))
    if (member === null) throw new Refusing('not-found')
    return { session, member }
  }

  /** A committee always has a chair (RULES H4). */
  const keepAChair = (committee: Me['committee']['id'], user: UserId, role: Me['role'] | null): void => {
    const chairs = people.members(committee).filter((member) => member.role === 'chair')
    if (role !== 'chair' && chairs.length === 1 && chairs[0]?.id === user) throw new Refusing('not-allowed')
  }

  const inviter = (c: Parameters<typeof signedIn>[1]) => {
    const session = signedIn(deps, c)
    if (!mayInvite(session.role)) throw new Refusing('not-allowed')
    return session
  }

  routes.get('/invites', (c) => c.json(people.invites(inviter(c).committee)))

  routes.post('/invites', async (c) => {
    const body = await bodyOf(c, InviteBody)
    const session = inviter(c)
    if (body.plan !== null && deps.log.plan(body.plan)?.committee !== session.committee)
      throw new Refusing('not-found')
    const { row, token } = db.transaction(() => people.makeInvite(session, body, now()))
    const made: z.infer<typeof InviteMade> = { invite: row, token, link: `${deps.url()}/join#${token}` }
    return c.json(made, 201)
  })

  routes.delete('/invites/:invite', (c) => {
    const session = inviter(c)
    const invite = partOf(InviteId, c.req.param('invite'))
    if (!db.transaction(() => people.revokeInvite(session, invite, now()))) throw new Refusing('not-found')
    return c.json({})
  })

  return routes
}
