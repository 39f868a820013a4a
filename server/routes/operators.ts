import { Hono, type MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { requestId } from 'hono/request-id'
import type { Ops } from '../ops/ops.ts'
import { refuse } from './deps.ts'
import { addressOf, isLoopback } from './guesses.ts'

/** For whoever runs the server: is it alive, is it ready, and its figures. */
export function operatorRoutes(ops: Ops): Hono {
  const routes = new Hono()
  routes.get('/healthz', (c) => c.text('ok\n'))
  routes.get('/readyz', (c) => {
    const checks = ops.ready()
    return c.json(checks, Object.values(checks).every(Boolean) ? 200 : 503)
  })
  routes.get('/metrics', async (c) => {
    if (!ops.metricsForAll && !isLoopback(addressOf(c))) return refuse(c, 'not-found')
    const { registry } = ops.metrics
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  return routes
}

/** Gives each request an id, and logs and counts how it was answered: by its route, never by its address. */
export const logged = ({ log, metrics }: Ops): MiddlewareHandler[] => [
  requestId({ headerName: '' }),
  async (c, next) => {
    const start = performance.now()
    await next()
    const refusal = c.get('refusal')
    if (refusal !== undefined) metrics.refused('http', refusal)
    const facts = {
      request: c.get('requestId'),
      method: c.req.method,
      route: routePath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - start),
      plan: c.get('plan'),
      refusal,
    }
    if (refusal === undefined) log.debug(facts, 'request')
    else log.info(facts, 'refused')
  },
]
