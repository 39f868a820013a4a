import { type LunarFestival, lunarDates } from '../../../shared/plan/lunar.ts'
import type { TermMonth } from './layMonths.ts'

/** Festivals with a fixed solar date, as month and day. */
export const SOLAR_FESTIVALS = {
  newYear: [1, 1],
  women: [3, 8],
  labour: [5, 1],
  youth: [5, 4],
  children: [6, 1],
  party: [7, 1],
  army: [8, 1],
  teachers: [9, 10],
  national: [10, 1],
} as const satisfies Record<string, readonly [number, number]>

export type SolarFestival = keyof typeof SOLAR_FESTIVALS
export type FestivalDay = { festival: SolarFestival | LunarFestival; day: number }

/** The festivals of a month by day; the lunar ones only where its year is known. */
export function festivalDays(at: TermMonth): FestivalDay[] {
  const lunar = at.year === null ? [] : lunarDates(at.year)
  const solar = (Object.keys(SOLAR_FESTIVALS) as SolarFestival[])
    .map((festival) => ({ festival, month: SOLAR_FESTIVALS[festival][0], day: SOLAR_FESTIVALS[festival][1] }))
    .filter(({ month }) => month === at.month)
  return [...solar, ...lunar.filter(({ month }) => month === at.month)]
    .map(({ festival, day }) => ({ festival, day }))
    .sort((a, b) => a.day - b.day)
}
