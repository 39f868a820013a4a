import { describe, expect, test } from 'vitest'
import { amountIn } from '../../../shared/reading/amounts.ts'
import { itemsOf as items, planOf } from '../../harness/reading.ts'

/** Shapes that were read wrong in plans of offices, and in English, in texts of our own. */

/** A sentence of a company's plan, as its items. */
const read = (sentence: string): string[] =>
  items(`云河机械公司工会2025年工作计划\n一、主要措施\n${sentence}`)

const doubtOf = (task: string): unknown => planOf(`一、月程安排\n七月份：\n1、${task}`).monthly[0]?.doubt

describe('tables', () => {
  test('a time without a month of its own heads its row all the same', () => {
    const rows = '时间\t活动内容\t负责人\n6月初\t体检\t医务室\n学期末\t评优\t全体委员\n待定\t春游\t工会'
    expect(items(`云河小学工会工作计划\n活动安排：\n${rows}`)).toEqual(['6 early 体检', ' 评优', ' 春游'])
    expect(planOf(`云河小学工会工作计划\n活动安排：\n${rows}`).monthly[1]?.owner).toBe('全体委员')
  })
  test('a list of tasks is a plan, and the end of the year its last month', () => {
    const plan = planOf(
      '2026年云河县工会联合会重点工作任务清单\n\n重点任务 | 完成时限 | 责任单位\n组建工会 | 6月底 | 组织部\n审计 | 年底前 | 经审委',
    )
    expect(plan.title).toBe('2026年云河县工会联合会重点工作任务清单')
    expect(plan.monthly.map(({ months, task }) => `${months.join()} ${task}`)).toEqual([
      '6 组建工会',
      '12 审计',
    ])
  })
  test('what it costs may stand in a remark', () => {
    const rows = '时间\t活动内容\t负责人\t备注\n3月\t健步走\t女工委\t经费约5000元'
    expect(planOf(`云河小学工会工作计划\n活动安排：\n${rows}`).monthly[0]?.amount).toEqual({
      comparator: 'about',
      value: 5000,
      valueMax: null,
      unit: '元',
    })
  })
  test('the currency may stand between a sum and what bounds it', () =>
    expect(amountIn('經費約新臺幣三萬元')?.comparator).toBe('about'))
  test.each([
    ['每人2000—3000元', 2000, 3000, '元'],
    ['2至3万元', 20_000, 30_000, '元'],
    ['$200 to $300', 200, 300, '$'],
  ])('%s is from one sum to another', (text, value, valueMax, unit) =>
    expect(amountIn(text)).toEqual({ comparator: 'range', value, valueMax, unit }),
  )
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

describe('sentences of a company’s plan', () => {
  test.each([
    ['元旦春节期间慰问困难职工100户。', ['1 元旦春节期间慰问困难职工100户']],
    ['“十一”举办职工书画展。', ['10 “十一”举办职工书画展']],
    ['2.坚持职代会制度，每年召开两次，分别安排在1月和7月。', ['1,7 year 坚持职代会制度，每年召开两次']],
    ['为女职工每两年安排一次体检，今年安排在9月份。', ['9 为女职工每两年安排一次体检，今年安排在9月份']],
  ])('%s', (sentence, expected) => expect(read(sentence)).toEqual(expected))
  test('百分百 is a hundred of a hundred', () =>
    expect(planOf('一、工作目标\n1、参赛班组达到百分百。').goals[0]).toMatchObject({ value: 100, unit: '%' }))
})

describe('schedules', () => {
  test('a number before digits counts a list where the task before it has ended', () =>
    expect(
      items('一、月程安排\n一季度：1、摸清底数；2、慰问15户；3、3510合理化建议活动启动。').map((item) =>
        item.replace('1,2,3 ', ''),
      ),
    ).toEqual(['摸清底数', '慰问15户', '3510合理化建议活动启动']))
  test('what is done all the time ends the last month', () =>
    expect(items('一、月程安排\n一月\n1、召开教代会\n常规工作：每周一例会。')).toEqual([
      '1 召开教代会',
      ' week 常规工作：每周一例会',
    ]))
  test('a month in brackets says which of a quarter’s it is', () =>
    expect(items('一、月程安排\n四季度：\n1、职工运动会（暂定11月）\n2、总结（含12月会议的记录）')).toEqual([
      '11 职工运动会（暂定11月）',
      '10,11,12 总结（含12月会议的记录）',
    ]))
  test('a year may be written with the wrong noughts', () =>
    expect(
      ['二0二四', '二O二四', '二〇二四'].map((year) => planOf(`云河镇总工会${year}年工作计划`).period.from),
    ).toEqual(['2024-01', '2024-01', '2024-01']))
  test('a period may be written with dots', () =>
    expect(planOf('云河小学工会工作安排（2026.9—2027.1）\n一、月程安排').period).toMatchObject({
      from: '2026-09',
      to: '2027-01',
    }))
})

describe('[R5] a sum that lost its dash', () => {
  test('is doubted with what else it may be', () => {
    expect(doubtOf('防暑降温物资发放，600010000元')).toEqual({
      reason: 'glued',
      readings: ['600010000', '6000-10000'],
    })
    expect(doubtOf('防暑降温物资发放，6000元')).toBe(null)
    expect(doubtOf('防暑降温物资发放，123456元')).toBe(null)
  })
})

describe('plans of schools', () => {
  const plan = planOf(`阳光小学工会2025年春季学期工作计划
一、周次安排
第三周（3月3日—3月7日）：“三八”节插花活动
第八周：（4月中旬）春游踏青
二、目标
1. 教师满意度不低于九成
2. 至少组织4次教工活动
3. 工会经费使用公开2次`)
  test('which week it is belongs to no task', () =>
    expect(plan.monthly.map(({ months, task }) => `${months.join()} ${task}`)).toEqual([
      '3 “三八”节插花活动',
      '4 春游踏青',
    ]))
  test('a goal that speaks of money heads nothing', () => {
    expect(plan.sections.map(({ kind }) => kind)).toEqual(['schedule', 'goals'])
    expect(plan.goals.map(({ value }) => value)).toEqual([90, 4, 2])
  })
  test('a school year may be written in numerals', () =>
    expect(
      planOf('育才中學教職員工會二零二五至二零二六學年工作計劃\n（一）時間表\n九月：迎新\n七月：大會').period,
    ).toEqual({ from: '2025-09', to: '2026-07', text: '二零二五至二零二六學年' }))
  test('what is still open is so in Traditional characters and in English, too', () =>
    expect(
      ['迎新茶聚（暫定9月19日）', 'Sports day, tentatively 5 June'].map(
        (task) => planOf(`一、時間表\n九月：\n1、${task}`).monthly[0]?.pending,
      ),
    ).toEqual([true, true]))
})

describe('English plans', () => {
  const plan = planOf(`Lakeside Staff Union Plan 2026

Goals
1. Raise $2,000–$3,000 for the hardship fund.
2. Hold 6 training evenings with 150–200 participants in total.

Calendar
September: Welcome
Every month: committee meeting`)
  test('a sum from one to another is one goal, and what is counted is named alone', () =>
    expect(plan.goals.map(({ value, valueMax, metric }) => [value, valueMax, metric])).toEqual([
      [2000, 3000, 'for the hardship fund'],
      [6, null, 'training evenings'],
      [150, 200, 'participants in total'],
    ]))
  test('what recurs ends the last month', () =>
    expect(plan.monthly.map(({ months, recurrence }) => [months, recurrence?.every ?? null])).toEqual([
      [[9], null],
      [[], 'month'],
    ]))
})

test('marks that are to be reached may be bound by a sign', () =>
  expect(planOf('一、工作目标\n1、满意度 ≥ 85 分').goals[0]).toMatchObject({ value: 85, unit: '分' }))
