import { englishSpan } from './english.ts'
import { asWritten, fold } from './fold.ts'
import type { MonthlyItem, Period } from '../plan/plan.ts'
import { republicInDigits, YEAR, yearOf, yearsInDigits } from './years.ts'

/** For which months a plan is, as its title or its first lines say. */

const TERM = '(?:第?([一二12上下])个?学期|([上下])学期)'
const SCHOOL = new RegExp(
  `((?:19|20)\\d\\d)\\s?[-—–~～－至/]{1,2}\\s?(?:(?:19|20)?\\d\\d)\\s?学年?年?度?\\s?${TERM}?`,
  'u',
)
const SCHOOL_OF_ONE = new RegExp(`((?:19|20)\\d\\d)\\s?学年度?\\s?${TERM}?`, 'u')
const SEASON = /((?:19|20)\d\d)年?度?(春|秋)季?(?:学期|开学)?/u
const PLAIN = new RegExp(`(${YEAR})\\s?(?:年度?\\s?(上半年|下半年)?|(上半年|下半年))`, 'u')
/** A title with its year alone: 2026学校工会工作计划, 局工会2022工作计划, 春游活动方案2026. */
const BARE_YEAR =
  /^((?:19|20)\d\d)(?=[^\d年\s—–\-~～－至/.上下春秋])|(?<=\p{Script=Han}[（(]?)((?:19|20)\d\d)(?=(?:工会)?(?:工作|活动)|计划|[)）]?$)/u
/** 2025/26 school year. */
const ENGLISH_SCHOOL = /((?:19|20)\d\d)\s?[-–/]\s?(?:20)?\d\d (?:school|academic) (?:year|session)/iu
/** 2025-2026 alone or behind a name: one year that begins in the first of them, where its schedule does. */
const TWO_YEARS = /(?<=^|[a-z] )((?:19|20)\d\d)\s?[-–/]\s?(?:19|20)?\d\d$/iu
/** School years as Taiwan counts them: 112學年度第1學期. */
const SCHOOL_OF_REPUBLIC = new RegExp(`(?:民国\\s?)?(?<![\\dxX×])(1[01]\\d)\\s?学年度?\\s?${TERM}?`, 'u')
/** Years as Taiwan counts them: 民國113年, 113年度. */
const REPUBLIC = /民国\s?(\d{2,3})年度?|(?<![\dxX×])(1[01]\d)(?:年度|学年度)/u
/** Not that of Local 2010. */
const ENGLISH_YEAR = /(?<!\b(?:Local|Branch|Lodge|Unit|No\.?|#) ?)\b((?:19|20)\d\d)\b(?!\s?[-–/])/u
/** 2024年4月至2025年3月, 2026.9—2027.1, April 2025 – March 2026: both ends of the period itself. */
const ENDS =
  /((?:19|20)\d\d)\s?[年.]\s?(1[0-2]|0?[1-9])(?!\d)\s?月?(?:\.?\d{1,2}日?)?\s?[-—–~～－至到]{1,2}\s?((?:19|20)\d\d)\s?[年.]\s?(1[0-2]|0?[1-9])(?!\d)\s?月?(?:\.?\d{1,2}日?)?/u
/** 2026年1—6月: the months of one year that a plan is for. */
const MONTHS_OF_YEAR =
  /((?:19|20)\d\d)\s?年\s?(1[0-2]|0?[1-9])\s?月?\s?[-—–~～－至到]{1,2}\s?(1[0-2]|0?[1-9])\s?月份?(?![\d.])/u
/** 2026年3月期间: one month. */
const MONTH_OF_YEAR = /^((?:19|20)\d\d)\s?年\s?(1[0-2]|0?[1-9])\s?月份?(?:期间|期間|之?内)/u
/** 经研究，决定2026年开展…: the year that a text resolves for. */
const RESOLVED = new RegExp(`(?:决定|拟|计划|定|公布|推出|部署|启动)(?:于|在)?(${YEAR})年(?!\\d{1,2}月)`, 'u')
const LOOSE = /本学期|一学期|新学期|今年|本年度/u

/** A month as two digits. */
export const pad = (month: number): string => String(month).padStart(2, '0')

/** The plan's period as its title says it, or failing that the line that its text begins with. */
export function periodIn(
  title: string | null,
  words: readonly string[],
  monthly: readonly MonthlyItem[],
): Period {
  const beginnings = words
    .slice(0, 10)
    .filter(
      (line) =>
        !/[|｜\t]|^表\s?\d/u.test(line) &&
        (!PUBLISHED.test(fold(line)) || TWO_YEARS.test(line.trim())) &&
        (!DATE_ALONE.test(line.trim()) || endsIn(line) !== null),
    )
  const lines = [...beginnings, ...timesIn(words)]
  // In running text a year may be that of any event: only the year that a line begins with is its own.
  const own = lines
    .filter((line) => !TELLS.test(fold(line)))
    .map((line) =>
      line.length <= 40 && !/[，。；]/u.test(line) ? line : (NAME.exec(line)?.[0] ?? beginning(line)),
    )
  const named = title === null ? null : plannedIn(title)
  const candidates = named === null ? own : [named, ...own]
  for (const line of candidates) {
    const digits = yearsInDigits(fold(line))
    const period = periodOfLine(digits, line === named, monthly)
    if (period === null) continue
    // As many digits as there were numerals: what was found stands at the same place.
    const at = digits.indexOf(period.text)
    return {
      ...period,
      text: at < 0 ? asWritten(line, period.text) : line.slice(at, at + period.text.length),
    }
  }
  const first = [title ?? '', ...words.slice(0, 4)].join('\n')
  const ends = endsIn(first)
  if (ends !== null) return ends
  const resolved = RESOLVED.exec(fold(words.slice(0, 6).join('\n')))?.[1]
  if (resolved !== undefined && /^\d{4}$/u.test(resolved)) return yearPeriod(resolved, `${resolved}年`)
  const english = /[a-z]{3}/u.test(title ?? '') ? ENGLISH_YEAR.exec(title ?? '')?.[1] : undefined
  if (english !== undefined) return yearPeriod(english, english)
  const loose = LOOSE.exec(fold(first))?.[0]
  return { from: null, to: null, text: loose === undefined ? null : asWritten(first, loose) }
}

/** 2025年工会…，作出了应有贡献。: the year before the plan's. */
const TELLS = /^\d{4}年(?!.*(?:将|力争|争取)).*(?:作出|做出|取得|完成|获得|实现|发挥)了/u

/** 2025年工作总结及2026年工作计划, 2026年上半年总结和下半年计划: what such a title says of the plan, its year with it. */
function plannedIn(title: string): string {
  const [, told = '', planned = ''] = TOLD_FIRST.exec(fold(title)) ?? []
  if (planned === '') return title
  const from = title.length - planned.length
  if (new RegExp(YEAR, 'u').test(planned)) return title.slice(from)
  const year = /^[上下]半年|^[上下]学期/u.test(planned) ? /(?:19|20)\d\d年/u.exec(told)?.[0] : undefined
  return year === undefined ? title : `${year}${title.slice(from)}`
}
const TOLD_FIRST =
  /^(.*(?:总结|回顾|汇报|小结))(?:以及|[及和暨与、])?(.*(?:计划|打算|思路|安排|要点|设想).*)$/u

/** 四、活动时间 / 2026年5月—7月, or 活动时间：2026年5月—7月: the line that says so. */
const timesIn = (words: readonly string[]): string[] => {
  const first = words.slice(0, FIRST_LINES)
  const said = first.flatMap((line, index) => {
    const label = line.length > 2 * LONGEST_TIME ? null : TIME_LABEL.exec(fold(line.trim()))
    return label === null ? [] : [line.trim().slice(label[0].length), words[index + 1] ?? '']
  })
  return said.filter((time) => time.length <= LONGEST_TIME && endsIn(time) !== null).slice(0, 1)
}
const TIME_LABEL =
  /^(?:[一二三四五六七八九十]、|[-–—•●]\s?)?\s*(?:活动|实施|竞赛|工作)?时间(?:安排|[与及和]?地点)?(?:[:：]\s*|$)/u
const LONGEST_TIME = 40
/** A plan of an event says its time before so many lines. */
const FIRST_LINES = 40
/** The date of a text is not what its plan is for. */
const DATE_ALONE =
  /^(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号號].*)?(?:印发|印發|制定|制订|制訂|修订|修訂|通过|通過|公布)?$/u

type Stated = Period & { text: string }

const yearPeriod = (year: string | number, text: string): Stated => ({
  from: `${year}-01`,
  to: `${year}-12`,
  text,
})

/** A period that names both its ends. */
function endsIn(text: string): Stated | null {
  const oneYear = MONTHS_OF_YEAR.exec(text)
  if (oneYear !== null) {
    const [whole, year, first, last] = oneYear
    return { from: `${year}-${pad(Number(first))}`, to: `${year}-${pad(Number(last))}`, text: whole }
  }
  const month = MONTH_OF_YEAR.exec(text)
  if (month !== null) {
    const at = `${month[1]}-${pad(Number(month[2]))}`
    return { from: at, to: at, text: month[0] }
  }
  const chinese = ENDS.exec(text)
  if (chinese !== null) {
    const [whole, from, first, to, last] = chinese
    return { from: `${from}-${pad(Number(first))}`, to: `${to}-${pad(Number(last))}`, text: whole }
  }
  return englishSpan(text)
}

function periodOfLine(line: string, isTitle: boolean, monthly: readonly MonthlyItem[]): Stated | null {
  const ends = endsIn(line)
  if (ends !== null) return ends
  const school = SCHOOL.exec(line) ?? SCHOOL_OF_ONE.exec(line) ?? ENGLISH_SCHOOL.exec(line)
  if (school !== null) return schoolPeriod(school, monthly)
  const two = TWO_YEARS.exec(line)
  const isNext = two !== null && Number(line.slice(-2)) === (Number(two[1]) + 1) % 100
  const [begin = 1, ...later] = scheduled(monthly)
  if (isNext && (begin >= AUTUMN || later.some((month) => month < begin)))
    return yearFrom(Number(two[1]), two[0], [begin, ...later])
  const season = SEASON.exec(line)
  if (season?.[1] !== undefined) return seasonPeriod(season[0], Number(season[1]), monthly)
  const alone = isTitle ? BARE_YEAR.exec(line) : null
  const bare = alone?.[1] ?? alone?.[2]
  if (bare !== undefined) return yearPeriod(bare, bare)
  const schoolOfRepublic = SCHOOL_OF_REPUBLIC.exec(republicInDigits(line))
  if (schoolOfRepublic !== null) {
    const { index } = schoolOfRepublic
    const text = line.slice(index, index + schoolOfRepublic[0].length).trim()
    return { ...schoolPeriod(schoolOfRepublic, monthly, 1911), text }
  }
  const republic = REPUBLIC.exec(line)
  if (republic !== null) {
    const year = Number(republic[1] ?? republic[2]) + 1911
    return yearPeriod(year, republic[0])
  }
  const plain = PLAIN.exec(line)
  if (plain?.[1] === undefined) return null
  const year = /^\d{4}$/u.test(plain[1]) ? Number(plain[1]) : yearOf(plain[1])
  const half = plain[2] ?? plain[3]
  if (year === null || year < 1900) return { from: null, to: null, text: plain[0] }
  return {
    from: `${year}-${half === '下半年' ? '07' : '01'}`,
    to: `${year}-${half === '上半年' ? '06' : '12'}`,
    text: plain[0],
  }
}

/** 某某学校2016年活动方案在…: a title whose line end was lost. */
const NAME = /^[^，,。；;：:\s]{4,30}?(?:工作计划|工作要点|方案)(?!的)/u
const PUBLISHED = /[:：]\s?\d{4}[-年./]|^\d{4}-\d|发布|浏览|阅读/u
const beginning = (line: string): string =>
  new RegExp(
    `^(?:在|我们将|根据)?${YEAR}(?:年度?(?:上半年|下半年)?|[上下]半年)(?!\\s?\\d{1,2}月\\d{1,2}[日号])(?!.{0,14}(?:被|荣获|获得|已|以来|了))`,
    'u',
  ).exec(line.trim())?.[0] ?? ''

const scheduled = (monthly: readonly MonthlyItem[]): number[] => {
  const own = monthly.filter((item) => item.source === 'block').flatMap((item) => item.months)
  return [...new Set(own.length > 0 ? own : monthly.flatMap((item) => item.months))]
}

/** A year that begins in this month or later ends in the next one. */
const AUTUMN = 7

/** A school year or semester: from its first to its last scheduled month, in the order of the schedule. */
function schoolPeriod(match: RegExpExecArray, monthly: readonly MonthlyItem[], era = 0): Stated {
  const first = Number(match[1]) + era
  const term = match[2] ?? match[3]
  const months = scheduled(monthly)
  const [from] = months
  // Months that only the text names come in no order: a whole year's first one is not known by them.
  const isOrdered = term !== undefined || monthly.some(({ source }) => source === 'block')
  if (from === undefined || !isOrdered) return { from: null, to: null, text: match[0].trim() }
  const isSecond = term === '下' || term === '二' || term === '2'
  const start = first + (isSecond || (from < AUTUMN && term === undefined) ? 1 : 0)
  return yearFrom(start, match[0].trim(), months)
}

/** A year that begins with the first of its scheduled months and ends with the one that is furthest from it. */
function yearFrom(start: number, text: string, months: readonly number[]): Stated {
  const [from = 1] = months
  const after = (month: number): number => (month - from + 12) % 12
  const to = months.toSorted((a, b) => after(a) - after(b)).at(-1) ?? from
  return { from: `${start}-${pad(from)}`, to: `${start + (to < from ? 1 : 0)}-${pad(to)}`, text }
}

/** A semester named by its season: an autumn one may end in January of the next year. */
function seasonPeriod(text: string, year: number, monthly: readonly MonthlyItem[]): Stated {
  const isAutumn = text.includes('秋')
  const key = (month: number): number => (isAutumn && month < 6 ? month + 12 : month)
  const sorted = scheduled(monthly).toSorted((a, b) => key(a) - key(b))
  const [from] = sorted
  const to = sorted.at(-1)
  if (from === undefined || to === undefined) return { from: null, to: null, text }
  const at = (month: number): string => `${year + (key(month) > 12 ? 1 : 0)}-${pad(month)}`
  return { from: at(from), to: at(to), text }
}
