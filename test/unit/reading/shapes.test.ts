import { describe, expect, test } from 'vitest'
import { monthPhrases } from '../../../shared/reading/dates.ts'
import { goalsIn } from '../../../shared/reading/goals.ts'
import { itemsInProse } from '../../../shared/reading/prose.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { frequencyIn } from '../../../shared/reading/recurrence.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { whenOf } from '../../../shared/reading/when.ts'
import { testId } from '../../harness/ids.ts'

/** Shapes of plans that nobody had seen when the grammar was first written. */

const planOf = (text: string) => {
  const { front, blocks } = readSource(text, testId)
  return readPlan(front, blocks)
}
const headings = (text: string) => planOf(text).sections.map(({ level, heading }) => [level, heading])

const figures = (text: string) =>
  goalsIn(text).map(({ comparator, value, valueMax, unit }) => [comparator, value, valueMax, unit])
const tasks = (text: string) => itemsInProse(text).map(({ months, task }) => [months.join(), task])

describe('months', () => {
  test.each([
    ['七、八两月走访工地', [[7, 8], null]],
    ['五、六、七三个月轮训', [[5, 6, 7], null]],
    ['从三月起至六月止', [[3, 4, 5, 6], null]],
    ['3 月 5 日 植树', [[3], null]],
    ['12 月下旬', [[12], 'late']],
    ['１月走访', [[1], null]],
    ['2月中下旬招聘会', [[2], null]],
    ['六月中約見代表', [[6], 'mid']],
    ['四月初赛', [[4], null]],
    ['八月中秋慰问', [[8], null]],
    ['3.十一月中旬体检', [[11], 'mid']],
    ['十二月二十日前后', [[12], null]],
    ['12 May', undefined],
    ['by 31 December', [[12], null]],
    ['End of January 2026', [[1], 'late']],
  ])('%s', (text, expected) => {
    const [phrase] = monthPhrases(text)
    const found = phrase === undefined ? undefined : [phrase.months, phrase.part]
    expect(found).toEqual(text === '12 May' ? [[5], null] : expected)
  })
  test('一月一更换 is how often, not January', () => expect(monthPhrases('公开栏一月一更换')).toEqual([]))
})

test.each([
  ['公开栏一月一更换', 'month'],
  ['一季一评', 'quarter'],
  ['一个月查一遍', 'month'],
  ['逢星期二晚', 'week'],
  ['每逢周末开放', 'week'],
  ['半月碰头一次', '2weeks'],
  ['一月份开会', null],
  ['本月一日', null],
])('%s recurs every %s', (text, every) => expect(frequencyIn(text)?.every ?? null).toBe(every))

test.each([
  ['三', [3]],
  ['7-8', [7, 8]],
  ['3.8', [3]],
  ['9/1-9/5', [9]],
  ['2026.3.5', [3]],
  ['第一季度', [1, 2, 3]],
  ['全年', []],
])('a cell of a month’s column %s is of %j', (cell, months) => expect(whenOf(cell)?.months).toEqual(months))

describe('goals', () => {
  test.each([
    ['满意率达到九成以上', ['>=', 90, null, '%']],
    ['滿意度達八成五以上', ['>=', 85, null, '%']],
    ['补助八百元到一千五百元', ['range', 800, 1500, '元']],
    ['筹集经费10余万元', ['about', 100_000, null, '元']],
    ['募集新臺幣3萬5千元', ['=', 35_000, null, '元']],
    ['春节前夕对35名困难职工逐一走访', ['=', 35, null, '名']],
    ['下半年抽查20%的基层工会', ['=', 20, null, '%']],
    ['杜绝一切安全责任事故', ['zero', 0, null, null]],
    ['重大群体性事件为零', ['zero', 0, null, null]],
    ['工安意外零發生', ['zero', 0, null, null]],
    ['Increase membership from 410 to 480', ['=', 480, null, 'times']],
    ['Committee members meet twice a year', ['=', 2, null, 'times']],
  ])('%s', (text, expected) => {
    const [first] = figures(text)
    expect(first?.slice(0, 3)).toEqual(expected.slice(0, 3))
    if (!text.startsWith('Increase')) expect(first?.[3]).toBe(expected[3])
  })
  test('a figure that sums up what was named is none', () =>
    expect(figures('突出维权、服务、建家三项职责')).toEqual([]))
  test('each zero of a clause is one', () => expect(figures('食品安全零投诉、零事故')).toHaveLength(2))
  test('what was last term is no goal', () =>
    expect(figures('上学期共开展活动12次，参与率达95%')).toEqual([]))
  test('how much each time goes with the number of times', () =>
    expect(figures('组织疗休养两批，每批30人左右')).toEqual([
      ['=', 2, null, '批'],
      ['about', 30, null, '人'],
    ]))
})

describe('prose', () => {
  test('a quarter and months in one sentence', () =>
    expect(tasks('第二季度完成换届，9月召开例会').map(([months]) => months)).toEqual(['4,5,6', '9']))
  test('what recurs need not be said with a known verb', () =>
    expect(tasks('公司领导接待日定于每月15日')).toHaveLength(1))
  test('a slogan in quotation marks is none', () =>
    expect(tasks('倡导“每天锻炼一小时，健康工作五十年”的生活')).toEqual([]))
  test('who is responsible may stand in brackets behind the sentence', () => {
    const items = itemsInProse('3月底前各分会自查。（责任人：各分会主席）')
    expect(items.map(({ owner }) => owner)).toEqual(['各分会主席'])
  })
  test('a stretch of eleven months or more is the plan’s own', () =>
    expect(tasks('本年度（2024年4月至2025年3月）理事会将扩大会员基础')).toEqual([]))
})

describe('headings', () => {
  test('壹、 stands over 一、', () =>
    expect(headings('某會計畫\n壹、依據\n一、章程\n貳、項目\n一、會務')).toEqual([
      [1, '壹、依據'],
      [2, '一、章程'],
      [1, '貳、項目'],
      [2, '一、會務'],
    ]))
  test('1 and 2.1 number headings where a text counts so', () =>
    expect(headings('建家方案\n1 指导思想\n1.1 总体要求\n2 组织领导\n2.1 领导小组')).toEqual([
      [1, '1 指导思想'],
      [2, '1.1 总体要求'],
      [1, '2 组织领导'],
      [2, '2.1 领导小组'],
    ]))
  test('a heading whose number is due follows a line without its last sign', () =>
    expect(headings('某工作计划\n一、组织\n责任科室：权益保障科与法律工作部\n二、服务职工')).toHaveLength(2))
  test('a numbered line that states work is no heading', () => {
    const plan = planOf('某工作计划\n一、措施\n（一）每季度末召开一次述职会。\n（二）全年报送信息60篇。')
    expect(plan.sections).toHaveLength(1)
    expect([plan.monthly.length, plan.goals.length]).toEqual([1, 1])
  })
  test('the time of a stage holds for what stands under it', () => {
    const { monthly } = planOf(
      '某方案\n一、实施步骤\n（一）宣传阶段（1月—2月）\n召开动员会。\n（二）总结阶段（12月）\n上报材料。',
    )
    expect(monthly.map(({ months, task }) => [months, task])).toEqual([
      [[1, 2], '召开动员会'],
      [[12], '上报材料'],
    ])
  })
})

test('a stage may run in, and numbered works under it too', () => {
  const { monthly } = planOf(
    '某方案\n一、实施步骤\n第一阶段：动员部署（4月）。召开启动会。\n第二阶段：实施（5月—6月）。\n1.集中入会行动。每月第二个周六设摊。',
  )
  expect(monthly.map(({ months, task }) => [months.join(), task])).toEqual([
    ['4', '召开启动会'],
    ['5,6', '每月第二个周六设摊'],
  ])
})

test.each([
  ['我们将在评比时间段内检查，最后评选出十个优秀寝室。', { month: 9, part: 'late' }],
  ['另外评选出十个优秀寝室。', null],
])('what goes on from a numbered paragraph has its time where it speaks of it: %s', (text, deadline) => {
  const { goals } = planOf(`某计划\n1、从现在至9月下旬，我们准备开展评比活动。\n${text}`)
  expect(goals.find(({ value }) => value === 10)?.deadline).toEqual(deadline)
})

test('日常工作 ends the schedule', () => {
  const { monthly } = planOf('某计划\n六月\n1、总结\n日常工作\n1、档案每季更新。')
  expect(monthly.map(({ months, recurrence }) => [months.join(), recurrence?.every])).toEqual([
    ['6', undefined],
    ['', 'quarter'],
  ])
})

test('a festival with its date behind it is a time', () =>
  expect(tasks('教師節（9/28）致贈禮券').map(([months]) => months)).toEqual(['9']))

test.each([
  ['社区工作安排（2026年1—6月）\n一月\n走访', '2026-01', '2026-06'],
  ['某中學教師會112學年度工作計畫\n9月：大會\n6月：決算', '2023-09', '2024-06'],
  ['关于建家的实施方案\n各分会：\n经研究，决定2026年开展活动。', '2026-01', '2026-12'],
  ['會務計劃\n本年度（2024年4月至2025年3月）工作如下', '2024-04', '2025-03'],
  ['Work Plan for the 2025/26 School Year\nSchedule\nSeptember: lunch\nMay: meeting', '2025-09', '2026-05'],
  ['2025 年度县供销社工会工作计划\n一、思路', '2025-01', '2025-12'],
  ['Action Plan, April 2025 – March 2026\nPurpose', '2025-04', '2026-03'],
])('period of %j', (text, from, to) => expect(planOf(text).period).toMatchObject({ from, to }))

test.each([
  ['某工作计划\n一、思路\n某工会\n2025年1月16日印发', '2025-01-16'],
  ['某工作計畫\n一、思路\n中華民國一一二年十二月十八日', '2023-12-18'],
  ['Work plan 2025\nPurpose\n28 March 2025', '2025-03-28'],
])('signed %j', (text, date) => expect(planOf(text).signedOn).toBe(date))

test('a table with a running number, a frequency and sums', () => {
  const { monthly } = planOf(
    '活动安排一览表\n序号\t时间\t活动名称\t承办单位\t经费\n1\t3月8日\t踏青\t女工委\t1.2万元\n2\t每季度\t生日会\t/\t1600元',
  )
  expect(
    monthly.map(({ months, task, owner, amount, recurrence }) => [
      months,
      task,
      owner,
      amount?.value,
      recurrence?.every,
    ]),
  ).toEqual([
    [[3], '踏青', '女工委', 12_000, undefined],
    [[], '生日会', null, 1600, 'quarter'],
  ])
})

test('a table whose time stands behind its task, with groups in its first column', () => {
  const { monthly } = planOf(
    '工作计划表\n项目\t工作内容\t完成时限\t责任人\n党建\t联席会议\t每季度末\t李书记\n\t主题党日\t7月1日前\t王晓梅',
  )
  expect(
    monthly.map(({ months, task, owner, recurrence }) => [months.join(), task, owner, recurrence?.every]),
  ).toEqual([
    ['', '联席会议', '李书记', 'quarter'],
    ['7', '主题党日', '王晓梅', undefined],
  ])
})

test.each([
  ['三八节：组织郊游', ['3']],
  ['1. 元旦：联欢会', ['1']],
  ['双月有小活动，9月28日举办运动会', ['', '9']],
  ['每半年开展一次调研，年底形成报告', ['', '12']],
])('%s is at %j', (text, months) => expect(tasks(text).map(([month]) => month)).toEqual(months))

test.each([
  ['上稿量较上年增长10%', [10]],
  ['评选小家5个，优秀工会干部8名', [5, 8]],
  ['力争发表论文5篇，有2人获奖', [5, 2]],
  ['全校有教师85名', []],
  ['建立教工健身房一间', [1]],
  ['办好三件实事', []],
])('the figures of %s are %j', (text, values) =>
  expect(goalsIn(text).map(({ value }) => value)).toEqual(values),
)

test.each([
  ['报送信息不下30篇', '>=', 30],
  ['投诉率控制在1‰以内', '<=', 1],
  ['实现工伤事故“零”目标', 'zero', 0],
  ['确保无一例重大安全事故', 'zero', 0],
  ['Reduce overdue cases to fewer than 10', '<=', 10],
  ['All stewards complete the training', 'all', null],
])('%s is %s %s', (text, comparator, value) => expect(goalsIn(text)).toMatchObject([{ comparator, value }]))

test('two figures beside each other are no sum of what was named', () =>
  expect(figures('争创省级先进1个、市级先进2个').map(([, value]) => value)).toEqual([1, 2]))

test.each([
  ['于3、6、9、12月各开展一次检查', ['3,6,9,12']],
  ['上半年和下半年各组织一次疗休养', ['1,2,3,4,5,6,7,8,9,10,11,12']],
  ['母亲节举办插花活动', ['5']],
  ['國慶連假後召開檢討會', ['10']],
])('%s is in %j', (text, months) => expect(tasks(text).map(([month]) => month)).toEqual(months))

test.each([
  ['逢单月召开主席办公会', '2months'],
  ['12月各开展一次检查', null],
  ['every second Tuesday', '2weeks'],
])('%s is every %s', (text, every) => expect(frequencyIn(text)?.every ?? null).toBe(every))

test('who is responsible stands behind a month’s task, not beside it', () => {
  const { monthly } = planOf('某计划\n一、工作安排\n12 月：年度考核。责任单位：办公室')
  expect(monthly.map(({ owner }) => owner)).toEqual(['办公室'])
})

test('a wish that everybody feels something is no goal', () =>
  expect(goalsIn('We want every member to feel heard')).toEqual([]))
