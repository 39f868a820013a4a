import { ahead } from '../../ui/ahead.ts'

/**
 * Dates of the lunar festivals that committees plan around. They come from a table (chinese-days, loaded
 * only when the months are shown), not from the browser's Chinese calendar: that one was off by a day in
 * 2027 and 2030 when measured. Public holidays and 调休 are announced year by year and are left out.
 */
export const LUNAR_FESTIVALS = {
  spring: '01-01',
  dragonBoat: '05-05',
  midAutumn: '08-15',
  doubleNinth: '09-09',
} as const
export type LunarFestival = keyof typeof LUNAR_FESTIVALS

export type LunarDate = { festival: LunarFestival; year: number; month: number; day: number }
/** Gives the solar date (YYYY-MM-DD) of a lunar one (YYYY-MM-DD). */
export type ToSolar = (lunarDate: string) => { date: string }

/** The table ends here. */
const YEARS = { first: 1900, last: 2099 } as const

/** The lunar festivals that fall in one solar year; none for a year that the table does not hold. */
export function lunarDates(year: number, toSolar: ToSolar): LunarDate[] {
  if (year < YEARS.first || year > YEARS.last) return []
  return (Object.keys(LUNAR_FESTIVALS) as LunarFestival[]).flatMap((festival) => {
    const [, month, day] = toSolar(`${year}-${LUNAR_FESTIVALS[festival]}`).date.split('-').map(Number)
    return month === undefined || day === undefined ? [] : [{ festival, year, month, day }]
  })
}

const fetchTable = ahead(() => import('chinese-days'))

/** Loads the table and gives the festivals of these years. */
export async function loadLunarDates(years: readonly number[]): Promise<LunarDate[]> {
  const { getSolarDateFromLunar } = await fetchTable()
  return years.flatMap((year) => lunarDates(year, getSolarDateFromLunar))
}
