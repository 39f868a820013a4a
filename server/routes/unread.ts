import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { Place } from '../relay/crowd.ts'
import { type Deps, Refusing } from './deps.ts'

/** Whoever reads nothing of an answer for so long is gone, milliseconds. */
const UNREAD_MS = 60_000

/**
 * A place among the plan's sockets for a request whose answer is a whole text, which stays in memory until it is
 * read: the place is taken as long (RULES P7). Throws Refusing.
 */
export function placeUntilRead({ relay }: Deps, c: Context, session: string, plan: PlanId): Place {
  const place = relay.crowd.enter(session, plan)
  if (place === null) throw new Refusing('too-many')
  const { outgoing } = c.env as Partial<HttpBindings>
  if (outgoing === undefined) place.leave()
  else outgoing.setTimeout(UNREAD_MS).once('close', place.leave)
  return place
}
