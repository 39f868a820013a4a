import { Hono } from 'hono'
import * as Y from 'yjs'
import { z } from 'zod'
import { PlanId } from '../../shared/plan/ids.ts'
import { readPlan } from '../../shared/reading/read.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { mayCreatePlan, mayDeletePlan } from '../../shared/record/may.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { CreatePlanBody, type PlanRow, type TypedPlan } from '../../shared/wire/api.ts'
import { FRAME_BYTES } from '../../shared/wire/limits.ts'
import { receive } from '../relay/receive.ts'
import type { PlanRecord } from '../store/planLog.ts'
import { bodyOf, type Deps, partOf, Refusing, signedIn } from './deps.ts'

/** Typed plans already read, by plan and log position; a plan's newest reading replaces the one before. */
const readings = new WeakMap<Deps, Map<string, { seq: number; plan: Plan }>>()

function typedPlan(deps: Deps, id: PlanId, seq: number): Plan {
  const { doc } = deps.log.load(id, seq)
  const { front, blocks } = blocksOfDoc(doc)
  doc.destroy()
  return readPlan(front, blocks)
}

function newestPlan(deps: Deps, record: PlanRecord): Plan {
  const cache = readings.get(deps) ?? new Map<string, { seq: number; plan: Plan }>()
  readings.set(deps, cache)
  const cached = cache.get(record.id)
  if (cached?.seq === record.seq) return cached.plan
  const plan = typedPlan(deps, record.id, record.seq)
  cache.set(record.id, { seq: record.seq, plan })
  return plan
}

export const titleOf = (deps: Deps, record: PlanRecord): string | null => newestPlan(deps, record).title

const rowOf = (deps: Deps, record: PlanRecord): PlanRow => {
  const { title, period } = newestPlan(deps, record)
  const { id, stage, createdBy, createdAt, editedAt, seq } = record
  return { id, title, period, stage, createdBy, createdAt, editedAt, seq }
}

/** Plans: their list, creation, removal and typed reading. */
export function planRoutes(deps: Deps): Hono {
  const { db, log, people, relay, now } = deps
  const routes = new Hono()

  /** The plan if it is the session's committee's; forbidden and absent answer alike. */
  const ownPlan = (c: Parameters<typeof signedIn>[1]) => {
    const session = signedIn(deps, c)
    const plan = log.plan(partOf(PlanId, c.req.param('plan')))
    if (plan === null || plan.committee !== session.committee) throw new Refusing('not-found')
    return { session, plan }
  }

  routes.get('/plans', (c) =>
    c.json(log.plans(signedIn(deps, c).committee).map((record) => rowOf(deps, record))),
  )

  routes.post('/plans', async (c) => {
    const { id, first } = await bodyOf(c, CreatePlanBody, FRAME_BYTES)
    const session = signedIn(deps, c)
    if (!mayCreatePlan(session.role)) throw new Refusing('not-allowed')
    const scratch = new Y.Doc()
    const received = receive(new Uint8Array(Buffer.from(first, 'base64')), scratch, FRAME_BYTES)
    scratch.destroy()
    if (received.kind !== 'new') throw new Refusing(received.kind === 'refused' ? received.code : 'malformed')
    const { update, clients } = received
    const created = db.transaction(() => {
      if (log.wasUsed(id)) return false
      log.create({
        id,
        committee: session.committee,
        author: session.user,
        first: update,
        at: now(),
        session: session.session,
      })
      log.claimClientIds(id, session.user, clients)
      people.record(session.committee, session.user, now(), { kind: 'plan-created', plan: id })
      return true
    })
    const plan = log.plan(id)
    if (plan === null || plan.committee !== session.committee) throw new Refusing('not-found')
    return c.json({ plan: rowOf(deps, plan), created }, created ? 201 : 200)
  })

  routes.get('/plans/:plan', (c) => c.json(rowOf(deps, ownPlan(c).plan)))

  routes.delete('/plans/:plan', (c) => {
    const { session, plan } = ownPlan(c)
    if (!mayDeletePlan(session.role, plan.createdBy === session.user, plan.stage))
      throw new Refusing('not-allowed')
    db.transaction(() => {
      log.remove(plan.id, now())
      people.record(session.committee, session.user, now(), { kind: 'plan-deleted', plan: plan.id })
    })
    relay.refresh()
    return c.json({})
  })

  routes.get('/plans/:plan/plan', (c) => {
    const { plan } = ownPlan(c)
    const at = c.req.query('at')
    const seq = at === undefined ? plan.seq : partOf(z.coerce.number().int().min(1).max(plan.seq), at)
    const typed: TypedPlan = { id: plan.id, seq, plan: typedPlan(deps, plan.id, seq) }
    return c.json(typed)
  })

  return routes
}
