import type { Every, Month, MonthlyItem, Plan } from './plan.ts'

/** A year and month as one number. */
const count = (end: string): number => Number(end.slice(0, 4)) * 12 + Number(end.slice(5, 7)) - 1

/** The calendar months of a period in its order; null when it has no both ends. */
export function monthsOfPeriod({ from, to }: Plan['period']): Month[] | null {
  if (from === null || to === null) return null
  const months: Month[] = []
  for (let at = count(from); at <= count(to) && months.length < 12; at++) months.push((at % 12) + 1)
  return months
}

/** Times in a month of four weeks and a third; workdays for what is done daily. */
const IN_A_MONTH: Readonly<Record<Every, number>> = {
  day: 21.75,
  week: 52 / 12,
  '2weeks': 26 / 12,
  month: 1,
  '2months': 1 / 2,
  quarter: 1 / 3,
  'half-year': 1 / 6,
  year: 1 / 12,
}

/**
 * How often a recurring item is due in its months, or in the plan's period where it names none: what its
 * fulfilment is measured by; `period` is the plan's in months. Null for what does not recur and where the period is unknown; at least 1.
 */
export function expectedCount(
  { months, recurrence }: Pick<MonthlyItem, 'months' | 'recurrence'>,
  period: number | null,
): number | null {
  if (recurrence === null) return null
  const span = months.length > 0 ? months.length : period
  if (span === null) return null
  // A quarterly task with its months named is due in each of them.
  const often = months.length > 0 ? Math.max(1, IN_A_MONTH[recurrence.every]) : IN_A_MONTH[recurrence.every]
  return Math.max(1, Math.round(span * often))
}
