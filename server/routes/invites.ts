import { type Context, Hono } from 'hono'
import { InviteId } from '../../shared/plan/ids.ts'
import { mayInvite } from '../../shared/record/may.ts'
import { type InviteMade, InviteBody } from '../../shared/wire/api.ts'
import type { Session } from '../people/sessions.ts'
import { bodyOf, type Deps, partOf, Refusing, signedIn } from './deps.ts'

/** Making, listing and revoking invitations. The secret is in the answer that made it and nowhere else. */
export function inviteRoutes(deps: Deps): Hono {
  const { db, log, people, now } = deps
  const routes = new Hono()

  const inviter = (c: Context): Session => {
    const session = signedIn(deps, c)
    if (!mayInvite(session.role)) throw new Refusing('not-allowed')
    return session
  }

  routes.get('/invites', (c) => c.json(people.invites.list(inviter(c).committee)))

  routes.post('/invites', async (c) => {
    inviter(c)
    const body = await bodyOf(c, InviteBody)
    const { row: invite, token } = db.transaction(() => {
      const session = inviter(c)
      if (body.plan !== null && log.plan(body.plan)?.committee !== session.committee)
        throw new Refusing('not-found')
      return people.invites.make(session, body, now())
    })
    const made: InviteMade = { invite, token, link: `${deps.url()}/join#${token}` }
    return c.json(made, 201)
  })

  routes.delete('/invites/:invite', (c) => {
    const invite = partOf(InviteId, c.req.param('invite'))
    db.transaction(() => {
      if (!people.invites.revoke(inviter(c), invite, now())) throw new Refusing('not-found')
    })
    return c.json({})
  })

  return routes
}
