import { type Context, Hono } from 'hono'
import type { Me } from '../../shared/wire/api.ts'
import type { Session } from '../people/sessions.ts'
import { callerOf, type Deps, giveCookie, Refusing, signedIn } from './deps.ts'

const LOOPBACK = /^https?:\/\/(localhost|127\.|\[::1\])/

/** What a session may know of itself. */
export function meOf(deps: Deps, session: Session): Me {
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

/** Hands a new session's secret to the browser and says who it is. Throws Refusing. */
export function signIn(deps: Deps, c: Context, secret: string): Response {
  const session = deps.people.sessions.find(secret, deps.now())
  if (session === null) throw new Refusing('signed-out')
  giveCookie(deps, c, secret)
  return c.json(meOf(deps, session), 201)
}

/** One's own session. */
export function sessionRoutes(deps: Deps): Hono {
  const { people, relay } = deps
  const routes = new Hono()

  routes.get('/me', (c) => c.json(meOf(deps, callerOf(deps, c).session)))

  routes.post('/logout', (c) => {
    const { session } = signedIn(deps, c)
    people.sessions.end(session)
    relay.endSession(session)
    giveCookie(deps, c, '', 0)
    return c.json({})
  })

  return routes
}
