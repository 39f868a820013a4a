import type { Block, Front } from '../../shared/plan/block.ts'
import { createPlan } from './createPlan.ts'
import type { Owner } from './planSession.ts'

/** Creates plans one after the other and says where to go: to the plan, or home when there are several. Throws like createPlan. */
export async function createPlans(
  me: Owner,
  plans: readonly { front: Front; blocks: readonly Block[] }[],
): Promise<string> {
  let path = '/'
  for (const { front, blocks } of plans) path = `/plan/${(await createPlan(me, front, blocks)).plan}`
  return plans.length === 1 ? path : '/'
}
