// By its default: Node reads the package as CommonJS, which has no named imports here.
import { default as chineseDays } from 'chinese-days'
import type { Month, Plan } from './plan.ts'

/**
 * Dates of the lunar festivals that committees plan around. They come from a table (chinese-days), not from the
 * platform's Chinese calendar: that one was off by a day in 2027 and 2030 when measured. Public holidays and 调休
 * are announced year by year and are left out.
 */
const FESTIVALS = {
  spring: { date: '01-01', names: /春节|春節/u },
  lantern: { date: '01-15', names: /元宵/u },
  dragonBoat: { date: '05-05', names: /端午/u },
  midAutumn: { date: '08-15', names: /中秋/u },
  doubleNinth: { date: '09-09', names: /重阳|重陽/u },
} as const
export type LunarFestival = keyof typeof FESTIVALS

const ALL = Object.keys(FESTIVALS) as LunarFestival[]

/** The table ends here. */
const YEARS = { first: 1900, last: 2099 } as const

export type LunarDate = { festival: LunarFestival; year: number; month: Month; day: number }

/** When a festival falls in a solar year; null for a year that the table does not hold. */
function dateOf(festival: LunarFestival, year: number): LunarDate | null {
  if (year < YEARS.first || year > YEARS.last) return null
  const { date } = chineseDays.getSolarDateFromLunar(`${year}-${FESTIVALS[festival].date}`)
  const [, month, day] = date.split('-').map(Number)
  return month === undefined || day === undefined ? null : { festival, year, month, day }
}

/** The lunar festivals that fall in one solar year, in no order; none for a year that the table does not hold. */
export const lunarDates = (year: number): LunarDate[] =>
  ALL.map((festival) => dateOf(festival, year)).filter((found) => found !== null)

/** The months in which the lunar festivals that these words name fall in a plan's period, as far as that is known. */
export function lunarMonths(words: string, { from, to }: Plan['period']): Month[] {
  const named = ALL.filter((festival) => FESTIVALS[festival].names.test(words))
  if (from === null || to === null) return []
  const months = named.flatMap((festival): Month[] => {
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
      const found = dateOf(festival, year)
      const at = found === null ? '' : `${year}-${String(found.month).padStart(2, '0')}`
      if (found !== null && at >= from && at <= to) return [found.month]
    }
    return []
  })
  return [...new Set(months)]
}
