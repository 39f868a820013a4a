import { type Context, Hono } from 'hono'
import * as Y from 'yjs'
import { z } from 'zod'
import type { PlanId } from '../../shared/plan/ids.ts'
import { mayCreatePlan, mayDeletePlan, maySeeHistory } from '../../shared/record/may.ts'
import { CreatePlanBody, type PlanCreated, type TypedPlan } from '../../shared/wire/api.ts'
import { FRAME_BYTES } from '../../shared/wire/limits.ts'
import { receive } from '../relay/receive.ts'
import type { Session } from '../people/sessions.ts'
import { bodyOf, callerOf, type Deps, ownPlan, queryOf, Refusing } from './deps.ts'
import { readPast } from './pastText.ts'
import { planRow, typedPlan } from './planRows.ts'

/** A first update's structure, by the relay's own check. Throws Refusing. */
function checked(first: string): { update: Uint8Array; clients: number[] } {
  const scratch = new Y.Doc()
  const received = receive(new Uint8Array(Buffer.from(first, 'base64')), scratch, FRAME_BYTES)
  scratch.destroy()
  if (received.kind === 'refused') throw new Refusing(received.code)
  if (received.kind !== 'new') throw new Refusing('malformed')
  return received
}

/** Plans: their list, creation, removal and typed reading. */
export function planRoutes(deps: Deps): Hono {
  const { db, log, people, relay, now } = deps
  const routes = new Hono()

  const creator = (c: Context, plan: PlanId): Session => {
    const { session, sees } = callerOf(deps, c)
    if (!mayCreatePlan(session.role) || !sees(plan)) throw new Refusing('not-allowed')
    return session
  }

  routes.get('/plans', (c) => {
    const { session, sees } = callerOf(deps, c)
    const plans = log.plans(session.committee).filter(({ id }) => sees(id))
    return c.json(plans.map((record) => planRow(deps, record)))
  })

  routes.post('/plans', async (c) => {
    if (!mayCreatePlan(callerOf(deps, c).session.role)) throw new Refusing('not-allowed')
    const { id, first } = await bodyOf(c, CreatePlanBody, FRAME_BYTES)
    const { update, clients } = checked(first)
    const created = db.transaction(() => {
      const { committee, user, session } = creator(c, id)
      if (log.wasUsed(id)) return false
      log.create({ id, committee, author: user, first: update, at: now(), session })
      const refusal = log.clientIds.claim(id, { user, session }, clients, now())
      if (refusal !== null) throw new Refusing(refusal)
      people.record(committee, user, now(), { kind: 'plan-created', plan: id })
      return true
    })
    const plan = log.plan(id)
    if (plan === null || plan.committee !== creator(c, id).committee) throw new Refusing('not-found')
    const answer: PlanCreated = { plan: planRow(deps, plan), created }
    return c.json(answer, created ? 201 : 200)
  })

  routes.get('/plans/:plan', (c) => c.json(planRow(deps, ownPlan(deps, c).plan)))

  routes.delete('/plans/:plan', (c) => {
    db.transaction(() => {
      const { session, plan } = ownPlan(deps, c)
      if (!mayDeletePlan(session.role, plan.createdBy === session.user, plan.stage))
        throw new Refusing(
          mayDeletePlan(session.role, plan.createdBy === session.user, 'draft')
            ? 'plan-frozen'
            : 'not-allowed',
        )
      log.remove(plan.id, now())
      people.record(session.committee, session.user, now(), { kind: 'plan-deleted', plan: plan.id })
    })
    relay.refresh()
    return c.json({})
  })

  routes.get('/plans/:plan/plan', (c) => {
    const { session, plan } = ownPlan(deps, c)
    const seq = queryOf(z.coerce.number().int().min(1).default(plan.seq), c.req.query('at'))
    if (seq > plan.seq) throw new Refusing('not-found')
    if (seq < plan.seq && !maySeeHistory(session.role)) throw new Refusing('not-allowed')
    const read = () => typedPlan(deps, plan.id, seq)
    const typed: TypedPlan = { id: plan.id, seq, plan: seq < plan.seq ? readPast(deps, read) : read() }
    return c.json(typed)
  })

  return routes
}
