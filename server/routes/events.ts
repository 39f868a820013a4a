import { Hono } from 'hono'
import { z } from 'zod'
import { type EventId, PlanId } from '../../shared/plan/ids.ts'
import { refusalOfEvent } from '../../shared/record/decide.ts'
import { PlanEventBody, ProposedEvent } from '../../shared/record/events.ts'
import { bodyOf, type Deps, partOf, Refusing, signedIn } from './deps.ts'

const scopeOf = (plan: PlanId): string => `plan:${plan}`

/** A plan's journal: what people did, stamped with the true author and time (RULES J3, J4). */
export function eventRoutes(deps: Deps): Hono {
  const { db, log, journal, relay, now } = deps
  const routes = new Hono()

  routes.get('/plans/:plan/events', (c) => {
    const session = signedIn(deps, c)
    const plan = partOf(PlanId, c.req.param('plan'))
    if (log.standing(plan, session.user) === null) throw new Refusing('not-found')
    return c.json(
      journal.after(scopeOf(plan), partOf(z.coerce.number().int().min(0).default(0), c.req.query('after'))),
    )
  })

  routes.post('/plans/:plan/events', async (c) => {
    const proposed = await bodyOf(c, ProposedEvent)
    const plan = partOf(PlanId, c.req.param('plan'))
    const { id, body } = proposed
    const scope = scopeOf(plan)
    const find = (event: EventId) => {
      const row = journal.find(scope, event)
      if (row === null) return null
      return { kind: PlanEventBody.safeParse(row.body).data?.kind ?? null, author: row.author }
    }
    const { row, fresh } = db.transaction(() => {
      const session = signedIn(deps, c)
      const standing = log.standing(plan, session.user)
      if (standing === null) throw new Refusing('not-found')
      const before = journal.find(scope, id)
      if (before !== null) {
        if (before.author !== session.user) throw new Refusing('conflict')
        return { row: before, fresh: false }
      }
      const code = refusalOfEvent({ user: session.user, ...standing }, body, find)
      if (code !== null) throw new Refusing(code)
      if (body.kind === 'erase') journal.erase(scope, body.event)
      if (body.kind === 'stage') log.setStage(plan, body.stage)
      return { row: journal.append(scope, { id, author: session.user, at: now(), body }), fresh: true }
    })
    if (fresh) relay.journalGrew(plan, row.seq)
    if (body.kind === 'stage') relay.refresh()
    return c.json(row, fresh ? 201 : 200)
  })

  return routes
}
