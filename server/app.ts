import { serveStatic } from '@hono/node-server/serve-static'
import { upgradeWebSocket } from '@hono/node-server'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { WebSocket } from 'ws'
import { PlanId } from '../shared/plan/ids.ts'
import { connect } from './relay/connection.ts'
import { type Deps, ownOriginOnly, partOf, refuse, Refusing, signedIn } from './routes/deps.ts'
import { eventRoutes } from './routes/events.ts'
import { joiningRoutes } from './routes/joining.ts'
import { peopleRoutes } from './routes/people.ts'
import { planRoutes } from './routes/plans.ts'

/**
 * The product as one Hono app: API, sockets and the built client from `dist`. Making it has no effects,
 * so tests call app.request() without a port. Unexpected errors go to `onFault` and answer 500 without a word of them.
 */
export function makeApp(deps: Deps, dist: string, onFault: (cause: unknown) => void): Hono {
  const app = new Hono()

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // TipTap and Base UI set style attributes; no style sheet or script comes from elsewhere.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
  )
  app.use(ownOriginOnly(deps))
  app.use('/api/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  for (const routes of [joiningRoutes, peopleRoutes, planRoutes, eventRoutes]) app.route('/api', routes(deps))
  app.all('/api/*', (c) => refuse(c, 'not-found'))

  app.get(
    '/sync/text/:plan',
    async (c, next) => {
      const session = signedIn(deps, c)
      const plan = deps.log.plan(partOf(PlanId, c.req.param('plan')))
      if (plan === null || plan.committee !== session.committee) throw new Refusing('not-found')
      await next()
    },
    upgradeWebSocket((c) => {
      const session = signedIn(deps, c)
      const room = deps.relay.room(partOf(PlanId, c.req.param('plan')))
      const { session: id, user, name, role } = session
      return {
        onOpen: (_event, ws) => {
          if (ws.raw instanceof WebSocket)
            connect(ws.raw, { session: id, user: { id: user, name }, role }, room)
        },
      }
    }),
  )

  app.use(
    '/assets/*',
    serveStatic({
      root: dist,
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
  app.get('*', serveStatic({ root: dist, onFound: (_path, c) => c.header('cache-control', 'no-cache') }))
  app.get(
    '*',
    serveStatic({
      root: dist,
      path: 'index.html',
      onFound: (_path, c) => c.header('cache-control', 'no-cache'),
    }),
  )

  app.onError((cause, c) => {
    if (cause instanceof Refusing) return refuse(c, cause.code)
    onFault(cause)
    return c.json({ refusal: 'malformed' }, 500)
  })
  return app
}
