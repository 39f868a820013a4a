import type { Block } from './block.ts'
import { FIGURE_FIELDS, type FigureFields, wholeFigure } from './figureFix.ts'
import {
  corrected,
  type Fix,
  type FixFields,
  GOAL_FIELDS,
  ITEM_FIELDS,
  parseFix,
  traceOf,
  type WholeField,
} from './fix.ts'
import type { BlockId } from './ids.ts'
import type { Goal, MonthlyItem, Plan } from './plan.ts'

/** A block's corrections that do not hold any more, because the words that they corrected are gone (RULES R9). */
export type Lapsed = { block: BlockId; quote: string; fix: FixFields }

type Reading = Goal | MonthlyItem

const saysFigure = (goal: Goal, fields: FigureFields): boolean =>
  corrected(fields, FIGURE_FIELDS).every((field) => goal[field] === fields[field])
const hasCorrectedFigure = ({ fixed }: Goal): boolean => FIGURE_FIELDS.some((field) => fixed.includes(field))

/** Those of one figure each, but for what the words of a goal say themselves by now. */
function lapsedFigures(figures: Fix['figures'] = [], goals: readonly Goal[]): FigureFields[] {
  const standing = goals.filter(hasCorrectedFigure)
  return figures.flatMap((figure) => {
    const own = standing.findIndex((goal) => saysFigure(goal, figure))
    if (own !== -1) standing.splice(own, 1)
    const isSaid = goals.some((goal) => !hasCorrectedFigure(goal) && saysFigure(goal, figure))
    return own !== -1 || isSaid ? [] : [wholeFigure(figure)]
  })
}

/** Those that hold for a whole block; nothing where there is none. */
function lapsedFields(fix: Fix, kind: Block['kind'], readings: readonly Reading[]): FixFields[] {
  const [first] = readings
  const isSaid = (field: WholeField): boolean =>
    first !== undefined && traceOf(field, first).join() === traceOf(field, fix).join()
  const lapsed = corrected<WholeField>(fix, kind === 'goal' ? GOAL_FIELDS : ITEM_FIELDS).filter(
    (field) => !readings.some(({ fixed }) => fixed.includes(field)) && !isSaid(field),
  )
  return lapsed.length === 0 ? [] : [Object.fromEntries(lapsed.map((field) => [field, fix[field]]))]
}

/** The corrections that a plan's reading left out; not those that the words themselves say by now. */
export function lapsedFixes({ goals, monthly }: Plan, blocks: readonly Block[]): Lapsed[] {
  const fixed = blocks.filter((block) => (block.fix ?? null) !== null)
  if (fixed.length === 0) return []
  const goalsOf = Map.groupBy(
    goals.filter(({ source }) => source === 'block'),
    ({ block }) => block,
  )
  const itemsOf = Map.groupBy(
    monthly.filter(({ source }) => source === 'block'),
    ({ block }) => block,
  )
  return [...new Map(fixed.map((block) => [block.id, block])).values()].flatMap(
    ({ id, kind, text, fix: json }) => {
      const fix = parseFix(json)
      const here: readonly Reading[] = (kind === 'goal' ? goalsOf : itemsOf).get(id) ?? []
      if (here.length === 0) return []
      const figures = kind === 'goal' ? lapsedFigures(fix.figures, goalsOf.get(id) ?? []) : []
      return [...lapsedFields(fix, kind, here), ...figures].map((lapsed) => ({
        block: id,
        quote: text,
        fix: lapsed,
      }))
    },
  )
}
