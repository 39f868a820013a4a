import { FIGURE_FIELDS, type FigureFields, type FigureFix, placesOf } from '../plan/figureFix.ts'
import { corrected, type Fix, GOAL_FIELDS, ITEM_FIELDS, stands } from '../plan/fix.ts'
import type { Amount, Goal, MonthlyItem } from '../plan/plan.ts'

/**
 * A member's corrections over what was read in a block (RULES R4), as long as the words that they corrected
 * are read there (RULES R9).
 */

type Picked<T, K extends keyof T> = { [F in K]?: Exclude<T[F], undefined> }

const pick = <T extends object, K extends keyof T>(from: T, fields: readonly K[]): Picked<T, K> =>
  Object.fromEntries(fields.map((field) => [field, from[field]])) as Picked<T, K>

/** The corrected figures by the goal that each is of. */
function figuresOf(goals: readonly Goal[], figures: readonly FigureFix[]): Map<number, FigureFix> {
  if (figures.length === 0) return new Map()
  const places = placesOf(figures, goals)
  return new Map(
    figures.flatMap((figure, index) => {
      const goal = places[index]
      return goal == null ? [] : [[goal, figure] as const]
    }),
  )
}

/** A corrected figure is that of its own goal; deadline and owners hold for all goals of the block. */
export function correctGoals(goals: readonly Goal[], fix: Fix): Goal[] {
  const figures = figuresOf(goals, fix.figures ?? [])
  const whole = corrected<'deadline' | 'owners'>(fix, GOAL_FIELDS).filter((field) =>
    stands(fix, field, goals),
  )
  return goals.map((goal, index): Goal => {
    const figure: FigureFields = figures.get(index) ?? {}
    const own = corrected<(typeof FIGURE_FIELDS)[number]>(figure, FIGURE_FIELDS)
    const fixed = [...own, ...whole]
    if (fixed.length === 0) return goal
    const doubt = figure.value === undefined ? goal.doubt : null
    return { ...goal, ...pick(figure, own), ...pick(fix, whole), doubt, fixed }
  })
}

/** A corrected sum: what the text says of its own (约, 不超过) it says of that, too, unless one of them is a range. */
export function correctedSum(said: Amount | null, fix: Fix['amount']): Amount | null {
  if (fix == null) return null
  const { value, valueMax = null, unit } = fix
  if (valueMax !== null) return { comparator: 'range', value, valueMax, unit }
  const comparator = said === null || said.comparator === 'range' ? '=' : said.comparator
  return { comparator, value, valueMax, unit }
}

/** A monthly item with its corrections; who was named first leads. */
export function correctItem(item: MonthlyItem, fix: Fix): MonthlyItem {
  const fixed = corrected<(typeof ITEM_FIELDS)[number]>(fix, ITEM_FIELDS).filter((field) =>
    stands(fix, field, [item]),
  )
  if (fixed.length === 0) return item
  const owner = fixed.includes('owners') ? (fix.owners?.[0] ?? null) : item.owner
  const amount = fixed.includes('amount') ? correctedSum(item.amount, fix.amount) : item.amount
  const doubt = fixed.includes('amount') ? null : item.doubt
  return { ...item, ...pick(fix, fixed), amount, owner, doubt, fixed }
}
