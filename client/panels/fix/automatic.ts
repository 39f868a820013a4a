import type { Block, Front } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Goal, MonthlyItem, Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'

/** What the text says by itself, without corrections: a block's goals, the first of them, and its item. */
export type Automatic = { goals: readonly Goal[]; goal: Goal | undefined; item: MonthlyItem | undefined }

const isCorrected = (block: Block): boolean => (block.fix ?? null) !== null

/** Reads the corrected blocks without their corrections; an item keeps the heading of its run. */
export function readUncorrected(front: Front, blocks: readonly Block[]): Map<BlockId, Automatic> {
  const bare: Block[] = []
  let heading: string | null = null
  let before: Block | undefined
  for (const block of blocks) {
    const follows = block.kind === 'monthlyItem' && before?.months?.join() === block.months?.join()
    heading = block.monthHeading ?? (follows ? heading : null)
    before = block
    if (isCorrected(block)) bare.push({ ...block, fix: null, monthHeading: heading })
  }
  const plan = readPlan(front, bare)
  return new Map(bare.map(({ id }) => [id, ofBlock(plan, id)]))
}

/** A block's goals and its item, as the plan has them. */
export function ofBlock({ goals, monthly }: Plan, block: BlockId): Automatic {
  const own = goals.filter((goal) => goal.block === block)
  return { goals: own, goal: own[0], item: monthly.find((item) => item.block === block) }
}
