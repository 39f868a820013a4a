import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { EventId } from '../../shared/plan/ids.ts'
import { type Earlier, refusalOfEvent } from '../../shared/record/decide.ts'
import { PlanEventBody, ProposedEvent } from '../../shared/record/events.ts'
import { planScope } from '../store/journal.ts'
import { bodyOf, type Deps, ownPlan, queryOf, Refusing } from './deps.ts'

/** A plan's journal: what people did, stamped with the true author and time (RULES J3, J4). */
export function eventRoutes(deps: Deps): Hono {
  const { db, log, journal, relay, now } = deps
  const routes = new Hono()

  /** The person's role and the plan's stage now; a plan that is not theirs is absent. */
  const standingOf = (c: Context) => {
    const {
      session: { user, session },
      plan: { id: plan },
    } = ownPlan(deps, c)
    const standing = log.standings.of(plan, user, session, now())
    if (standing === null) throw new Refusing('not-found')
    return { plan, user, ...standing }
  }

  const earlier = (scope: string, event: EventId): Earlier | null => {
    const row = journal.find(scope, event)
    if (row === null) return null
    const erased = row.body === null
    if (erased)
      return { kind: journal.isAnswered(scope, event) ? 'comment' : null, author: row.author, erased }
    return { kind: PlanEventBody.parse(row.body).kind, author: row.author, erased }
  }

  routes.get('/plans/:plan/events', (c) => {
    const { plan } = standingOf(c)
    const after = queryOf(z.coerce.number().int().min(0).default(0), c.req.query('after'))
    return c.json(journal.after(planScope(plan), after))
  })

  routes.post('/plans/:plan/events', async (c) => {
    standingOf(c)
    const { id, body } = await bodyOf(c, ProposedEvent)
    const { row, plan, fresh } = db.transaction(() => {
      const { plan, ...who } = standingOf(c)
      const scope = planScope(plan)
      const before = journal.find(scope, id)
      if (before !== null) {
        if (before.author !== who.user) throw new Refusing('conflict')
        return { row: before, plan, fresh: false }
      }
      const code = refusalOfEvent(who, body, (event) => earlier(scope, event))
      if (code !== null) throw new Refusing(code)
      if (body.kind === 'erase') journal.erase(scope, body.event)
      if (body.kind === 'stage') log.setStage(plan, body.stage)
      return { row: journal.append(scope, { id, author: who.user, at: now(), body }), plan, fresh: true }
    })
    if (fresh) {
      if (body.kind === 'erase') journal.forgetErased()
      if (body.kind === 'stage') relay.refresh()
      relay.journalGrew(plan, row.seq)
    }
    return c.json(row, fresh ? 201 : 200)
  })

  return routes
}
