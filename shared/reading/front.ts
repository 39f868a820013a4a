import { valueOf } from '../plan/numerals.ts'
import type { MonthlyItem, Period } from '../plan/plan.ts'

const YEAR = '(?:(?:19|20)\\d\\d|20[xX×\\d][xX×]|[xX×~～]{1,4}|二[〇零○]{1}[〇零○一二三四五六七八九]{2})'
const SCHOOL = new RegExp(
  `((?:19|20)\\d\\d)\\s?[-—–~～－至/]{1,2}\\s?((?:19|20)?\\d\\d)\\s?学?學?年度?(?:第?([一二上下])个?学期|([上下])学期)?`,
  'u',
)
const PLAIN = new RegExp(`(${YEAR})年(?:度)?(上半年|下半年)?`, 'u')

const pad = (month: number): string => String(month).padStart(2, '0')

/** The plan's period as its title, or failing that its first lines, say it. */
export function periodIn(
  title: string | null,
  words: readonly string[],
  monthly: readonly MonthlyItem[],
): Period {
  for (const line of [title ?? '', ...words.slice(0, 8)]) {
    const school = SCHOOL.exec(line)
    if (school !== null) return schoolPeriod(school, monthly)
    const plain = PLAIN.exec(line)
    if (plain !== null && plain[1] !== undefined) {
      const year = /^\d{4}$/u.test(plain[1]) ? Number(plain[1]) : valueOf(plain[1].replaceAll('○', '〇'))
      const half = plain[2]
      if (year === null || year < 1900) return { from: null, to: null, text: plain[0] }
      return {
        from: `${year}-${half === '下半年' ? '07' : '01'}`,
        to: `${year}-${half === '上半年' ? '06' : '12'}`,
        text: plain[0],
      }
    }
  }
  return { from: null, to: null, text: null }
}

/** A school year or semester: from its first to its last scheduled month, in the order of the schedule. */
function schoolPeriod(match: RegExpExecArray, monthly: readonly MonthlyItem[]): Period {
  const first = Number(match[1])
  const term = match[3] ?? match[4]
  const second = term === '下' || term === '二'
  const months = monthly.filter((item) => item.source === 'block').flatMap((item) => item.months)
  const order = (month: number): number => (second ? (month + 11) % 12 : (month + 3) % 12)
  const sorted = [...new Set(months)].toSorted((a, b) => order(a) - order(b))
  const from = sorted[0]
  const to = sorted.at(-1)
  if (from === undefined || to === undefined) return { from: null, to: null, text: match[0] }
  const yearOf = (month: number): number => (second || month < 8 ? first + 1 : first)
  return { from: `${yearOf(from)}-${pad(from)}`, to: `${yearOf(to)}-${pad(to)}`, text: match[0] }
}

const SIGNED =
  /^(?:[^\d二〇○零]{0,24})((?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})\s*[年.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/]?(?:\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?$/u

/** The date under the signature: the last short line that is a date. */
export function signedOnIn(words: readonly string[]): string | null {
  for (const line of words.slice(-8).toReversed()) {
    const match = line.length > 40 ? null : SIGNED.exec(line.trim())
    if (match?.[1] === undefined || match[2] === undefined) continue
    const year = valueOf(match[1].replaceAll('○', '〇'))
    const month = valueOf(match[2])
    const day = match[3] === undefined ? null : valueOf(match[3])
    if (year === null || month === null || month < 1 || month > 12) continue
    return `${year}-${pad(month)}${day === null || day > 31 ? '' : `-${pad(day)}`}`
  }
  return null
}
