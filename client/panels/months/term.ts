import type { MonthlyItem, Period } from '../../../shared/plan/plan.ts'
import type { TermMonth } from './layMonths.ts'

const YEAR = 12

const months = (from: number, count: number, year: number | null): TermMonth[] =>
  Array.from({ length: count }, (_, index) => ({
    month: ((from - 1 + index) % YEAR) + 1,
    year: year === null ? null : year + Math.floor((from - 1 + index) / YEAR),
  }))

/** The month that a schedule starts with if it runs over New Year (9, 10, 12, 1, 3 → 9), else January. */
function firstMonth(items: readonly MonthlyItem[]): number {
  const inOrder = items.flatMap((item) => (item.source === 'block' ? item.months.slice(0, 1) : []))
  const drops = inOrder.filter((month, index) => month < (inOrder[index - 1] ?? 0)).length
  const [first = 1] = inOrder
  return drops === 1 && (inOrder.at(-1) ?? YEAR) < first ? first : 1
}

/**
 * The months to show, in order: those of the plan's period, over New Year in a school year; twelve without
 * a year where the text names none, or where the period is longer and a month alone does not tell which.
 */
export function termOf(period: Period, items: readonly MonthlyItem[]): TermMonth[] {
  const [fromYear, from] = (period.from ?? '').split('-').map(Number)
  const [toYear, to] = (period.to ?? '').split('-').map(Number)
  if (fromYear === undefined || from === undefined || toYear === undefined || to === undefined) {
    return months(firstMonth(items), YEAR, null)
  }
  const count = (toYear - fromYear) * YEAR + (to - from) + 1
  return count < 1 || count > YEAR ? months(1, YEAR, null) : months(from, count, fromYear)
}
