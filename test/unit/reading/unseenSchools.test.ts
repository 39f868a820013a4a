import { describe, expect, test } from 'vitest'
import { goalsOf as goals, headingsOf as headings, itemsOf as items, planOf } from '../../harness/reading.ts'

/** Shapes of plans of schools and offices that nobody had seen when the grammar was written, in texts of our own. */

describe('months of a school', () => {
  test('the days that a month has are no tasks', () =>
    expect(
      items(
        '三月份主题：文明礼仪\n1.开展学雷锋活动\n重要节日：3月8日 妇女节；3月12日 植树节\n四月份主题：书香\n1.朗诵比赛',
      ),
    ).toEqual(['3 文明礼仪', '3 开展学雷锋活动', '4 书香', '4 朗诵比赛']))
  test('a numbered month with its task is no heading', () =>
    expect(items('(三)办好活动。\n1、九月份 委员竞选\n2、十月份 建队节\n3、十一月份 演讲比赛')).toEqual([
      '9 委员竞选',
      '10 建队节',
      '11 演讲比赛',
    ]))
  test('themes of months, and what leads up to another table', () => {
    const text = `附每月教育主题：
9月份：行为规范月，尊敬师长月。 10月份：讲文明月。
班队活动是工作的载体，现将具体活动安排如下：
主题
时间
收心会`
    expect(items(text)).toEqual(['9 行为规范月，尊敬师长月', '10 讲文明月'])
    expect(headings(text)).toEqual(['附每月教育主题'])
  })
})

test('a space within a word does not begin the list anew', () => {
  const text = `秋季学期大队部工作计划 一、指导思想： ${'以活动为载体培养队员良好习惯，让每个队员都有收获。'.repeat(12)} 二、工作重点： 1、以团结统 一、爱好和平为主题开展教育。 2、每周一次广播。 三、工作安排： 二月份： 1、安全教育 三月份： 1、学雷锋`
  expect(headings(text)).toEqual(['一、指导思想', '二、工作重点', '三、工作安排'])
  expect(items(text)).toEqual([' week 每周一次广播', '2 安全教育', '3 学雷锋'])
})

test.each([
  ['对学校食堂进行检查，由各所负责，半年一次。', [' half-year 由各所负责，半年一次']],
  ['每学期班主任家访率达20%以上。', []],
])('what recurs in %s', (text, expected) => expect(items(text)).toEqual(expected))

test.each([
  ['力争请法制副校长来校讲课一次', [['=', 1, '次']]],
  ['每学期班主任家访率要求达20%以上', [['>=', 20, '%']]],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))

test.each([
  ['2021小学安全工作计划一\n一、目标', '2021-01'],
  ['支部主题党日制度\n2022年1月修订\n一、活动时间', null],
  ['关于报送材料的通知\n一、报送时间\n2021年11月10日中午12:00前', null],
])('the period of %j', (text, from) => expect(planOf(text).period.from).toBe(from))
