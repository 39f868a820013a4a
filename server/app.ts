import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Upgrading } from './relay/upgrade.ts'
import { type Deps, ownOriginOnly, ownPlan, refuse, Refusing } from './routes/deps.ts'
import { eventRoutes } from './routes/events.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { Guesses } from './routes/guesses.ts'
import { inviteRoutes } from './routes/invites.ts'
import { joinRoutes } from './routes/join.ts'
import { loginRoutes } from './routes/logins.ts'
import { memberRoutes } from './routes/members.ts'
import { logged, operatorRoutes } from './routes/operators.ts'
import { planRoutes } from './routes/plans.ts'
import { rosterRoutes } from './routes/roster.ts'
import { sessionRoutes } from './routes/session.ts'
import { startRoutes } from './routes/start.ts'
import { versionRoutes } from './routes/versions.ts'

/** Sets how long a file may be kept. After the answer: serveStatic calls its own hook too late for a header. */
const cached =
  (rule: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (c.res.ok) c.header('cache-control', rule)
  }

type Env = { Bindings: Partial<Upgrading> }

/**
 * The product as one Hono app: API, sockets and, unless `dist` is null, the built client from there. Making it has no effects,
 * so tests call app.request() without a port. Unexpected errors go to the log and answer 500 without a word of them.
 */
export function makeApp(deps: Deps, dist: string | null): Hono<Env> {
  const app = new Hono<Env>()
  const { fault } = deps.ops
  /** Not every browser takes 'self' to cover the sockets of the same origin. */
  const ownSockets = (): string =>
    deps
      .origins()
      .map((origin) => origin.replace(/^http/, 'ws'))
      .join(' ')

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // TipTap and Base UI set style attributes; no style sheet or script comes from elsewhere.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ownSockets],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
  )
  app.use(...logged(deps.ops))
  app.use(ownOriginOnly(deps))
  app.route('/', operatorRoutes(deps.ops))
  app.use('/api/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  // Wrong secrets of all kinds of link are counted together.
  const guesses = new Guesses(deps.now)
  for (const routes of [startRoutes, joinRoutes, loginRoutes]) app.route('/api', routes(deps, guesses))
  for (const routes of [
    sessionRoutes,
    memberRoutes,
    rosterRoutes,
    inviteRoutes,
    planRoutes,
    eventRoutes,
    versionRoutes,
    exchangeRoutes,
  ])
    app.route('/api', routes(deps))
  app.all('/api/*', (c) => refuse(c, 'not-found'))

  app.get('/sync/text/:plan', (c) => {
    const { session: by, plan } = ownPlan(deps, c)
    const { session, user, name } = by
    if (c.env.admit === undefined) return refuse(c, 'not-found')
    c.env.admit({ person: { session, user: { id: user, name } }, plan: plan.id })
    return c.body(null)
  })
  app.all('/sync/*', (c) => refuse(c, 'not-found'))

  if (dist === null) {
    app.get('*', (c) => c.text('The client is not built: run `npm run build`.', 404))
  } else {
    app.use('/assets/*', cached('public, max-age=31536000, immutable'), serveStatic({ root: dist }))
    // A chunk of an older release must not be answered with a page.
    app.get('/assets/*', (c) => c.text('not found', 404))
    app.get('*', cached('no-cache'), serveStatic({ root: dist }))
    app.get('*', serveStatic({ root: dist, path: 'index.html' }))
  }

  app.onError((cause, c) => {
    if (cause instanceof Refusing) return refuse(c, cause.code)
    fault(cause)
    return refuse(c, 'server-fault')
  })
  return app
}
