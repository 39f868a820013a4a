import type { MonthlyItem, Part } from '../../../shared/plan/plan.ts'

/** One month of the plan's period, in its order; the year is null where the plan does not say it. */
export type TermMonth = { month: number; year: number | null }
/** A third of a month, or `undivided` for items that name none. */
export type Lane = Part | 'undivided'
export type MonthPlace = TermMonth & {
  /** The plan's period does not hold this month, but an item stands in it. */
  outside: boolean
  /** Only lanes that hold an item; early, mid, late, then undivided. */
  lanes: { lane: Lane; items: MonthlyItem[] }[]
}
export type MonthLayout = { recurring: MonthlyItem[]; undated: MonthlyItem[]; months: MonthPlace[] }

const LANES: readonly Lane[] = ['early', 'mid', 'late', 'undivided']

/**
 * Lays items out by month and lane, in the order of the term and then of the text. An item of two months
 * stands in both; a repeated item without a month is `recurring`; months outside the term follow at the end.
 */
export function layMonths(items: readonly MonthlyItem[], term: readonly TermMonth[]): MonthLayout {
  const inTerm = new Set(term.map((place) => place.month))
  const outside = [...new Set(items.flatMap((item) => item.months))]
    .filter((month) => !inTerm.has(month))
    .sort((a, b) => a - b)
  const place = (at: TermMonth, isOutside: boolean): MonthPlace => {
    const here = items.filter((item) => item.months.includes(at.month))
    const lanes = LANES.map((lane) => ({
      lane,
      items: here.filter((item) => (item.part ?? 'undivided') === lane),
    })).filter((lane) => lane.items.length > 0)
    return { ...at, outside: isOutside, lanes }
  }
  return {
    recurring: items.filter((item) => item.months.length === 0 && item.recurrence !== null),
    undated: items.filter((item) => item.months.length === 0 && item.recurrence === null),
    months: [
      ...term.map((at) => place(at, false)),
      ...outside.map((month) => place({ month, year: null }, true)),
    ],
  }
}
