import { describe, expect, test } from 'vitest'
import { itemsOf as items } from '../../harness/reading.ts'

/** A sentence of a plan of this period, as its items. */
const read = (period: string, sentence: string): string[] =>
  items(`云河小学工会${period}工作计划\n一、主要措施\n${sentence}`)

describe('[R10] work that a lunar festival dates', () => {
  test.each([
    ['2024年', '中秋前开展送月饼活动，由女工委牵头。', ['9 中秋前开展送月饼活动，由女工委牵头']],
    ['2025年', '中秋前开展送月饼活动。', ['10 中秋前开展送月饼活动']],
    ['2024年上半年', '春节期间走访困难职工。', ['2 春节期间走访困难职工']],
    ['2025年', '春节、端午期间走访困难职工。', ['1,5 春节、端午期间走访困难职工']],
  ])('is in the month where it falls in %s: %s', (period, sentence, expected) => {
    expect(read(period, sentence)).toEqual(expected)
  })
  test.each([
    ['2024年下半年', '春节期间走访困难职工。'],
    ['', '春节期间走访困难职工。'],
    ['2024年', '办好春节晚会等品牌活动。'],
  ])(
    'stays prose where that is not in the plan’s period, or not known, or no time (%s %s)',
    (period, sentence) => {
      expect(read(period, sentence)).toEqual([])
    },
  )
  test('stands in the month that its schedule or its own words give it', () => {
    expect(items('云河小学工会2024年工作计划\n一、月程安排\n八月份：\n1、筹备中秋晚会')).toEqual([
      '8 筹备中秋晚会',
    ])
    expect(read('2024年', '每年春节期间走访困难职工。')).toEqual([])
  })
})
