import { lunarMonths } from '../plan/lunar.ts'
import type { Month, MonthlyItem, Plan } from '../plan/plan.ts'

const known = new WeakMap<MonthlyItem, MonthlyItem>()

/** The same object as long as item and months are the same. */
function inMonths(item: MonthlyItem, months: Month[]): MonthlyItem {
  const before = known.get(item)
  if (before?.months.join() === months.join()) return before
  const now = { ...item, months }
  known.set(item, now)
  return now
}

/**
 * Items that only a lunar festival dates (中秋前走访), in the month where it falls in the plan's period. Without such
 * a month an item that was found in prose says nothing that can be computed, and is left prose.
 */
export const inLunarMonths = (items: readonly MonthlyItem[], period: Plan['period']): MonthlyItem[] =>
  items.flatMap((item) => {
    const { months, recurrence, festival, fixed, source, quote } = item
    if (months.length > 0 || recurrence !== null || fixed.includes('months')) return [item]
    const bound = festival === null ? [] : lunarMonths(quote, period)
    if (bound.length > 0) return [inMonths(item, bound)]
    return source === 'prose' ? [] : [item]
  })
