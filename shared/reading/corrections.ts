import {
  corrected,
  FIGURE_FIELDS,
  type Fix,
  type FixField,
  ITEM_FIELDS,
  stands,
  WHOLE_FIELDS,
} from '../plan/fix.ts'
import type { Goal, MonthlyItem } from '../plan/plan.ts'

/**
 * A member's corrections over what was read in a block (RULES R4), as long as the words that they corrected
 * are read there (RULES R9).
 */

type Picked<K extends FixField> = { [F in K]?: Exclude<Fix[F], undefined> }

const pick = <K extends FixField>(fix: Fix, fields: readonly K[]): Picked<K> =>
  Object.fromEntries(fields.map((field) => [field, fix[field]])) as Picked<K>

/**
 * A block's corrected figure is that of the goal whose figure was corrected, the first one where that is not
 * known; deadline and owners hold for all goals of the block.
 */
export function correctGoals(goals: readonly Goal[], fix: Fix): Goal[] {
  const figure = corrected(fix, FIGURE_FIELDS)
  const whole = corrected(fix, WHOLE_FIELDS).filter((field) => stands(fix, field, goals))
  const at = figure.length === 0 ? -1 : goals.findIndex((goal) => stands(fix, 'value', [goal]))
  return goals.map((goal, index): Goal => {
    const fixed = index === at ? [...figure, ...whole] : whole
    if (fixed.length === 0) return goal
    const doubt = index === at && fix.value !== undefined ? null : goal.doubt
    return { ...goal, ...pick(fix, fixed), doubt, fixed }
  })
}

/** A monthly item with its corrections; who was named first leads. */
export function correctItem(item: MonthlyItem, fix: Fix): MonthlyItem {
  const fixed = corrected(fix, ITEM_FIELDS).filter((field) => stands(fix, field, [item]))
  if (fixed.length === 0) return item
  const owner = fixed.includes('owners') ? (fix.owners?.[0] ?? null) : item.owner
  return { ...item, ...pick(fix, fixed), owner, fixed }
}
