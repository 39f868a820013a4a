import type { Block, Front } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Goal, MonthlyItem, Plan } from '../../../shared/plan/plan.ts'
import { makeReader } from '../../../shared/reading/read.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'

/** What the text says by itself, without corrections: a block's goals, the first of them, and its item. */
export type Automatic = { goals: readonly Goal[]; goal: Goal | undefined; item: MonthlyItem | undefined }

const isCorrected = (block: Block): boolean => (block.fix ?? null) !== null

const bare = new WeakMap<Block, Block>()

/** A block without its corrections; the same object for the same block, so that it is read once. */
function withoutFix(block: Block): Block {
  if (!isCorrected(block)) return block
  const known = bare.get(block) ?? { ...block, fix: null }
  bare.set(block, known)
  return known
}

const read = makeReader()
let last: { front: Front; blocks: readonly Block[]; automatic: Map<BlockId, Automatic> } | null = null

/** Reads the corrected blocks in their places without their corrections. */
export function readUncorrected(front: Front, blocks: readonly Block[]): Map<BlockId, Automatic> {
  if (last?.blocks === blocks && last.front === front) return last.automatic
  const corrected = blocks.filter(isCorrected)
  const automatic = new Map<BlockId, Automatic>()
  if (corrected.length > 0) {
    const { plan } = read(front, blocks.map(withoutFix))
    for (const { id } of corrected) automatic.set(id, ofBlock(plan, id))
  }
  last = { front, blocks, automatic }
  return automatic
}

/** A block's goals and its item, as the plan has them. */
export function ofBlock({ goals, monthly }: Plan, block: BlockId): Automatic {
  const own = goals.filter((goal) => goal.block === block)
  return { goals: own, goal: own[0], item: monthly.find((item) => item.block === block) }
}

/** All that a block says by itself: its goals, or its item. */
export function saidBy(
  { front, blocks, plan }: TypedPlanState,
  block: BlockId,
): readonly (Goal | MonthlyItem)[] {
  const { goals, item } = readUncorrected(front, blocks).get(block) ?? ofBlock(plan, block)
  return goals.length > 0 || item === undefined ? goals : [item]
}
