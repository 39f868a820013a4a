import type { EventId, UserId } from '../plan/ids.ts'
import type { RefusalCode } from '../wire/refusals.ts'
import type { PlanEventBody } from './events.ts'
import { mayComment, mayMoveStage, mayResolve } from './may.ts'
import type { Role, Stage } from './roles.ts'

/** What the decision needs to know of an earlier event of the same journal. */
export type Earlier = { kind: PlanEventBody['kind'] | null; author: UserId }

/**
 * Whether a person may add this event to a plan's journal now; null means yes. `find` gives an earlier
 * event of the journal. The same rule runs on the server (which decides) and in the outbox (which shows).
 */
export function refusalOfEvent(
  who: { user: UserId; role: Role; stage: Stage },
  body: PlanEventBody,
  find: (id: EventId) => Earlier | null,
): RefusalCode | null {
  const { user, role, stage } = who
  const closed = (allowed: boolean): RefusalCode | null =>
    allowed ? null : mayComment(role, 'draft') ? 'plan-frozen' : 'not-allowed'
  switch (body.kind) {
    case 'comment':
      return closed(mayComment(role, stage))
    case 'reply':
      return find(body.thread)?.kind === 'comment' ? closed(mayComment(role, stage)) : 'not-found'
    case 'resolve':
    case 'reopen': {
      const thread = find(body.thread)
      if (thread?.kind !== 'comment') return 'not-found'
      const own = thread.author === user && mayComment(role, stage)
      return own || mayResolve(role, stage) ? null : 'not-allowed'
    }
    case 'erase': {
      const event = find(body.event)
      if (event === null || (event.kind !== 'comment' && event.kind !== 'reply')) return 'not-found'
      return event.author === user ? null : 'not-allowed'
    }
    case 'stage':
      return mayMoveStage(role, stage, body.stage) ? null : 'not-allowed'
  }
}
