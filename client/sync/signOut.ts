import { z } from 'zod'
import type { UserId } from '../../shared/plan/ids.ts'
import { call, Refused } from './api.ts'
import { creations, forgetMe, knownPlans } from './deviceIndex.ts'
import { RecordStore } from './recordStore.ts'
import { unsyncedPlans } from './unsyncedWork.ts'

/** How many changes, new plans and comments of this person are on this device alone. */
export async function countUnsynced(user: UserId): Promise<number> {
  const plans = await unsyncedPlans(user)
  const created = (await creations(user)).filter(({ plan }) => !plans.some((one) => one.plan === plan))
  const comments = await Promise.all(
    (await knownPlans(user)).map(async ({ plan }) => {
      const store = new RecordStore(user, plan)
      try {
        return (await store.load()).waiting.length
      } finally {
        await store.close()
      }
    }),
  )
  return [...plans.map(({ places }) => places), created.length, ...comments].reduce((a, b) => a + b, 0)
}

/** Ends the session of this browser. What was typed stays in its owner's stores (RULES L2). Throws Unreachable. */
export async function signOut(): Promise<void> {
  try {
    await call(z.object({}), 'POST', '/logout')
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'signed-out')) throw error
  }
  await forgetMe()
}
