import { valueOf } from '../plan/numerals.ts'

/** A year as titles write it, also a masked one (20xx). */
export const YEAR =
  '(?:(?:19|20)\\d\\d|20[xX×*\\d][xX×*]|[xX×*~～]{1,4}(?=\\s?(?:年|学年))|二[〇零○0oOＯ][〇零○0oOＯ一二三四五六七八九xX×]{2})'

/** A year in digits of either script, by place (二〇二五, 一一二). */
export const yearOf = (written: string): number | null =>
  valueOf(
    written.replace(
      /[一二三四五六七八九〇零○oOＯ]/gu,
      (digit) => `${Math.max('〇一二三四五六七八九'.indexOf(digit), 0)}`,
    ),
  )

/** 二〇二五至二〇二六学年: years in numerals as digits, one for one. */
export const yearsInDigits = (line: string): string =>
  line.replace(
    /二[〇零○0oOＯ][〇零○0oOＯ一二三四五六七八九]{2}(?=\s?(?:[年学]|[-—–~～至到]))/gu,
    (year) => `${yearOf(year)}`,
  )

/** 一一四学年度: a year of the Republic in numerals of either script, as digits. */
export const republicInDigits = (line: string): string =>
  line.replace(
    /(?<![一二三四五六七八九〇零○])一[〇零○一二三四五六七八九]{2}(?=学年)/u,
    (year) => `${yearOf(year)}`,
  )
