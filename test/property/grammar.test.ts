import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { printChinese, valueOf } from '../../shared/plan/numerals.ts'
import { wholeLines } from '../../shared/reading/brokenLines.ts'
import { monthHeadingOf, monthPhrases } from '../../shared/reading/dates.ts'
import { goalsIn } from '../../shared/reading/goals.ts'
import { itemsInProse } from '../../shared/reading/prose.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { readSource } from '../../shared/reading/source.ts'
import { sourceOf } from '../../shared/plan/sourceOf.ts'
import { testId } from '../harness/ids.ts'

const month = fc.integer({ min: 1, max: 12 })
const wide = (value: number): string =>
  String(value).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const numeral = fc.constantFrom(printChinese, String)

test('a month in any of its forms is read back', () => {
  fc.assert(
    fc.property(month, numeral, fc.constantFrom('月', '月份'), (value, print, sign) => {
      expect(monthPhrases(`${print(value)}${sign}组织春游`).map(({ months }) => months)).toEqual([[value]])
      expect(monthHeadingOf(`${print(value)}${sign}：`)?.months).toEqual([value])
      expect(monthHeadingOf(`【${print(value)}${sign}】`)?.months).toEqual([value])
    }),
  )
})

test('two months, joined in any way, are both read back', () => {
  const joins = fc.constantFrom('、', '-', '—', '——', '－', '~', '至', '到')
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 11 }),
      numeral,
      joins,
      fc.constantFrom('月', '月份'),
      (first, print, join, sign) => {
        const months = [first, first + 1]
        expect(monthPhrases(`${print(first)}${join}${print(first + 1)}${sign}`)[0]?.months).toEqual(months)
        expect(monthPhrases(`${print(first)}月${join}${print(first + 1)}${sign}`)[0]?.months).toEqual(months)
      },
    ),
  )
})

test('the part of a month is read back', () => {
  const parts = fc.constantFrom(
    ...(['early', 'mid', 'late'] as const).flatMap((part) =>
      ({ early: ['上旬', '初'], mid: ['中旬'], late: ['下旬', '底', '末'] })[part].map(
        (words) => [part, words] as const,
      ),
    ),
  )
  fc.assert(
    fc.property(month, numeral, parts, (value, print, [part, words]) => {
      expect(monthPhrases(`${print(value)}月${words}召开会议`)[0]).toMatchObject({ months: [value], part })
    }),
  )
})

test('a quantity in any of its forms is read back', () => {
  const value = fc.integer({ min: 2, max: 99 })
  const print = fc.constantFrom(printChinese, String, wide)
  const forms = fc.constantFrom<[string, (n: string) => string]>(
    ['=', (n) => `新建小家${n}个`],
    ['=', (n) => `力争建成${n}个小家`],
    ['>=', (n) => `建成小家不少于${n}个`],
    ['>=', (n) => `建成${n}个以上小家`],
    ['<=', (n) => `小家控制在${n}个以内`],
    ['about', (n) => `建成小家${n}个左右`],
    ['about', (n) => `建成小家约${n}个`],
  )
  fc.assert(
    fc.property(value, print, forms, (number, write, [comparator, form]) => {
      const [goal] = goalsIn(form(write(number)))
      expect(goal).toMatchObject({ comparator, value: number, unit: '个' })
    }),
  )
})

test('a share in any of its forms is read back', () => {
  const forms = fc.constantFrom<(n: number) => string>(
    (n) => `签订率达${n}%`,
    (n) => `签订率达到百分之${printChinese(n)}`,
    (n) => `签订率達${n}％`,
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), forms, (number, form) => {
      expect(goalsIn(form(number))[0]).toMatchObject({ comparator: '=', value: number, unit: '%' })
    }),
  )
})

test('Chinese numbers up to 99 have the value that they were printed from', () => {
  for (let value = 1; value < 100; value++) expect(valueOf(printChinese(value))).toBe(value)
})

/** Stretches that patterns with two ways to read them would look at again and again. */
const HOSTILE = [
  '1',
  '一',
  '十',
  '三月、',
  '“',
  '（',
  '，',
  ' ',
  'x',
  'Mar ',
  'Mar, ',
  '一、二月份\n',
  '约$1',
  '1、a\n7:00\n',
  '5名、',
  '由',
  '每个月',
  'xX×',
  'at least two ',
  '|',
  'a\t',
  '五一、',
  '1至',
  '1,000',
  '1、a\n',
  '三月份：\n',
  '每个人',
  '所有单位',
  '20xx',
  '不少于',
  '附件',
  '-',
  '①',
  '1、2、',
  '3月1日-',
  '工会',
  '百分之',
  '双周五下午',
  '篇一',
  '第',
  '年',
  '20',
  '责任人：',
  '百分之百至',
  '(1)',
  '負責',
  '壹、',
  '1.1 a\n',
  '八成',
  '杜绝',
  '零',
  '（3月）阶段\n',
  '七、八两月',
  '每批',
  '| \n',
  '每周\n',
  '（3月前完成）。',
  '进行了',
  '一、a ',
  '春游 ',
  '\n ',
  '1月：',
  '| 1月 ',
  '时间：，',
  '   ',
  '，现有如下',
  '每月，',
  '5.1节：',
  '中秋前',
  '中秋前，',
  '11、慰问\n',
  '甲 |\n|\n',
  '- 一、甲\n',
  '（2026/9/26）',
  'JANUARY 1. a. ',
  'Monthly\n- a\n',
]

test.each(HOSTILE)('[R7] a text of nothing but %j is read without hanging', (piece) => {
  const source = piece.repeat(Math.ceil(100_000 / piece.length))
  const { front, blocks } = readSource(`三月份：${source}x`, testId)
  expect(sourceOf(front, blocks)).toBe(`三月份：${source}x`)
  const words = new Map(blocks.map(({ id, text }) => [id, text]))
  const plan = readPlan(front, blocks)
  const found = [...plan.goals, ...plan.monthly]
  // One expectation for all: there are tens of thousands.
  const astray = found.filter(
    ({ block, quote, start }) => words.get(block)?.slice(start, start + quote.length) !== quote,
  )
  const empty = [...goalsIn(`新建${source}个`), ...itemsInProse(`3月${source}活动`)].filter(
    ({ start, end }) => start >= end,
  )
  expect([astray, empty]).toEqual([[], []])
})

test('[R7] a sentence of more festivals than a call takes arguments is read', () => {
  expect(itemsInProse('中秋前'.repeat(300_000))).toEqual([])
})

test('[R8] a file of more lines than a call takes arguments is read', () => {
  const lines = Array.from({ length: 300_000 }, (_, at) => ({ lead: '\n', words: '好。', at }))
  expect(wholeLines(lines)).toHaveLength(lines.length)
})
