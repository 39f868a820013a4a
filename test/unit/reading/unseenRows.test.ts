import { describe, expect, test } from 'vitest'
import { goalsOf as goals, headingsOf as headings, itemsOf as items, planOf } from '../../harness/reading.ts'

/** Rows of tables, and tasks with their times below, in shapes that nobody had seen when the grammar was written. */

const row = (...cells: string[]): string => cells.map((cell) => `${cell} |\n`).join('')

describe('cells on lines of their own, each row closed by the bars of its empty cells', () => {
  const text = `${row('Goal 1: Stronger committees')}||||
${row('Action Steps', 'Target Completion Date', 'Person(s) Responsible', 'Outcomes')}|
${row('1A.1', 'Name the chairs', 'Annually in June', 'President')}|
${row('1A.2', 'Revise the rules', 'June 2026 and November 2026', 'Secretary, President')}|
${row('Objective 1B:', 'Say what is expected')}|||
${row('1B.1', 'Train the chairs', 'April 2027', 'Treasurer')}|`
  test('are rows', () =>
    expect(items(text)).toEqual(['6 year Name the chairs', '6,11 Revise the rules', '4 Train the chairs']))
  test('with those responsible', () =>
    expect(planOf(text).monthly.map(({ owner }) => owner)).toEqual([
      'President',
      'Secretary, President',
      'Treasurer',
    ]))
  test('lines with bars of no schedule stay lines', () =>
    expect(items('甲 |\n|\n乙 |\n|\n丙 |\n|')).toEqual([]))
})

describe('a name above its labelled time', () => {
  test('may end in a colon, or begin in quotation marks', () =>
    expect(
      items(
        '1. 道德讲堂：\n- 时间：10月5日上午8:00\n- 地点：礼堂\n2. “安全大家谈”征文：\n- 时间：9月25日至30日',
      ),
    ).toEqual(['10 道德讲堂', '9 “安全大家谈”征文']))
})

describe('excerpts', () => {
  test('a heading in colons behind a list without full stops', () =>
    expect(
      headings('6. 组织一次面向青年职工的座谈会\n7. 出版一期国庆专刊\n二、活动时间、地点：\n三、活动说明：'),
    ).toEqual(['二、活动时间、地点', '三、活动说明']))
})

describe('stretches of days', () => {
  test.each([
    ['6月10日至9月10日，在全市开展入会集中行动。', ['6,7,8,9 在全市开展入会集中行动']],
    ['9月25日至30日举办征文比赛。', ['9 举办征文比赛']],
  ])('%s', (text, expected) => expect(items(text)).toEqual(expected))
})

test.each([
  ['新增农民工会员两万以上', [['>=', 20_000, null]]],
  ['出版一期国庆专刊', [['=', 1, '期']]],
  ['全县共建立困难职工档案630人', []],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))

test.each([
  ['Club Calendar\n2026-2027\nJune\n- Camp\nFebruary\n- General meeting', '2026-06', '2027-02'],
  ['Club Calendar\n2026-2027\nMarch\n- Camp\nMay\n- General meeting', null, null],
])('two years are one that turns: %s', (text, from, to) =>
  expect(planOf(text).period).toMatchObject({ from, to }),
)

test('the organisation of a title may end before a space', () =>
  expect(planOf('柳湾市城管执法局 2026 年度环卫工人节实施方案\n一、目的').organisation).toBe(
    '柳湾市城管执法局',
  ))

test('kinds of the parts of a visit’s plan', () =>
  expect(
    planOf('一、慰问对象\n甲\n二、活动内容及安排\n乙\n三、资金筹措\n丙').sections.map(({ kind }) => kind),
  ).toEqual(['other', 'schedule', 'budget']))

describe('plans of events', () => {
  test('no hour is a figure, and none ends a heading', () => {
    expect(goals('11:00—17:00项目比赛依次进行')).toEqual([])
    expect(headings('(一)11:00—17:00比赛依次进行，具体如下：\n1、跳棋\n(二)颁奖')).toEqual([
      '(一)11:00—17:00比赛依次进行，具体如下',
      '(二)颁奖',
    ])
  })
  test('how a game is played is no goal', () =>
    expect(goals('(1)比赛规则：将三人相邻的脚固定进行赛跑；各组选出6名成员。')).toEqual([]))
  test('kinds of its parts', () =>
    expect(
      planOf('一、活动主题：\n甲\n二、主办单位\n乙\n三、活动负责人\n丙').sections.map(({ kind }) => kind),
    ).toEqual(['guiding', 'organisation', 'organisation']))
})

test('a year that is told of before the plan’s own is not the plan’s', () =>
  expect(
    planOf('2025年支行工会围绕中心，作出了应有贡献。\n2026年支行工会将继续落实要求。\n1.加强建设。').period
      .from,
  ).toBe('2026-01'))

test('a template’s name is a title', () =>
  expect(planOf('Pay 2026 Action Plan – BRANCH TEMPLATE\n• Build turnout').title).toBe(
    'Pay 2026 Action Plan – BRANCH TEMPLATE',
  ))

describe('English lists', () => {
  test('bullets of how often stand over the ones behind them', () =>
    expect(
      items(
        'Officer tasks\n- President\n- Monthly\n- Write an article\n- Set the agenda\n- Annually\n- Report on the year\n- Quarterly\n- Run a contest',
      ),
    ).toEqual([' month Write an article', ' month Set the agenda', ' quarter Run a contest']))
  test('capital months within a line that numbered tasks follow', () =>
    expect(
      items(
        'Yearly Schedule\nMEETINGS 1. Follow the rules. JANUARY 1. Audit the books. 2. Elect officers. FEBRUARY 1. Hold the dinner.',
      ),
    ).toEqual(['1 Audit the books', '1 Elect officers', '2 Hold the dinner']))
  test('a season is no task of the month above it', () =>
    expect(
      items('Annual Checklist for Club Leaders\nDECEMBER\n• Plan the party\nSpring\nFEBRUARY\n• Meet'),
    ).toEqual(['12 Plan the party', '2 Meet']))
  test('what a text says of itself is no task', () =>
    expect(items('This will serve as a baseline for your monthly duties.')).toEqual([]))
})

describe('what was done', () => {
  test.each([
    ['今年还要建10家，在6月份已新建2家。', [['=', 10, '家']]],
    ['已协调处理案件60余起，成功调解50起', []],
    ['累计全年开展文体活动7次', []],
    ['参加人数约6000余人', []],
  ])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))
  test('is no item', () => expect(items('在6月份已新建2家工会。\n上半年已协调处理案件60余起。')).toEqual([]))
  test('the year of a table’s name is not the plan’s', () =>
    expect(planOf('分工会开展了活动。\n表1 2025年文体活动情况表\n登山').period.from).toBe(null))
})

test.each([
  ['合同签订率、备案率达95﹪以上', [['>=', 95, '%']]],
  [
    '各镇要组建3到5个中心村工会，并抓好2-3个示范点',
    [
      ['range', 3, '个'],
      ['range', 2, '个'],
    ],
  ],
  ['力争组建标准一次到位', []],
  ['抓好三个中心', []],
])('goals of %s', (text, expected) => expect(goals(text)).toEqual(expected))
