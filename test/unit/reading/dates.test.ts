import { expect, test } from 'vitest'
import { valueOf } from '../../../shared/plan/numerals.ts'
import { printMonths, typedNumber } from '../../../shared/plan/numbering.ts'
import { monthHeadingOf, monthPhrases } from '../../../shared/reading/dates.ts'

const months = (text: string): unknown[] => monthPhrases(text).map(({ months: list, part }) => [list, part])

test.each([
  ['三月份', [[[3], null]]],
  ['七——八月份', [[[7, 8], null]]],
  ['七至八月份组织', [[[7, 8], null]]],
  ['7月8月', [[[7, 8], null]]],
  ['2—3月', [[[2, 3], null]]],
  ['3月、6月和9月', [[[3, 6, 9], null]]],
  ['十一至次', []],
  ['11月—2月', [[[11, 12, 1, 2], null]]],
  ['四月下旬', [[[4], 'late']]],
  [
    '十月初举行，12月底前完成',
    [
      [[10], 'early'],
      [[12], 'late'],
    ],
  ],
  ['3、四月份布置', [[[4], null]]],
  ['一月组织一次', []],
  ['第三月', []],
  ['13月', []],
])('%s names its months', (text, expected) => {
  expect(months(text)).toEqual(expected)
})

test.each([
  ['March, June and September', [[[3, 6, 9], null]]],
  ['March, June, and September:', [[[3, 6, 9], null]]],
  ['March/June/September/December', [[[3, 6, 9, 12], null]]],
  ['Mar. & Jun. & Sept.', [[[3, 6, 9], null]]],
  ['September to November and March', [[[9, 10, 11, 3], null]]],
  ['March and June', [[[3, 6], null]]],
  ['March–May', [[[3, 4, 5], null]]],
  [
    'March, June 5 and September',
    [
      [[3, 6], null],
      [[9], null],
    ],
  ],
])('%s names its months in English', (text, expected) => {
  expect(months(text)).toEqual(expected)
})

test('a heading of several months in English is read back as it is drawn', () => {
  for (const set of [[3], [3, 6], [3, 6, 9], [7, 8, 9], [1, 4, 7, 10]])
    expect(monthHeadingOf(printMonths(set, 'en'))?.months).toEqual(set)
})

test.each([
  ['三月份：1、开会', 4],
  ['四月下旬', 4],
  ['9月', 2],
  ['三月份组织', null],
  ['3月5日前交', null],
])('%s as a month heading', (line, length) => {
  expect(monthHeadingOf(line)?.length ?? null).toBe(length)
})

test.each([
  ['二十', 20],
  ['十二', 12],
  ['两', 2],
  ['一百零五', 105],
  ['一万', 10_000],
  ['3万', 30_000],
  ['１２', 12],
  ['二〇二六', 2026],
  ['3.5', 3.5],
  ['万', null],
])('%s is a number', (text, value) => {
  expect(valueOf(text)).toBe(value)
})

test.each([
  ['一、指导思想', 1, 1],
  ['（三）加强领导', 2, 3],
  ['12、开展活动', 3, 12],
  ['(2)组织', 4, 2],
  ['③走访', 4, 3],
  ['2.5万元', null, null],
  ['十分重要', null, null],
])('%s begins with a number', (line, level, value) => {
  const number = typedNumber(line)
  expect([number?.level ?? null, number?.value ?? null]).toEqual([level, value])
})
