import { fold } from './fold.ts'

/**
 * Festivals that plans name, and what they say of the month. Lunar ones (春节, 端午, 中秋, 重阳) move: theirs is known
 * when the plan's year is (lunarItems.ts).
 */

const SOLAR: readonly [RegExp, number][] = [
  [/元旦|新年/u, 1],
  [/三[·.]?八|三月八日|^3\.8/u, 3],
  [/植树节/u, 3],
  [/清明/u, 4],
  [/五[·.]?一|劳动节|^5\.1(?!2)/u, 5],
  [/五[·.]?四|青年节|^5\.4/u, 5],
  [/母亲节|护士节|^5\.12/u, 5],
  [/六[·.]?一|儿童节|^6\.1/u, 6],
  [/七[·.]?一|建党节|建党日|^7\.1/u, 7],
  [/八[·.]?一|建军节|^8\.1/u, 8],
  [/教师节|^9\.10/u, 9],
  [/国庆|十[·.]?一|^10\.1/u, 10],
]
/** 5.1劳动节: a festival named by its date. */
const BY_DATE =
  '(?<![\\d.])(?:3\\.8|5\\.1|5\\.4|5\\.12|6\\.1|7\\.1|8\\.1|9\\.10|10\\.1)(?=[”"」]?(?:国际)?(?:劳动|妇女|青年|护士|儿童|建[党军]|教师|国庆|节))'
const LUNAR = '春节|元宵|端午|中秋|重阳'
const SOLAR_NAME = `${BY_DATE}|元旦|新年|三[·.]?八|植树节|清明|五[·.]?一|劳动节|五[·.]?四|青年节|护士节|母亲节|六[·.]?一|儿童节|七[·.]?一|建党节|八[·.]?一|建军节|教师节|国庆|十[·.]?一`
const NAME = `[“"「]?(?:${SOLAR_NAME}|${LUNAR})(?![月年])[”"」]?(?:国际)?(?:劳动|妇女|青年|儿童|护士|教师|建[党军]|国庆)?(?:节)?`
/** A festival used as a time: 国庆期间举办…; a list closed by 等 is none. */
const AS_TIME = new RegExp(
  `(${NAME}(?:[和与及、，,]?${NAME}){0,6})(?:放假|假期|长假|连假|連假)?(?:期间|前夕|前后|之际|来临|到来|当天|之前|前(?!五|[年景]|进(?!行))|这天|那天|节日(?!庆祝|文化|氛围|气氛|活动)|后(?![勤备续])|[（(]\\d{1,2}[/.月]\\d{1,2}日?[）)])`,
  'gu',
)
/** 三八节：组织郊游, 每年“三八”组织座谈: a festival that heads a clause. */
const AS_HEAD = new RegExp(
  `(?:^(?:\\d{1,2}\\s?[、.．]\\s*|[（(][一二三四五六七八九十\\d]{1,3}[)）]\\s*)?|[，,；;])(?:每年)?(${NAME})(?=[：:]|组织|举办|举行|开展|召开|慰问|走访|邀请|表彰)`,
  'gu',
)
const ANY = new RegExp(`${SOLAR_NAME}|${LUNAR}`, 'u')

/** The first festival that a text names, as written; null where none. */
export const festivalIn = (text: string): string | null => {
  const match = ANY.exec(fold(text))
  const name = match === null ? null : text.slice(match.index, match.index + match[0].length)
  // 十一 is more often eleven than the first of October; with 五 it is a five-year plan.
  return name !== null && name.startsWith('十') ? null : name
}

const monthOf = (name: string): number[] =>
  SOLAR.filter(([pattern]) => pattern.test(name)).map(([, month]) => month)

/** Festivals used as a time, with the months of the solar ones, none for lunar ones alone; offsets are UTF-16. */
export function festivalTimes(text: string): { start: number; end: number; months: number[] }[] {
  const words = fold(text)
  return [...words.matchAll(AS_HEAD), ...words.matchAll(AS_TIME)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    months: [...new Set((match[1] ?? '').split(/[和与及、，,]/u).flatMap(monthOf))],
  }))
}

/** The month of the festival that a task is about (庆祝“三八”节), for a task that no month stands over. */
export const festivalMonth = (text: string): number | null => {
  const name = festivalIn(text)
  return name === null ? null : (monthOf(fold(name))[0] ?? null)
}
