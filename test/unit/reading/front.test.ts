import { describe, expect, test } from 'vitest'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

const read = (source: string): Plan => {
  const { front, blocks } = readSource(source, testId)
  return readPlan(front, blocks)
}
const headings = (source: string): string[] => read(source).sections.map(({ heading }) => heading)

const MONTHS = '\n一、月程安排\n九月份：\n1、开会\n十二月份：\n1、总结\n一月份：\n1、慰问'
const SPRING = '\n一、月程安排\n二月份：\n1、开会\n六月份：\n1、总结'

test.each([
  ['工会工作计划篇一\n正文。', '工会工作计划'],
  ['大安國小教師會2026年工作計畫\n內文。', '大安國小教師會2026年工作計畫'],
  [
    'Cloud River School staff union committee work plan 2027 (example)\nText.',
    'Cloud River School staff union committee work plan 2027 (example)',
  ],
  ['篇五：单位工会工作计划\n正文。', '单位工会工作计划'],
  ['第一篇：某厂工会工作要点\n正文。', '某厂工会工作要点'],
  ['首页 >> 计划\n2026年工会工作计划\n作者：某某', '2026年工会工作计划'],
  ['某街道工会2026年工作思路和目标\n正文。', '某街道工会2026年工作思路和目标'],
  [
    `夯实基础管理创建特色小家\n${'车间工会围绕中心工作开展活动，服务职工。'.repeat(3)}`,
    '夯实基础管理创建特色小家',
  ],
  ['车间工会围绕中心工作开展活动，服务职工。'.repeat(3), null],
])('the title of %s', (source, title) => expect(read(source).title).toBe(title))

test.each([
  ['青杨路小学工会2026年工作计划\n正文。', '青杨路小学工会'],
  ['2026年晨光公司工会工作要点\n正文。', '晨光公司工会'],
  ['2026年工会工作计划\n正文。\n晨光小学工会委员会\n2026年1月8日', '晨光小学工会委员会'],
  ['2026年工会工作计划\n晨光社区始终坚持服务居民。', '晨光社区'],
  ['2026年学校工会工作计划\n学校工会要认真学习。', null],
])('the organisation of %s', (source, organisation) => expect(read(source).organisation).toBe(organisation))

describe('period', () => {
  test.each([
    ['2026年工会工作计划', ['2026-01', '2026-12', '2026年']],
    ['2026学校工会工作计划', ['2026-01', '2026-12', '2026']],
    ['二〇二六年工会工作计划', ['2026-01', '2026-12', '二〇二六年']],
    ['2026年下半年工作安排', ['2026-07', '2026-12', '2026年下半年']],
    ['2026上半年工会工作计划', ['2026-01', '2026-06', '2026上半年']],
    ['20xx年工会工作计划', [null, null, '20xx年']],
    ['教師會113年度工作計畫', ['2024-01', '2024-12', '113年度']],
    ['民國114年工會工作計畫', ['2025-01', '2025-12', '民國114年']],
    ['工会工作计划\n本学期工会工作如下。', [null, null, '本学期']],
    [`2025—2026学年度第一学期工会工作计划${MONTHS}`, ['2025-09', '2026-01', '2025—2026学年度第一学期']],
    [`2025-2026学年下学期工会工作计划${SPRING}`, ['2026-02', '2026-06', '2025-2026学年下学期']],
    [`2026年春季学期工会工作计划${SPRING}`, ['2026-02', '2026-06', '2026年春季学期']],
    ['工会工作计划\n本会成立于2009年，2019年被评为先进。', [null, null, null]],
    ['Union Work Plan 2026', ['2026-01', '2026-12', '2026']],
  ])('%s', (source, [from, to, text]) => expect(read(source).period).toEqual({ from, to, text }))
})

describe('headings', () => {
  test('pieces that a copy broke off are none', () => {
    expect(
      headings(
        '2026年计划\n一、文体活动\n四是利用五\n\n一、五四、国庆等节日开展活动。\n每周\n\n二、四训练。\n二、自身建设\n加强学习。',
      ),
    ).toEqual(['一、文体活动', '二、自身建设'])
  })

  test('a heading that runs into its text ends at its colon or first sentence', () => {
    expect(
      headings(
        '2026年计划\n指导思想：以服务职工为中心，围绕学校工作。\n一、继续做好校务公开工作。积极配合学校。',
      ),
    ).toEqual(['指导思想', '一、继续做好校务公开工作'])
  })

  test('七、八月份 are two months after six tasks are not due, and 七、 is a heading when it is', () => {
    const [item] = read('2026年计划\n一、月程\n六月份：\n1、体检\n七、八月份：暑期休养').monthly.slice(-1)
    expect(item?.months).toEqual([7, 8])
  })

  test('a report undertakes nothing, but what it announces for later does', () => {
    const { goals, monthly } = read(
      '2025年工会工作总结\n一、主要成绩\n5月举办培训，发展会员20名。\n二、下一步打算\n3月启动建家，新建小家2个。',
    )
    expect(goals.map(({ quote }) => quote)).toEqual(['新建小家2个'])
    expect(monthly.map(({ months }) => months)).toEqual([[3]])
  })
})
