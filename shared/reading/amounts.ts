import { NUMBER, valueOf } from '../plan/numerals.ts'
import type { Amount, MonthlyItem } from '../plan/plan.ts'
import { AFTER, comparatorOf, gluedDoubt, withScaleOf } from './figures.ts'
import { fold } from './fold.ts'

/** Sums of money: 约3万元, 7000元以上, $3,000, RMB 5,000. */

const WORDS = '(?:yuan|RMB|CNY|USD|HKD|EUR|GBP|dollars?|euros?|pounds?)\\b'
const RANGE = '\\s?(?:[-—–~～－]{1,2}|至|到|\\bto\\b)\\s?'
const AMOUNT = new RegExp(
  `(?:([£$€¥￥])|\\b(RMB|CNY|USD|HKD|EUR|GBP))\\s?(${NUMBER})(?:${RANGE}(?:[£$€¥￥]\\s?)?(${NUMBER}))?` +
    `|(${NUMBER})(?:(?:万?元)?${RANGE}(${NUMBER}))?\\s?([多余])?([万千])?(元|美元|港元|欧元|${WORDS})`,
  'iu',
)
const YUAN = /^(?:[¥￥元]|yuan|RMB|CNY)$/iu
/** 约新台币三万元: the currency stands between. */
const CURRENCY = /(?:新?台|人民|港|澳门)[币幣]\s?$/u
/** So far before a sum stands what bounds it. */
const BEFORE = 40
const ENGLISH: readonly [Amount['comparator'], RegExp][] = [
  [
    '>=',
    /\b(?:at least|no fewer than|no less than|not less than|a minimum of|(?<!\bno |\bnot )more than|over)\s*$/iu,
  ],
  ['<=', /\b(?:at most|up to|(?:no|not) more than|less than|a maximum of|under|below|within)\s*$/iu],
  ['about', /\b(?:about|around|approximately|roughly|some)\s*$/iu],
]

/** The first sum of money that a text names. */
export function amountIn(text: string): Amount | null {
  const folded = fold(text)
  const match = AMOUNT.exec(folded)
  if (match === null) return null
  const [whole, sign, code, behindSign, mostBehindSign, number, most, more, scale = '', after] = match
  const scaled = (written: string): number | null => {
    const figure = valueOf(written)
    return figure === null || scale === '' ? figure : figure * (valueOf(`一${scale}`) ?? 1)
  }
  const until = mostBehindSign ?? most ?? ''
  const from = scaled(behindSign ?? number ?? '')
  const first = from === null ? null : withScaleOf(from, until)
  const last = scaled(until)
  // Of 2万—3000元 nobody knows what was meant: only what stands before the unit is said for certain.
  const isRange = first !== null && last !== null && first < last
  const value = isRange ? first : (last ?? first)
  const unit = sign ?? code ?? after
  if (value === null || unit === undefined) return null
  const before = folded.slice(Math.max(0, match.index - BEFORE), match.index).replace(CURRENCY, '')
  const end = match.index + whole.length
  const english = ENGLISH.find(([, pattern]) => pattern.test(before))?.[0]
  const found = comparatorOf(before, AFTER.exec(folded.slice(end, end + 8)), more !== undefined, false)
  const written = after === undefined ? unit : text.slice(end - unit.length, end)
  return {
    comparator: isRange
      ? 'range'
      : (english ?? (found === '>=' || found === '<=' || found === 'about' ? found : '=')),
    value,
    valueMax: isRange ? last : null,
    unit: YUAN.test(unit) ? (/\p{Script=Han}/u.test(text) || /[¥￥元]/u.test(unit) ? '元' : 'yuan') : written,
  }
}

/** What else the first sum of money in a text may be that lost a dash in copying (600010000元); null for any other. */
export function sumDoubt(text: string): MonthlyItem['doubt'] {
  const match = AMOUNT.exec(fold(text))
  const doubt = match === null ? null : gluedDoubt(match[3] ?? match[5] ?? '')
  return doubt !== null && doubt.readings.length > 1 ? doubt : null
}
