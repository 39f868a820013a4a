import type { Plan } from './plan.ts'

const TRADITIONAL = /[會員學動組織辦開議務應聯們這產業種為與從點體導領經發進計劃實現]/gu
const SIMPLIFIED = /[会员学动组织办开议务应联们这产业种为与从点体导领经发进计划实现]/gu

/** The script of the first stretch of words, enough to be sure. */
export function langOf(words: Iterable<string>): Plan['lang'] {
  let sample = ''
  for (const line of words) {
    sample += line
    if (sample.length > 400) break
  }
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = sample.match(/[a-z]/giu)?.length ?? 0
  if (latin > han * 2) return 'en'
  return (sample.match(TRADITIONAL)?.length ?? 0) > (sample.match(SIMPLIFIED)?.length ?? 0)
    ? 'zh-Hant'
    : 'zh-Hans'
}

/** English names of the months, January first. */
export const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
