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

describe('tables without bars', () => {
  test('columns under each other, a month over several rows', () => {
    const text = `工会工作行事历
月份  主要工作  责任人
1月   召开委员会，部署工作   王主席
      慰问困难职工               李委员
2月   春节团拜会                 张委员`
    expect(items(text)).toEqual(['1 召开委员会，部署工作', '1 慰问困难职工', '2 春节团拜会'])
    expect(planOf(text).monthly.map(({ owner }) => owner)).toEqual(['王主席', '李委员', '张委员'])
  })
  test('months side by side', () =>
    expect(items('一月    二月\n召开年会    慰问职工\n三月    四月\n学雷锋    春游')).toEqual([
      '1 召开年会',
      '2 慰问职工',
      '3 学雷锋',
      '4 春游',
    ]))
  test('with bars and a column before them', () =>
    expect(items('| 部门 | 1月 | 2月 |\n|---|---|---|\n| 组织部 | 换届 | 培训 |')).toEqual([
      '1 换届',
      '2 培训',
    ]))
  test('a row for the whole year says how often', () => {
    const text = '序号\t时间\t内容\t责任部门\t备注\n1\t3月\t开会\t工会办\n2\t全年\t每月走访职工\t女工委\t'
    expect(items(text)).toEqual(['3 开会', ' month 每月走访职工'])
    expect(planOf(text).monthly[1]?.owner).toBe('女工委')
  })
})

test.each([
  ['時間：三月十日　內容：座談會　負責人：陳主任\n時間：四月中旬　內容：掃墓', ['3 座談會', '4 mid 掃墓']],
  ['1、5.1劳动节：表彰先进\n2、10.1国庆：文艺汇演', ['5 5.1劳动节：表彰先进', '10 10.1国庆：文艺汇演']],
  ['1、3.8妇女节：踏青（3月8日）', ['3 3.8妇女节：踏青（3月8日）']],
  [
    '活动安排\n1、七月初：送清凉\n2、八月底：助学\n3、寒假期间：走访\n4、适时外出考察',
    ['7 early 送清凉', '8 late 助学', '1,2 走访'],
  ],
  ['6 月 份：体检', ['6 体检']],
])('items of %j', (text, expected) => expect(items(text)).toEqual(expected))

test.each([
  [
    '组建率 ≥ 95%，投诉 ≤ 3 件',
    [
      ['>=', 95, '%'],
      ['<=', 3, '件'],
    ],
  ],
  ['培训不少于 6 次/年', [['>=', 6, '次']]],
  ['按照四项要求：一是形成合力', []],
  ['比赛规则：一分钟之内吃的数量多的获胜', []],
  ['参加人数：每个小组4名', []],
])('figures of %s', (text, expected) => expect(goals(text)).toEqual(expected))

test('by when of a goal behind it', () =>
  expect(planOf('机关组建工会要达到100%，在7月份前组建完毕。').goals[0]?.deadline).toEqual({
    month: 7,
    part: null,
  }))

describe('plans of events', () => {
  const text = `三、活动时间与地点
- 活动时间：2025年4月—10月（分阶段开展）
- 活动地点：会议室
四、活动内容及安排
1. 春季运动会
- 时间：2025年4月中旬
- 目的：增强体能
2. 生日会
- 时间：每月一次`
  test('numbered names above their times; the time of all is the period', () => {
    expect(items(text)).toEqual(['4 mid 春季运动会', ' month 生日会'])
    expect(planOf(text).period).toMatchObject({ from: '2025-04', to: '2025-10' })
  })
  test('the hours of a day are no schedule of months, labels with bullets no headings', () => {
    const hours =
      '二、活动时间\n- 时间安排：\n- 上午8:00 集合\n三、内容安排\n时间 | 活动内容 | 备注 |\n8:00 | 集合出发 | 统一乘车 |'
    expect(items(hours)).toEqual([])
    expect(headings(hours)).toEqual(['二、活动时间', '三、内容安排'])
  })
  test('a line that ends in a word with 与 is whole', () =>
    expect(headings('四、参加人员\n- 必要时邀请领导参与\n五、费用预算\n正文')).toEqual([
      '四、参加人员',
      '五、费用预算',
    ]))
  test('what is dated may announce more', () =>
    expect(items('为此，学校工会将在（12月27号）举行体育比赛，现将项目安排如下：')).toHaveLength(1))
})

test('which units are meant is no goal', () => {
  expect(goals('在青年比例达到30%的单位建立委员会')).toEqual([])
  expect(goals('竞赛要做到100%的班组参与')).toEqual([['=', 100, '%']])
})

test('what a monthly thing is like is no task', () =>
  expect(items('每月的活动就像一个个约定，准时出现。')).toEqual([]))

test('a heading that runs into its text may itself say what is to be done', () => {
  const text = `工会2026年工作计划
一、4月份组织全体职工春季健步走。要做好安全工作。
二、新建基层工会20家。重点在非公企业。
（一）每季度召开一次民主管理会议。听取意见。
三、进行一场联欢晚会。以歌舞为主。`
  expect(headings(text)).toHaveLength(4)
  expect(items(text)).toEqual(['4 组织全体职工春季健步走', ' quarter 每季度召开一次民主管理会议'])
  expect(planOf(text).goals.map(({ value, unit }) => [value, unit])).toEqual([
    [20, '家'],
    [1, '场'],
  ])
})
