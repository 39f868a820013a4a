import type { Part } from '../plan/plan.ts'
import { valueOf } from '../plan/numerals.ts'

/** A month phrase in a text: 三月份, 七——八月份, 7月8月, 3月、6月, with the part of the month. Offsets are UTF-16. */
export type MonthPhrase = {
  start: number
  end: number
  months: number[]
  part: Part | null
  time: string | null
}

const ONE = '(?:(?<!\\d)(?:1[0-2]|0?[1-9])(?!\\d)|十[一二]?|[一二三四五六七八九])'
const JOIN = '(?:[-—–~～－]{1,2}|至|到)'
const LIST = '(?:[、,，和及与/])'
/** One or several months with 月 after the last: 七、八月份; 3—4月; 3月、6月和9月. */
const MONTHS = new RegExp(`${ONE}(?:月份?)?(?:(?:${JOIN}|${LIST})?${ONE}(?:月份?)?)*`, 'gu')
const WORDS = new RegExp(`(${ONE})(月份?)?|(${JOIN})|${LIST}`, 'gu')
const PART = /^[的]?(?:(上旬|初|头)|(中旬)|(下旬|底|末))/u
const DAY = /^(?:([0-3]?\d)[日号號](?:[-—–~～至到]([0-3]?\d)[日号號])?)/u

/** What may stand before a month's number without making it part of something else (第, a digit, a decade). */
const BEFORE = /[第\d.．〇零一二三四五六七八九十百]$/u
/** 一月一次, 三个月: a span of time, no month of the year. */
const AFTER = /^(?:[一1]次|[一1]期|组织一次|活动一次|召开一次)/u

const partOf = (text: string): { part: Part | null; length: number } => {
  const match = PART.exec(text)
  if (match === null) return { part: null, length: 0 }
  return { part: match[1] ? 'early' : match[2] ? 'mid' : 'late', length: match[0].length }
}

function monthsOf(phrase: string): number[] {
  const months: number[] = []
  let ranged = false
  for (const match of phrase.matchAll(WORDS)) {
    if (match[1] !== undefined) {
      const month = valueOf(match[1])
      if (month === null || month < 1 || month > 12) return []
      const from = months.at(-1)
      if (ranged && from !== undefined)
        for (let next = (from % 12) + 1; next !== month; next = (next % 12) + 1) months.push(next)
      if (!months.includes(month)) months.push(month)
      ranged = false
    } else if (match[3] !== undefined) ranged = true
  }
  return months.length > 12 ? [] : months
}

/** All month phrases of a text, in order. */
export function monthPhrases(text: string): MonthPhrase[] {
  const found: MonthPhrase[] = []
  for (const match of text.matchAll(MONTHS)) {
    let phrase = match[0]
    // What follows the last 月 belongs to the words after it.
    const last = phrase.lastIndexOf('月')
    if (last < 0) continue
    phrase = phrase.slice(0, last + (phrase[last + 1] === '份' ? 2 : 1))
    let { index } = match
    // 3、四月: a list's own number in the other script is no month.
    const own = /^\d{1,2}[、,，](?=[一二三四五六七八九十])/u.exec(phrase)?.[0].length ?? 0
    phrase = phrase.slice(own)
    index += own
    if (own === 0 && BEFORE.test(text.slice(Math.max(0, index - 1), index))) continue
    if (phrase.startsWith('一月') && AFTER.test(text.slice(index + phrase.length, index + phrase.length + 6)))
      continue
    const months = monthsOf(phrase)
    if (months.length === 0) continue
    let end = index + phrase.length
    const { part, length } = partOf(text.slice(end, end + 4))
    end += length
    const day = length === 0 ? DAY.exec(text.slice(end, end + 12)) : null
    if (day !== null) end += day[0].length
    const year = /(?:(?:19|20)\d\d|20[xX×]{2}|20\d[xX×]|[xX×]{2}|[~～])年$/u.exec(
      text.slice(Math.max(0, index - 6), index),
    )
    if (year !== null) index -= year[0].length
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

/** The month phrase that a line begins with while its words run on (一月份召开会议), or null; 份 tells it from a date. */
export function leadingMonth(line: string): { length: number; months: number[]; part: Part | null } | null {
  const [first] = monthPhrases(line)
  if (first === undefined || first.start !== 0 || first.time !== null || first.end === line.length)
    return null
  const phrase = line.slice(0, first.end)
  return phrase.endsWith('份') ? { length: first.end, months: first.months, part: null } : null
}

/** The month phrase that a line begins with as a heading (三月份：, 四月下旬, 9月), or null when the words run on. */
export function monthHeadingOf(line: string): { length: number; months: number[]; part: Part | null } | null {
  const [first] = monthPhrases(line)
  if (first === undefined || first.time !== null) return null
  const before = line.slice(0, first.start)
  if (before !== '' && !/^[【[(（“"\s]*$/u.test(before)) return null
  const rest = line.slice(first.end)
  const sign =
    /^[】\])）”"]?(?:工作|活动|活動)?(?:安排|重点|要点|计划)?\s*(?:[：:、,，.．|｜]|$|\s+)\s*/u.exec(rest)
  if (sign === null) return null
  return { length: first.end + sign[0].length, months: first.months, part: first.part }
}
