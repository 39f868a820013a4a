import type { Part } from '../plan/plan.ts'
import { monthHeadingOf, monthPhrases } from './dates.ts'
import { frequencyIn, type Recurrence } from './recurrence.ts'

/** What the time cell of a schedule's row says: 三月, 4月20日, 第一季度, 每月. */
export type When = { months: readonly number[]; part: Part | null; recurrence: Recurrence | null }

const ALL_YEAR = /^(?:全年|全学年|全學年|常年|长期|長期|平时|平時|日常|all year)$/iu
/** 学期末, 开学初, 待定: a time, but no month that the words alone could tell. */
const SOME_TIME =
  /^(?:(?:[本上下]?[学學])?期[初中末]|[开開][学學](?:初|前|后|後|第[一二三1-3][周週])?|不定期|随时|隨時|适时|適時|机动|機動|待定|另定|另行通知|TB[AC])$/iu

/** 年底前: its last month. */
const YEAR_END = /^(?:[今本当當]?年[底末终終]|[岁歲]末)(?:之?前)?(?:完成)?$/u

/** A column of months may leave out the word: 三, 7-8. */
const BARE = /^[\d一二三四五六七八九十]{1,2}(?:\s?[-—–~～至、,，]\s?[\d一二三四五六七八九十]{1,2}){0,3}$/u
/** 3.8, 9/1-9/5, 2026.3.5: in a column of dates. */
const NUMERIC = /(?<![\d.])(?:20\d\d[./-])?(1[0-2]|0?[1-9])[./](?:[12]\d|3[01]|0?[1-9])(?![\d.])/gu

/** June 2026 and November 2026: one task at both times. */
const AND = /^(?:[,，]? ?20\d\d)?\s?(?:[、,，;；/和及与與]|and|&)\s?$/u

/** The time that a table's cell names, or null when it names none. */
export function whenOf(cell: string): When | null {
  const written = cell.trim()
  const words = BARE.test(written) ? `${written}月` : written
  const dates = [...words.matchAll(NUMERIC)].map((match) => Number(match[1]))
  if (dates.length > 0) return { months: [...new Set(dates)], part: null, recurrence: null }
  const [phrase, ...more] = monthPhrases(words)
  if (phrase !== undefined) {
    const often = frequencyIn(words)
    const between = more.length === 0 ? '' : words.slice(phrase.end, more[0]?.start)
    const months = [...phrase.months, ...(AND.test(between) ? more.flatMap((one) => one.months) : [])]
    return {
      months: [...new Set(months)],
      part: phrase.part,
      recurrence: often?.every === 'year' ? often : null,
    }
  }
  if (YEAR_END.test(words)) return { months: [12], part: null, recurrence: null }
  const span = monthHeadingOf(words)
  if (span !== null) return { months: span.months, part: span.part, recurrence: null }
  const recurrence = frequencyIn(words)
  return recurrence !== null || ALL_YEAR.test(words) || SOME_TIME.test(words)
    ? { months: [], part: null, recurrence }
    : null
}
