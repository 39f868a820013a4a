import type { EventId, UserId } from '../plan/ids.ts'
import type { RefusalCode } from '../wire/refusals.ts'
import type { PlanEventBody } from './events.ts'
import { mayComment, mayMoveStage, mayResolve } from './may.ts'
import type { Role, Stage } from './roles.ts'

/**
 * What the decision needs to know of an earlier event of the same journal. Of an erased one `kind` is
 * what it can still be told to have been: 'comment' when others answered it, null otherwise.
 */
export type Earlier = { kind: PlanEventBody['kind'] | null; author: UserId; erased: boolean }

/** Says no with the reason: the stage, if the person could do this in a draft; else the role. */
const unless = (allowed: (stage: Stage) => boolean, stage: Stage): RefusalCode | null => {
  if (allowed(stage)) return null
  return allowed('draft') ? 'plan-frozen' : 'not-allowed'
}

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
  switch (body.kind) {
    case 'comment':
      return unless((at) => mayComment(role, at), stage)
    case 'reply': {
      const thread = find(body.thread)
      if (thread?.kind !== 'comment') return thread?.erased === true ? 'closed' : 'not-found'
      return unless((at) => mayComment(role, at), stage)
    }
    case 'resolve':
    case 'reopen': {
      const thread = find(body.thread)
      if (thread?.kind !== 'comment') return thread?.erased === true ? 'closed' : 'not-found'
      return unless((at) => mayResolve(role, at, thread.author === user), stage)
    }
    case 'erase': {
      const remark = find(body.event)
      if (remark === null) return 'not-found'
      if (remark.author !== user) return 'not-allowed'
      if (remark.erased) return 'closed'
      return remark.kind === 'comment' || remark.kind === 'reply' ? null : 'not-allowed'
    }
    case 'stage':
      return mayMoveStage(role, stage, body.stage) ? null : 'not-allowed'
  }
}
