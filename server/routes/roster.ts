import { type Context, Hono } from 'hono'
import { UserId } from '../../shared/plan/ids.ts'
import { mayInvite } from '../../shared/record/may.ts'
import { RosterBody } from '../../shared/wire/api.ts'
import type { Session } from '../people/sessions.ts'
import { bodyOf, type Deps, nameOf, partOf, Refusing, signedIn } from './deps.ts'

/** Names that the chair writes beforehand: a group link offers them, and a wrong claim can be undone. */
export function rosterRoutes(deps: Deps): Hono {
  const { db, people, relay, now } = deps
  const routes = new Hono()

  const chairOf = (c: Context): Session => {
    const session = signedIn(deps, c)
    if (!mayInvite(session.role)) throw new Refusing('not-allowed')
    return session
  }

  routes.post('/roster', async (c) => {
    chairOf(c)
    const names = (await bodyOf(c, RosterBody)).names.map(nameOf)
    const listed = db.transaction(() => {
      const { committee, user } = chairOf(c)
      return names.flatMap((name) => people.list(committee, user, name, now()) ?? [])
    })
    return c.json(listed, 201)
  })

  routes.post('/members/:user/unclaim', (c) => {
    const { free, ended } = db.transaction(() => {
      const { committee, user } = chairOf(c)
      const member = people.member(committee, partOf(UserId, c.req.param('user')))
      if (member === null) throw new Refusing('not-found')
      // One's own claim, and a name that nobody claimed, are not to be undone: there is always a chair (RULES H4).
      if (member.id === user || !member.listed || member.joinedAt === null) throw new Refusing('not-allowed')
      return people.unclaim(committee, user, member, now())
    })
    for (const session of ended) relay.endSession(session)
    relay.refresh()
    return c.json(free)
  })

  return routes
}
