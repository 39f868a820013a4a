import type { Part } from '../plan/plan.ts'
import { narrow, valueOf } from '../plan/numerals.ts'
import { withoutNames } from './clauses.ts'
import { englishMonths } from './english.ts'

/** A month phrase in a text: 三月份, 七——八月份, 7月8月, 3月、6月, with the part of the month. Offsets are UTF-16. */
export type MonthPhrase = {
  start: number
  end: number
  months: number[]
  part: Part | null
  time: string | null
}

const ONE = '(?:(?<!\\d)(?:1[0-2]|0?[1-9])(?!\\d)|十[一二]?|三(?![个個]月)|[一二四五六七八九]|元(?=月))'
/** What sums up several months named before it: 七、八两月; 五、六、七三个月. */
const SUM = '(?:[两兩][个個]?月|三[个個]月)'
/** Word sets spaces around digits: 3 月份. */
const MONTH = '(?: ?月(?: ?份)?)'
const JOIN = '(?:[-—–~～－]{1,2}|至|到)'
const LIST = '(?:[、,，和及与/])'
/** One or several months with 月 after the last: 七、八月份; 3—4月; 3月、6月和9月. */
const MONTHS = new RegExp(
  `${ONE}${MONTH}?(?:(?: ?(?:${JOIN}|${LIST}) ?)?${ONE}${MONTH}?)*(?:(?<![月份])${SUM})?`,
  'gu',
)
const WORDS = new RegExp(`(${ONE})(${MONTH})?|(${JOIN})|${LIST}`, 'gu')
/** 中下旬 is no third of a month; 六月中 is its middle, 八月中秋 is not, nor is 四月初赛 its beginning. */
const PART =
  /^ ?的?(?:([上中][、]?[中下]旬)|(上旬|初(?![中级赛选评审步稿定试])|头(?![脑部条]))|(中旬|中(?![秋学小层考外医国共华央旬]))|(下旬|底|末))/u
const DATE = '(?:[0-3]?\\d|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])'
const DAY = new RegExp(`^ ?${DATE} ?[日号號]?(?: ?${JOIN} ?(?:(${ONE}) ?月 ?)?${DATE} ?)?[日号號]`, 'u')

/** What stands before a month's number and makes it part of something else (第, 每2月, a digit, a decade). */
const BEFORE = /[第每隔\d.．〇零一二三四五六七八九十百]$/u
/** 一月一次, 一月组织一次, 一月一更换: how often, no month of the year. */
/** 3.四月: the point is that of a list's number. */
const LIST_NUMBER = /(?:^|\n)\s*\d{1,2}[.．]$/u
const OFTEN = /^(?:[^，,。；;份]{0,4}[一1](?:次|期|回|遍)|一(?![月日号號、，,]))/u
const YEAR_BEFORE = /(?:(?:19|20)\d\d|20[xX×]{2}|20\d[xX×]|[xX×]{2}|[~～]) ?年 ?$/u

const partOf = (text: string): { part: Part | null; length: number } => {
  const match = PART.exec(text)
  if (match === null) return { part: null, length: 0 }
  const part = match[1] ? null : match[2] ? 'early' : match[3] ? 'mid' : 'late'
  return { part, length: match[0].length }
}

function monthsOf(phrase: string): number[] {
  const months: number[] = []
  let ranged = false
  for (const match of phrase.matchAll(WORDS)) {
    if (match[1] !== undefined) {
      const month = match[1] === '元' ? 1 : valueOf(match[1])
      if (month === null || month < 1 || month > 12) return []
      const from = months.at(-1)
      if (ranged && from !== undefined) months.push(...monthsBetween(from, month))
      if (!months.includes(month)) months.push(month)
      ranged = false
    } else if (match[3] !== undefined) ranged = true
  }
  return months.length > 12 ? [] : months
}

/** All month phrases of a text, in order; what stands in quotation marks is a name and gives none. */
export function monthPhrases(text: string): MonthPhrase[] {
  const dates = datesInBrackets(text)
  if (!text.includes('月')) return dates.length > 0 || !/[A-Z]/u.test(text) ? dates : englishMonths(text)
  const found = chineseMonths(withoutNames(narrow(text)))
  return dates.length === 0 ? found : [...found, ...dates].toSorted((a, b) => a.start - b.start)
}

/** （2026/9/26）, （115/9/26前） behind a task. */
const IN_BRACKETS =
  /(?<=[（(])(?:20\d\d|1[01]\d)[/.-](1[0-2]|0?[1-9])[/.-](?:3[01]|[12]\d|0?[1-9])(?=前?[）)])/gu

const datesInBrackets = (text: string): MonthPhrase[] =>
  !text.includes('）') && !text.includes(')')
    ? []
    : [...text.matchAll(IN_BRACKETS)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
        months: [Number(match[1])],
        part: null,
        time: match[0],
      }))

function chineseMonths(text: string): MonthPhrase[] {
  const found: MonthPhrase[] = []
  for (const match of text.matchAll(MONTHS)) {
    // 6月10日至9月10日 is read already, with both its ends.
    if (match.index < (found.at(-1)?.end ?? 0)) continue
    let phrase = match[0]
    // What follows the last 月 belongs to the words after it.
    const last = phrase.lastIndexOf('月')
    if (last < 0) continue
    phrase = phrase.slice(0, last + (/^月 ?份?/u.exec(phrase.slice(last))?.[0].trimEnd().length ?? 1))
    let { index } = match
    const own = ownNumber(phrase, index === 0 || text[index - 1] === '\n')
    phrase = phrase.slice(own)
    index += own
    const before = text.slice(Math.max(0, index - 6), index)
    if (own === 0 && BEFORE.test(before.slice(-1)) && !LIST_NUMBER.test(before)) continue
    const following = text.slice(index + phrase.length, index + phrase.length + 8)
    if ((/^(?:一|1)月$/u.test(phrase) && OFTEN.test(following)) || /^[饼季刊息薪租]/u.test(following))
      continue
    const months = monthsOf(phrase)
    if (months.length === 0) continue
    let end = index + phrase.length
    const { part, length } = partOf(text.slice(end, end + 6))
    end += length
    const day = length === 0 ? DAY.exec(text.slice(end, end + 20)) : null
    if (day !== null) {
      end += day[0].length
      const until = day[1] === undefined ? null : valueOf(day[1])
      if (until !== null && !months.includes(until))
        months.push(...monthsBetween(months.at(-1) ?? until, until), until)
    }
    const year = YEAR_BEFORE.exec(text.slice(Math.max(0, index - 8), index))
    if (year !== null) index -= year[0].length
    const earlier = found.at(-1)
    const [until] = months
    // 五月中旬至六月初 is one stretch of time.
    if (earlier !== undefined && until !== undefined && UNTIL.test(text.slice(earlier.end, index))) {
      earlier.months = [
        ...new Set([...earlier.months, ...monthsBetween(earlier.months.at(-1) ?? until, until), ...months]),
      ]
      earlier.part = null
      earlier.time = text.slice(earlier.start, end)
      earlier.end = end
      continue
    }
    found.push({
      start: index,
      end,
      months,
      part,
      time: day === null ? null : text.slice(match.index + own, end),
    })
  }
  return found
}

const UNTIL = new RegExp(`^\\s?(?:起|开始|開始)?\\s?${JOIN}\\s?$`, 'u')

/** The months after one and before another, around the year's end where need be. */
function monthsBetween(from: number, to: number): number[] {
  const count = (to - from + 12) % 12
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => ((from + index) % 12) + 1)
}

/** A list's own number before the month: 3、四月 or 三、4月 (other script), 7、9月 (not the month before: 7、8月 is both). */
function ownNumber(phrase: string, isAtStart: boolean): number {
  const other =
    /^(?:\d{1,2}[、,，](?=[一二三四五六七八九十])|[一二三四五六七八九十]{1,2}[、,，](?=\d))/u.exec(phrase)
  if (other !== null) return other[0].length
  const same = isAtStart ? /^(\d{1,2})、(?=(\d{1,2})月)/u.exec(phrase) : null
  return same !== null && Number(same[2]) !== (Number(same[1]) % 12) + 1 ? same[0].length : 0
}

const DECORATION = /^[【[(（“"★☆●○◆◇■□▲△※◎•·*#\s]*$/u
const HEADING_END =
  /^[】\])）”"]?的?(?:主要|重点|具体|工会)?(?:工作|活动|活動)?(?:安排|重点|要点|计划|内容|任务|主题|主題)?(?:[（(][^（）()]{1,14}[)）])?\s*(?:(?:的\p{Script=Han}{0,6}(?:工作|活动|活動|安排|计划|任务))?\s*[：:]|[、,，.．|｜]|[–—]{2}|[-–—](?=\s)|$|\s+)\s*/u
const SPANS: readonly [RegExp, readonly number[]][] = [
  [/^第?[一1]季度/u, [1, 2, 3]],
  [/^第?[二2]季度/u, [4, 5, 6]],
  [/^第?[三3]季度/u, [7, 8, 9]],
  [/^第?[四4]季度/u, [10, 11, 12]],
  [/^(?:Q1|(?:1st|first) quarter)(?![A-Za-z\d])/iu, [1, 2, 3]],
  [/^(?:Q2|(?:2nd|second) quarter)(?![A-Za-z\d])/iu, [4, 5, 6]],
  [/^(?:Q3|(?:3rd|third) quarter)(?![A-Za-z\d])/iu, [7, 8, 9]],
  [/^(?:Q4|(?:4th|fourth) quarter)(?![A-Za-z\d])/iu, [10, 11, 12]],
  [/^(?:暑假|暑期)(?:期间|期間)?/u, [7, 8]],
  [/^寒假(?:期间|期間)?/u, [1, 2]],
  [/^上半年/u, [1, 2, 3, 4, 5, 6]],
  [/^下半年/u, [7, 8, 9, 10, 11, 12]],
]

/** July (school office closed), August/September, First Board Meeting: and July 1: alone on their lines. */
const ENGLISH_HEADING = /^(?:\s?\([^()]{1,60}\)|,\s[^.:;]{1,50}(?=:))?\s?:?$/u

export type MonthHeading = { length: number; months: number[]; part: Part | null }

/**
 * The month phrase that a line begins with while its words run on (一月份召开会议), or null. 份 tells it from a
 * date; within a schedule it may be missing (3月组织春游).
 */
export function leadingMonth(line: string, isInSchedule: boolean): MonthHeading | null {
  const [first] = monthPhrases(line.slice(0, 40))
  if (first === undefined || first.start !== 0 || first.time !== null || first.end === line.length)
    return null
  const phrase = line.slice(0, first.end)
  const sign =
    /^(?:前后|左右|之?前(?![往期后台沿]))?[：:，,、\s]*/u.exec(line.slice(first.end))?.[0].length ?? 0
  return isInSchedule || phrase.endsWith('份')
    ? { length: first.end + sign, months: first.months, part: first.part }
    : null
}

/** What a month, a season or an English word begins with, behind signs: most lines begin otherwise. */
const MAY_HEAD = /^[【[(（“"★☆●○◆◇■□▲△※◎•·*#\s]*[\dA-Za-z０-９〇零一二三四五六七八九十元第暑寒上下×~～]/u

/** The month phrase that a line begins with as a heading (三月份：, 四月下旬, 9月, 第一季度：), or null when the words run on. */
export function monthHeadingOf(line: string): MonthHeading | null {
  if (!MAY_HEAD.test(line)) return null
  const head = line.slice(0, 60)
  const [first] = monthPhrases(head)
  if (first?.start === 0 && /^[A-Za-z]/u.test(line) && isEnglishHeading(line, first))
    return { length: line.length, months: first.months, part: first.part }
  if (first?.end === line.length && first.time === null && TASKS_FOR.test(line.slice(0, first.start)))
    return { length: line.length, months: first.months, part: first.part }
  const begins = first !== undefined && first.time === null && DECORATION.test(head.slice(0, first.start))
  const heading = begins ? first : spanAt(head)
  if (heading === null) return null
  const sign = HEADING_END.exec(line.slice(heading.end))
  if (sign === null) return null
  return { length: heading.end + sign[0].length, months: heading.months, part: heading.part }
}

/** Tasks for September, What to do in March. */
const TASKS_FOR =
  /^(?:key |main |monthly )?(?:tasks?|activities|events|things|actions?|what|checklist)\b[\w -]{0,20} (?:for|in|during|of) $/iu

/** A day heads what stands under it only where a colon says so. */
const isEnglishHeading = (line: string, { end, time }: MonthPhrase): boolean =>
  ENGLISH_HEADING.test(line.slice(end)) && (time === null || line.endsWith(':'))

/** Months that one word stands for at the start of a line: 第一季度, 暑假, 上半年. */
function spanAt(line: string): { end: number; months: number[]; part: null } | null {
  const at = /^[【[(（“"★☆●○◆◇■□▲△※◎•·*#\s]*/u.exec(line)?.[0].length ?? 0
  for (const [pattern, months] of SPANS) {
    const match = pattern.exec(line.slice(at))
    if (match !== null) return { end: at + match[0].length, months: [...months], part: null }
  }
  return null
}
