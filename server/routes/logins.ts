import { type Context, Hono } from 'hono'
import { UserId } from '../../shared/plan/ids.ts'
import { mayInvite } from '../../shared/record/may.ts'
import { LoginBody, type LoginMade, type LoginPeek, TokenBody } from '../../shared/wire/api.ts'
import { GIVEN_LINK_MS, OWN_LINK_MS } from '../people/loginLinks.ts'
import type { Session } from '../people/sessions.ts'
import { bodyOf, type Deps, partOf, Refusing, sessionOf, signedIn } from './deps.ts'
import type { Guesses } from './guesses.ts'
import { meOf, signIn } from './session.ts'

/** One-time links by which a person comes in on another device, as the same person (RULES H6). */
export function loginRoutes(deps: Deps, guesses: Guesses): Hono {
  const { db, people, relay, now } = deps
  const routes = new Hono()

  const chairOf = (c: Context): Session => {
    const session = signedIn(deps, c)
    if (!mayInvite(session.role)) throw new Refusing('not-allowed')
    return session
  }

  const answer = (c: Context, { token, expires }: { token: string; expires: number }): Response => {
    const made: LoginMade = { link: `${deps.url()}/login#${token}`, expires }
    return c.json(made, 201)
  }

  routes.post('/me/logins', (c) =>
    answer(
      c,
      db.transaction(() => {
        const session = signedIn(deps, c)
        return people.logins.make(session, session.user, OWN_LINK_MS, now())
      }),
    ),
  )

  routes.post('/members/:user/logins', async (c) => {
    chairOf(c)
    const { endOthers } = await bodyOf(c, LoginBody)
    const { link, ended } = db.transaction(() => {
      const { committee, user: chair } = chairOf(c)
      const user = partOf(UserId, c.req.param('user'))
      // A name that nobody claimed yet is claimed by an invitation, which gives the role.
      if ((people.member(committee, user)?.joinedAt ?? null) === null) throw new Refusing('not-found')
      const made = people.logins.make({ user, committee }, chair, GIVEN_LINK_MS, now())
      return { link: made, ended: endOthers ? people.sessions.endAll(user) : [] }
    })
    for (const session of ended) relay.endSession(session)
    return answer(c, link)
  })

  routes.post('/logins/peek', async (c) => {
    const { token } = await bodyOf(c, TokenBody)
    return guesses.counted(c, () => {
      const found = people.logins.find(token, now())
      const member = found === null ? null : people.member(found.committee, found.user)
      if (found === null || member === null) throw new Refusing('link-invalid')
      const here = sessionOf(deps, c)
      const peek: LoginPeek = {
        committee: people.committeeName(found.committee) ?? '',
        user: { id: member.id, name: member.name },
        here: here === null ? null : { id: here.user, name: here.name },
      }
      return c.json(peek)
    })
  })

  routes.post('/login', async (c) => {
    const { token } = await bodyOf(c, TokenBody)
    const here = sessionOf(deps, c)
    const secret = guesses.counted(c, () =>
      db.transaction(() => {
        const link = people.logins.use(token, now())
        if (link === null) throw new Refusing('link-invalid')
        // Whoever is in already stays in by the session they have.
        if (here?.user === link.user) return null
        if (here !== null) people.sessions.end(here.session)
        return people.sessions.open(link.user, link.committee, now())
      }),
    )
    if (here !== null && secret === null) return c.json(meOf(deps, here))
    if (here !== null) relay.endSession(here.session)
    return signIn(deps, c, secret ?? '')
  })

  return routes
}
