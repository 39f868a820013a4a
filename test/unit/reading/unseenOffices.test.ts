import { describe, expect, test } from 'vitest'
import { amountIn } from '../../../shared/reading/amounts.ts'
import { itemsOf as items, planOf } from '../../harness/reading.ts'

/** Shapes that were read wrong in plans of offices, and in English, in texts of our own. */

describe('tables', () => {
  test('a time without a month of its own heads its row all the same', () => {
    const rows = '时间\t活动内容\t负责人\n6月初\t体检\t医务室\n学期末\t评优\t全体委员\n待定\t春游\t工会'
    expect(items(`云河小学工会工作计划\n活动安排：\n${rows}`)).toEqual(['6 early 体检', ' 评优', ' 春游'])
    expect(planOf(`云河小学工会工作计划\n活动安排：\n${rows}`).monthly[1]?.owner).toBe('全体委员')
  })
  test('what it costs may stand in a remark', () => {
    const rows = '时间\t活动内容\t负责人\t备注\n3月\t健步走\t女工委\t经费约5000元'
    expect(planOf(`云河小学工会工作计划\n活动安排：\n${rows}`).monthly[0]?.amount).toEqual({
      comparator: 'about',
      value: 5000,
      unit: '元',
    })
  })
  test('the currency may stand between a sum and what bounds it', () =>
    expect(amountIn('經費約新臺幣三萬元')?.comparator).toBe('about'))
})

describe('goals', () => {
  test.each([
    ['职工书屋由3家增至5家', '职工书屋'],
    ['会员人数成长至一百二十人', '会员人数'],
    ['签订率从80%提高到95%', '签订率'],
  ])('%s: what is counted', (text, metric) =>
    expect(planOf(`一、工作目标\n1、${text}。`).goals.at(-1)?.metric).toBe(metric),
  )
})

describe('English', () => {
  const plan = planOf(`2025 Annual Work Plan of the Lakeside Primary School Union Committee

I. Goals
1. Raise membership to at least 95% of staff by the end of June.
2. Increase the welfare fund to $12,000.

II. Monthly schedule
September: Reception for new members. Owner: Ms. Chen
Q4: Annual review`)

  test('a title names whose plan it is, and a part is none', () => {
    expect(plan).toMatchObject({
      title: '2025 Annual Work Plan of the Lakeside Primary School Union Committee',
      organisation: 'Lakeside Primary School Union Committee',
      period: { from: '2025-01', to: '2025-12' },
    })
    expect(planOf('Staff Union Committee Work Plan 2026\n\n1. Goals\nAll is well.').organisation).toBe(null)
  })
  test('goals say what is raised, in money too', () =>
    expect(plan.goals.map(({ metric, value, unit }) => [metric, value, unit])).toEqual([
      ['Raise membership', 95, '%'],
      ['Increase the welfare fund', 12_000, '$'],
    ]))
  test('quarters head their tasks, and a title before a name is part of it', () => {
    expect(plan.monthly.map(({ months, task }) => `${months.join()} ${task}`)).toEqual([
      '9 Reception for new members. Owner: Ms. Chen',
      '10,11,12 Annual review',
    ])
    expect(plan.monthly[0]?.owner).toBe('Ms. Chen')
  })
})
