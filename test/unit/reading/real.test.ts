import { describe, expect, test } from 'vitest'
import { goalsIn } from '../../../shared/reading/goals.ts'
import { itemsInProse } from '../../../shared/reading/prose.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { sourceOf } from '../../../shared/plan/sourceOf.ts'
import { testId } from '../../harness/ids.ts'

/** What plans copied from web pages look like: broken lines, tables taken apart, numbers of any sort. */

const planOf = (text: string) => {
  const { front, blocks } = readSource(text, testId)
  expect(sourceOf(front, blocks)).toBe(text)
  return readPlan(front, blocks)
}
const headings = (text: string) => planOf(text).sections.map(({ level, heading }) => [level, heading])
const items = (text: string) =>
  planOf(text).monthly.map(({ months, part, task, recurrence }) =>
    [months.join(), part, recurrence?.every, task]
      .filter((one) => one !== null && one !== undefined)
      .join(' '),
  )
const goals = (text: string) => goalsIn(text).map(({ comparator, value, unit }) => [comparator, value, unit])
const deadlines = (text: string) => goalsIn(text).map(({ value, deadline }) => [value, deadline])

describe('[T1] lines that a copy broke are read as one and kept as they stand', () => {
  test('每周 at the end of a line goes on in the next one', () =>
    expect(items('组建乒乓球队，由体育委员带队，每周\n二、四按时组织训练。')).toEqual([
      ' week 每周二、四按时组织训练',
    ]))
  test('a quotation mark that the next line closes', () =>
    expect(items('三月：\n1. 学习“八段\n锦”\n2. 植树')).toEqual(['3 学习“八段锦”', '3 植树']))
  test('an English line that goes on in small letters', () =>
    expect(
      items('March\n Finance Committee meets to consider all budget\n requests.\nApril\n Audit'),
    ).toEqual(['3 Finance Committee meets to consider all budget requests', '4 Audit']))
  test('a quote of a broken line is what stands in the text', () => {
    const [item] = planOf('活动由文体委员负责，五\n一、五四期间在河边举办健步走。').monthly
    expect(item?.quote ?? '').toContain('五\n一、五四')
  })
  test('a row of a table is never joined with the next', () =>
    expect(items('时间\t内容\n1月\t走访（困难职工\n2月\t联欢）')).toHaveLength(2))
})

describe('numbers', () => {
  test.each([
    [
      '一,健全组织\n1。选举组长\n二,开展活动\n1。登山',
      [
        [1, '一,健全组织'],
        [1, '二,开展活动'],
      ],
    ],
    ['幼稚園工會工作計畫範文一\n一、指導思想\n正文。', [[1, '一、指導思想']]],
    ['第一，认真学习，提高觉悟。\n第二，踏实工作。', []],
    [
      'First, purpose\nText of it.\nSecond, the main work\n(a) training',
      [
        [1, 'First, purpose'],
        [1, 'Second, the main work'],
        [2, '(a) training'],
      ],
    ],
  ])('%s', (text, expected) => expect(headings(text)).toEqual(expected))
  test('⑴ counts as ① does', () => expect(items('三月：\n⑴开会\n⑵植树')).toEqual(['3 开会', '3 植树']))
})

describe('months', () => {
  test.each([
    ['JUNE\n Audit the books\nJULY\n Plan the fair', ['6 Audit the books', '7 Plan the fair']],
    ['July (office closed)\n- Plan the fair', ['7 Plan the fair']],
    ['November 15:\n- File the return', ['11 File the return']],
    ['Tasks for September\nHold a meeting', ['9 Hold a meeting']],
    ['三月：读书月\n活动：\n赠书', ['3 读书月', '3 赠书']],
    ['五月份：开展读书月：1、荐书2、朗诵会', ['5 开展读书月', '5 荐书', '5 朗诵会']],
    ['March\n- Elect; count the votes\nTwo weeks later:\n- Rest', ['3 Elect; count the votes']],
    [
      '1、3月：毽球赛\n分组：甲、乙\n2、5月：登山\n3、6月进行棋类比赛\n请大家出主意！',
      ['3 毽球赛', '5 登山', '6 进行棋类比赛'],
    ],
    ['4月份的文化节由我们负责，提前通知各社。节目要新颖。', ['4 文化节由我们负责，提前通知各社']],
    [
      '10月，建群。\n11月，组织跳绳赛。并选拔队员。\n布置画展。\n12月，徒步。',
      ['10 建群', '11 组织跳绳赛', '11 并选拔队员', '11 布置画展', '12 徒步'],
    ],
    ['二、月度安排\n8月 高温慰问\n9月 无\n10月 登山', ['8 高温慰问', '10 登山']],
    ['组织两次义诊，分别安排在4月和10月。', ['4,10 组织两次义诊']],
    ['三月：\n1. 植树\n7\n2. 春游', ['3 植树', '3 春游']],
  ])('%s', (text, expected) => expect(items(text)).toEqual(expected))
  test('what was done in a month is no undertaking', () =>
    expect(
      items('五月份：举行了歌咏会，发放了慰问品；进行了消防演习。\n六月份：开展了义诊，给予了好评。'),
    ).toEqual([]))
  test('a signature with its date is no task', () =>
    expect(itemsInProse('青石特殊教育学校工会 20xx年3月')).toEqual([]))
  test('a day is no task of what it is', () =>
    expect(itemsInProse('今年3月8日是第112个国际妇女节。')).toEqual([]))
  test('a paragraph that announces a report makes its sections past', () =>
    expect(
      planOf('今年镇工会着重做了以下几方面工作：\n一、推进维权\n签订率达到100%，6月份召开动员会。'),
    ).toMatchObject({ goals: [], monthly: [], sections: [{ kind: 'other' }] }))
})

describe('by when', () => {
  test('brackets behind a sentence say by when it is done', () => {
    expect(items('1、整理档案，编好目录。（4月底前完成）')).toEqual(['4 late 整理档案，编好目录'])
    expect(items('2、筹备换届。（6月底前完成候选人推荐）')).toEqual(['6 late 完成候选人推荐'])
    expect(deadlines('举办培训班3期以上。（12月底以前）')).toEqual([[3, { month: 12, part: 'late' }]])
  })
  test('a later clause gives its date only where it says nothing else', () => {
    expect(deadlines('新建工会5家，6月底前全部完成')).toEqual([[5, { month: 6, part: 'late' }]])
    expect(deadlines('发展会员80名，9月底前做好换届选举工作')).toEqual([[80, null]])
  })
  test('the task is the clause with the date, unless that only says by when', () => {
    expect(items('为活跃身心，大队部将在四月份组织读书节。')).toEqual(['4 大队部将在四月份组织读书节'])
    expect(items('3月底前召开职代会，提案办复率达100%。')).toEqual(['3 late 召开职代会'])
    expect(items('春节办茶话会，“三八”节组织女工参观。')).toEqual(['3 “三八”节组织女工参观'])
    expect(items('组织女职工体检，4月底前完成。')).toEqual(['4 late 组织女职工体检，4月底前完成'])
  })
})

test.each([
  ['投身二期课改', []],
  ['为全体教职工作一次校史报告', [['=', 1, '次']]],
  ['成立摄影组、读书组、歌咏组3个兴趣小组', [['=', 3, '个']]],
  ['发挥沟通、服务、监督三个作用', []],
  ['掌握以下五条原则', []],
  ['新增技能人才人数达到100万以上', [['>=', 1_000_000, null]]],
  ['人均事务支出达30元', [['=', 30, '元']]],
  ['会员人数由现有82人增至90人以上', [['>=', 90, '人']]],
  [
    '新增图书500册，报刊20种',
    [
      ['=', 500, '册'],
      ['=', 20, '种'],
    ],
  ],
  ['选举产生委员7名', [['=', 7, '名']]],
  ['争取做到全部建会', [['all', null, null]]],
  ['全员参与性的活动', []],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))

test('a day that a text begins with is not what its plan is for', () =>
  expect(planOf('2023年9月26日晚，家委会首次会议如期举行。\n十月：秋游').period.from).toBe(null))

test.each([
  ['局工会2022工作计划篇1\n一、目标\n正文', '2022-01', '2022-12'],
  ['東港國中教師會一一四學年度工作計畫\n九月：迎新\n一月：大會', '2025-09', '2026-01'],
])('the period of %j', (text, from, to) => expect(planOf(text).period).toMatchObject({ from, to }))

test('a plan on one line is taken apart where its numbers stand', () => {
  const text = `南湖小学家委会工作计划 ${'这一年家委会同学校一起做了许多事，大家心里都有数。'.repeat(12)} 一、工作目标 帮助班级办好活动。 二、具体工作 1.每月办一次故事会。 2. 11 月组织家长听讲座。`
  expect(headings(text)).toEqual([
    [1, '一、工作目标'],
    [1, '二、具体工作'],
  ])
  expect(items(text)).toEqual([' month 每月办一次故事会', '11 组织家长听讲座'])
})

test('a list of long lines without full stops is not taken for broken sentences', () => {
  const tasks = [
    '开展元旦春节期间困难职工走访慰问活动并发放慰问品和慰问金',
    '召开第三届第二次职工代表大会审议公司年度工作报告',
    '组织庆祝三八国际劳动妇女节女职工健康讲座及插花体验活动',
    '举办五一劳动模范座谈会和先进班组事迹宣讲',
    '开展夏送清凉慰问高温作业岗位职工活动并发放防暑降温用品',
    '举办职工子女暑期托管班和金秋助学活动做好困难职工子女帮扶',
    '开展职工技能比武和岗位练兵活动',
  ]
  const { blocks } = readSource(['某某公司工会2026年工作要点', ...tasks].join('\n'), testId)
  expect(blocks.slice(1).map(({ text }) => text)).toEqual(tasks)
})
