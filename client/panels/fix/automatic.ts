import type { Block, Front } from '../../../shared/plan/block.ts'
import { FIGURE_FIELDS, traceOf } from '../../../shared/plan/fix.ts'
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

const hasFixedFigure = ({ fixed }: Goal): boolean => FIGURE_FIELDS.some((field) => fixed.includes(field))

/**
 * Whether a correction of this goal's figure would stay this goal's. A block keeps one corrected figure, and
 * knows whose it is by what the words say (RULES R9): `read`, the same goals without corrections.
 */
export function keepsFigure(goals: readonly Goal[], read: readonly Goal[], at: number): boolean {
  const traces = read.map((goal) => traceOf('figure', goal).join())
  return (
    goals.every((goal, index) => index === at || !hasFixedFigure(goal)) &&
    (at === 0 || (traces[at] !== '' && traces.indexOf(traces[at] ?? '') === at))
  )
}
