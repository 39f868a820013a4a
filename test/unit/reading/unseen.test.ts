import { describe, expect, test } from 'vitest'
import { frequencyIn } from '../../../shared/reading/recurrence.ts'
import { goalsOf as goals, headingsOf as headings, itemsOf as items, planOf } from '../../harness/reading.ts'

/** Shapes of plans that nobody had seen when the grammar was written, in texts of our own. */

describe('tasks in labelled lines', () => {
  test('name and time stand on lines of their own', () => {
    const text = `全年活动计划
二、安排
- 活动名称：迎春茶话会

- 时间：1月上旬

- 布置会场，准备节目。
- 活动名称：读书沙龙
- 时间：每月
- 负责人：女工委`
    expect(items(text)).toEqual(['1 early 迎春茶话会', ' month 读书沙龙'])
    expect(planOf(text).monthly[1]?.owner).toBe('女工委')
  })
  test('the time may come first, or not be known', () => {
    const text = '时间：3月5日\n内容：学雷锋义诊\n地点：东门广场\n时间：待定\n内容：趣味运动会'
    expect(items(text)).toEqual(['3 学雷锋义诊', ' 趣味运动会'])
    expect(planOf(text).monthly[1]?.pending).toBe(true)
  })
  test('a single one is the plan of one event, whose labels head its parts', () =>
    expect(items('活动主题：强身健体\n活动时间：另行通知\n活动地点：操场')).toEqual([]))
})

describe('months on one line', () => {
  test.each([
    ['1月：年会 2月：走访 3月：植树活动', ['1 年会', '2 走访', '3 植树活动']],
    ['五月份：拔河赛六月份：跳绳赛', ['5 拔河赛', '6 跳绳赛']],
    ['January: AGM; budget. February: training', ['1 AGM', '1 budget', '2 training']],
    ['（1月）召开年会。（2月）走访职工。', ['1 召开年会', '2 走访职工']],
  ])('%s', (text, expected) => expect(items(text)).toEqual(expected))
  test('the rules of a contest behind a schedule are no tasks', () =>
    expect(items('四月份：拔河赛\n五月份：跳绳赛\n1、比赛项目：长绳\n2、奖励办法：取前三名')).toEqual([
      '4 拔河赛',
      '5 跳绳赛',
    ]))
})

describe('what was done and what is to come', () => {
  const text = `柳湾社区工会2025年上半年工作总结和下半年工作计划
一、上半年主要工作开展
1、走访困难职工16户，发放慰问金2万元。
二、下半年工作安排
1、组建工会3家。`
  test('only the part ahead undertakes something', () => {
    expect(planOf(text).goals.map(({ value, unit }) => [value, unit])).toEqual([[3, '家']])
    expect(headings(text)).toEqual(['一、上半年主要工作开展', '二、下半年工作安排'])
  })
  test('the period is that of the plan', () => {
    expect(planOf(text).period).toMatchObject({ from: '2025-07', to: '2025-12' })
    expect(planOf('某厂工会2025年工作总结及2026年工作计划\n一、目标').period.from).toBe('2026-01')
  })
  test('without a heading that looks back all of it is the plan', () =>
    expect(planOf('工会2025年工作总结暨2026年工作计划\n一、重点任务\n1、组建工会3家。').goals).toHaveLength(
      1,
    ))
})

describe('English outlines', () => {
  const text = `Local 2020 Strategic Plan 2026
Council Meeting July 12, 2025
I. Growth
A. Recruiting
1. Hold at least one open day at each site
a. Goal = 1,200 new members
2. Second round of visits September 2026 – March 2027`
  test('Roman and Latin numbers head parts', () =>
    expect(headings(text)).toEqual(['I. Growth', 'A. Recruiting']))
  test('the year is the plan’s, not that in the name', () => expect(planOf(text).period.from).toBe('2026-01'))
  test('a stretch of months may name both years; where it was made is no task', () =>
    expect(items(text)).toEqual(['9,10,11,12,1,2,3 Second round of visits September 2026 – March 2027']))
  test('figures', () =>
    expect(planOf(text).goals.map(({ comparator, value }) => [comparator, value])).toEqual([
      ['>=', 1],
      ['=', 1200],
    ]))
})

test.each([
  ['每2月检查1次', '2months'],
  ['每3月抽查1次', 'quarter'],
  ['每三月初开会', null],
])('%s recurs every %s', (text, every) => {
  expect(frequencyIn(text)?.every ?? null).toBe(every)
  expect(items(`1、${text}，场所全年至少覆盖一次。`).filter((item) => /^\d/u.test(item))).toEqual([])
})

test.each([
  ['实现覆盖率和签订率两个百分之百', [['=', 100, '%']]],
  [
    '计划贴息19万元，融资230万元',
    [
      ['=', 190_000, '元'],
      ['=', 2_300_000, '元'],
    ],
  ],
  ['确保不出现一个职工中暑', [['zero', 0, null]]],
  ['活动范围：七个车间高温岗位248名职工', []],
  [
    '争取组建一家非公企业工会和一家行业工会',
    [
      ['=', 1, '家'],
      ['=', 1, '家'],
    ],
  ],
  [
    '3名助学、1户救助任务，保证年底前完成',
    [
      ['=', 3, '名'],
      ['=', 1, '户'],
    ],
  ],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))

describe('a task in prose', () => {
  test.each([
    [
      '协会将于4月30日组织各村秘书学习条例，各村在节日期间走访困难家庭，采取多种形式做好宣传，营造良好氛围。',
      ['4 协会将于4月30日组织各村秘书学习条例，各村在节日期间走访困难家庭'],
    ],
    [
      '在5月，结合助残日的主题，组织会员到康复站服务，增进感情。',
      ['5 结合助残日的主题，组织会员到康复站服务，增进感情'],
    ],
    [
      '训练时间定在每周六下午14:00-16:00,4月4日正式开始。',
      [' week 训练时间定在每周六下午14:00-16:00', '4 正式开始'],
    ],
    ['每月开一次例会，时间安排在每月最后一个周五。', [' month 每月开一次例会']],
  ])('%s', (text, expected) => expect(items(text)).toEqual(expected))
  test('two numbered and dated tasks on one line of a list', () =>
    expect(
      items(
        '1、6月20日前完成东侧施工；\n2、8月30日前完成西侧施工；\n3、9月1日前完成验收；4、10月5日前交付。',
      ),
    ).toEqual(['6 完成东侧施工', '8 完成西侧施工', '9 完成验收', '10 交付']))
})

test.each([
  ['消灭责任火灾事故', [['zero', 0, null]]],
  ['消滅員工責任死亡事故', [['zero', 0, null]]],
  ['每学期举行1—2次例会', [['range', 1, '次']]],
  ['分10个节点进行，确保完成任务', []],
  ['线上线下共征集到418条意见', []],
  [
    '设置“新建20家健康驿站，升级50家现有站点”两个项目',
    [
      ['=', 20, '家'],
      ['=', 50, '家'],
    ],
  ],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))

test('the year that a union says its projects are for', () =>
  expect(planOf('新年伊始，市总工会公布2023年10件实事项目。').period.from).toBe('2023-01'))

describe('a calendar of days', () => {
  const text = `青禾幼兒園十一月份行事曆 114、10、28
11月 3 日 星期一 1.攜帶水壺，做好保健工作。
11月18日 星期二 戶外教學—看花海。特教老師巡迴輔導。
11月25日 星期二 義賣。【12月份慶生會】`
  test('each sentence is a task, without its weekday', () =>
    expect(items(text)).toEqual([
      '11 1.攜帶水壺，做好保健工作',
      '11 戶外教學—看花海',
      '11 特教老師巡迴輔導',
      '11 義賣',
      '12 慶生會',
    ]))
  test('the title may have a date behind it', () =>
    expect(planOf(text)).toMatchObject({ title: '青禾幼兒園十一月份行事曆', organisation: '青禾幼兒園' }))
})

describe('headings of the plans of events', () => {
  const text = `“春雨行动”志愿服务策划书
2025年11月18日
一、活动背景
今年的12月5日，是第40个志愿者日，学校积极响应号召，广泛开展活动 。二、活动主题
春雨润心
三、活动时间
2025年11月25日——2025年12月25日
四、活动内容
1、义务维修
活动时间：12月5日10:00~17:00
活动地点：东门`
  test('one at the end of a line is cut off it', () =>
    expect(headings(text)).toEqual(['一、活动背景', '二、活动主题', '三、活动时间', '四、活动内容']))
  test('the time that stands under its heading is the period, the date of the text is not', () =>
    expect(planOf(text).period).toMatchObject({ from: '2025-11', to: '2025-12' }))
  test('what a day is, is no task; a numbered line above its time is one', () =>
    expect(items(text).filter((item) => !item.startsWith('11'))).toEqual(['12 义务维修']))
})

test('the first heading of an excerpt may have any number', () =>
  expect(headings('(三)加强文化建设。精心组织各项比赛，不断满足职工需求，营造氛围。\n二、凝聚合力')).toEqual([
    '(三)加强文化建设',
    '二、凝聚合力',
  ]))

test.each([
  ['9 月份的系列活动: 招募新队员。 10 月份的系列活动: 清扫校园。', ['9 招募新队员', '10 清扫校园']],
  ['6—8月期间', []],
  ['2025年3月期间', []],
])('months of %s', (text, expected) => expect(items(text)).toEqual(expected))

test.each([
  ['构建三个和谐关系——和谐师生关系，和谐同事关系', []],
  ['打造昂扬向上、全员参与的职工文化', []],
  ['每个学院至少组建1支队伍', [['>=', 1, '支']]],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))
