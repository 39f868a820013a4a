import type { PlanId } from '../../shared/plan/ids.ts'
import { openPlan, type Owner, type PlanSession } from './planSession.ts'

/** A plan that is not up to date after this is left to the next time, milliseconds. */
const GIVE_UP_MS = 30_000

/**
 * Sends what was written into plans that are not open, so that colleagues have it without anybody opening them
 * again. One plan after the other; resolves when each is sent, refused or given up, or when `stop` says so.
 */
export async function sendUnsynced(me: Owner, plans: readonly PlanId[], stop: AbortSignal): Promise<void> {
  for (const plan of plans) if (!stop.aborted) await sendOne(me, plan, stop)
}

const isDone = (session: PlanSession): boolean => {
  const { connected, pendingPlaces, refused } = session.facts.get()
  return refused !== null || (connected && pendingPlaces === 0)
}

async function sendOne(me: Owner, plan: PlanId, stop: AbortSignal): Promise<void> {
  const opened = openPlan(me, plan)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GIVE_UP_MS)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    stop.addEventListener('abort', end, { once: true })
    opened.failure.subscribe(end)
    const look = (): void => {
      const session = opened.session.get()
      if (session !== null && isDone(session)) end()
    }
    // Its facts go on through every session of the plan.
    opened.session.subscribe(() => {
      opened.session.get()?.facts.subscribe(look)
      look()
    })
  })
  await opened.close()
}
