import { describe, expect, test } from 'vitest'
import { goalsIn } from '../../../shared/reading/goals.ts'
import { goalsOf as goals, headingsOf as headings, itemsOf as items, planOf } from '../../harness/reading.ts'

/** More shapes of plans that nobody had seen when the grammar was written, in texts of our own. */

describe('a month’s number and its first task’s run together', () => {
  const text = `月份 活动要点
11、走访退休教师
2、年度总结
21、合唱排练
2、 迎新会
3组织春游
41、拔河赛`
  test('the months are read', () =>
    expect(items(text)).toEqual([
      '1 走访退休教师',
      '1 年度总结',
      '2 合唱排练',
      '2 迎新会',
      '3 组织春游',
      '4 拔河赛',
    ]))
  test('a year may begin in any month', () =>
    expect(items('91、开学典礼\n2、教师节座谈\n101、运动会\n111、观摩\n121、总结').at(-1)).toBe('12 总结'))
  test.each([
    ['a long list', Array.from({ length: 41 }, (_, at) => `${at + 1}、走访职工`).join('\n')],
    ['two months', '11、走访退休教师\n2、年度总结\n21、合唱排练'],
    ['figures', '11、走访\n2、总结\n3名教师\n21、排练\n5天培训'],
  ])('%s has none', (_, list) => expect(items(list)).toEqual([]))
})

test('a table with bars whose cells a copy put on lines of their own, the time last', () =>
  expect(
    items(
      '活动形式 |\n活动主题 |\n参加人员 |\n完成时间 |\n统 |\n登山 |\n语文组 |\n2026年4月10日 |\n分 |\n拔河 |\n数学组 |\n2026年4月30 |\n统 |\n跳绳 |\n英语组、音乐组 |\n2026年5月8日 |',
    ),
  ).toEqual(['4 登山', '4 拔河', '5 跳绳']))

describe('signs that a copy left', () => {
  const text = `- 一、指导思想
- 2026年，柳湾社区工会将服务职工。
- 二、主要任务
- (一)加强维权，促进和谐。
- 走访困难职工。
- 三、工作安排
- 七月份至八月份：办暑期班。
- 九月份：宣传法规。`
  test('a bullet before every line, headings among them', () => {
    expect(headings(text)).toEqual(['一、指导思想', '二、主要任务', '(一)加强维权，促进和谐', '三、工作安排'])
    expect(items(text)).toEqual(['7,8 办暑期班', '9 宣传法规'])
    expect(planOf(text).period.from).toBe('2026-01')
  })
  test('a number that was counted twice', () =>
    expect(headings('一、目的\n活跃生活。\n二、类型\n走访、比赛。\n二、对象\n全体会员。\n三、经费')).toEqual([
      '一、目的',
      '二、类型',
      '二、对象',
      '三、经费',
    ]))
  test('full stops of English behind Han words', () => {
    expect(goals('完善各项制度.新建分会2个.各组3人负责联络.')).toEqual([['=', 2, '个']])
    expect(
      headings('一、坚持职代会制度,维护职工权益.充分发挥提案组的作用,提高参与民主管理的意识和水平.'),
    ).toEqual(['一、坚持职代会制度,维护职工权益'])
  })
  test('an English line broken before its noun', () =>
    expect(
      items('June\n1. Begin with the selection of speakers for the\nLuncheons.\n2. Call members.'),
    ).toEqual(['6 Begin with the selection of speakers for the Luncheons', '6 Call members']))
})

describe('what a line above says of a list', () => {
  test('how often it is due', () =>
    expect(
      items('三月份\n1、召开大会\n每月工作：\n1、更新公开栏\n2、每周一例会\n二、每周工作\n1、值班巡查'),
    ).toEqual(['3 召开大会', ' month 更新公开栏', ' week 每周一例会', ' week 值班巡查']))
  test('in English', () =>
    expect(
      items('Tasks to Be Done Each Month\n- Attend meetings\n- Update the website\nMay\nHold elections'),
    ).toEqual([' month Attend meetings', ' month Update the website', '5 Hold elections']))
  test.each([
    ['每月工作安排\n1、三月：走访', ['3 走访']],
    ['二、每月活动\n积极参加上级的活动。', []],
    ['每周工作：\n1、值班\n本会共有三个小组。\n2、合唱', [' week 值班']],
  ])('%s', (text, expected) => expect(items(text)).toEqual(expected))
  test('figures of such a list are no goals', () =>
    expect(planOf('一、每月工作\n1、组织检查2次').goals).toEqual([]))
})

describe('times', () => {
  test.each([
    ['每年“三八”组织妇女召开座谈会一次。', ['3 year 每年“三八”组织妇女召开座谈会一次']],
    ['每年初召开一次安全会议', ['1 year 每年初召开一次安全会议']],
    ['开展优秀提案评选活动。（六月份）。', ['6 开展优秀提案评选活动']],
    [
      '表彰优秀教师（2026/9/26）。看望退休教师（115/9/23前）',
      ['9 表彰优秀教师（2026/9/26）', '9 看望退休教师（115/9/23前）'],
    ],
    ['完成三分之一（1/3）', []],
    ['5月27日前将职工子女（2016年6月1日之后出生）名单上报', ['5 将职工子女（2016年6月1日之后出生）名单上报']],
    ['一月份：羽毛球赛\n★乒乓球赛规程：\n1、比赛项目：个人赛', ['1 羽毛球赛']],
    ['六月份\n1、为七月初的体检报名', ['6 为七月初的体检报名']],
    ['June\nSchedule the review of early July', ['6 Schedule the review of early July']],
  ])('%s', (text, expected) => expect(items(text)).toEqual(expected))
  test('by when holds for all that semicolons part in a sentence', () =>
    expect(
      goalsIn('到2026年末，新建工会5家；发展会员80名；10月底前培训干部20人。力争走访40户。').map(
        ({ deadline }) => deadline,
      ),
    ).toEqual([
      { month: null, part: 'year-end' },
      { month: null, part: 'year-end' },
      { month: 10, part: 'late' },
      null,
    ]))
})

describe('English goals', () => {
  const text = `Riverside Education Association
Association goals might include:
  • 90 percent membership at each site, by the end of the year.
  • Collection of 75% of addresses.
  • Monthly newsletters.`
  test('where goals are set no verb is needed', () =>
    expect(
      planOf(text).goals.map(({ value, deadline, quote }) => [value, deadline?.part ?? null, quote]),
    ).toEqual([
      [90, 'year-end', '90 percent membership at each site'],
      [75, null, 'Collection of 75% of addresses'],
    ]))
  test('their heading', () => {
    expect(planOf(text).sections.map(({ kind, heading }) => [kind, heading])).toEqual([
      ['goals', 'Association goals might include'],
    ])
    expect(headings('We set goals for the year and for each site.')).toEqual([])
    expect(headings('Reaching goals')).toEqual([])
  })
  test('what recurs among them', () => expect(items(text)).toEqual([' month Monthly newsletters']))
  test('whose they are', () => expect(planOf(text).organisation).toBe('Riverside Education Association'))
})

describe('goals', () => {
  test.each([
    ['开展“听一场报告、写一篇心得、读一本好书、看一部影片、组织一次家庭郊游、参加一次志愿服务”活动', []],
    ['每年初召开一次安全会议', []],
    ['为全体会员办理互助保险', [['all', null, null]]],
    ['为全体会员送上祝福', []],
    ['对成绩较好的20个小组，给予奖励', [['=', 20, '个']]],
    ['更好地为我校的两个文明建设服务', []],
    ['探索实施1—2个分会的组建', [['range', 1, '个']]],
    ['组织教职工参加40人团体操表演', []],
    ['全体会员都要参加一个兴趣小组', [['all', null, null]]],
  ])('%s', (text, expected) => expect(goals(text)).toEqual(expected))
})

describe('titles', () => {
  test.each([
    ['晨光中学工会工作计划（2026-2027学年度第一学期）'],
    ['2026年学校工会工作计划范本'],
    ['社区志愿服务活动方案完整版(精选5篇)'],
    ['幼稚園工會工作計畫範文一'],
    ['2026年社区工会工作计划和目标'],
    ['Annual Agenda'],
    ['SECRETARY TIME LINE'],
  ])('%s', (title) => expect(planOf(`${title}\n一、工作目标\n1、走访职工`).title).toBe(title))
  test.each([
    ['中秋节活动方案2026\n一、目的', '2026-01', '2026-12'],
    ['Annual Calendar\n2026-2027\nSeptember\n- Open night\nJune\n- Picnic', '2026-09', '2027-06'],
    ['Association Calendar 2026/27\nSeptember\n- Open night\nMay\n- Picnic', '2026-09', '2027-05'],
    ['Annual Calendar\n2026-2027\nJanuary\n- Open night\nJune\n- Picnic', null, null],
  ])('%s is for', (text, from, to) => expect(planOf(text).period).toMatchObject({ from, to }))
  test('the organisation may stand above its document’s number', () =>
    expect(planOf('柳湾水厂工会文件\n柳工字〔2026〕1号\n2026年工会工作计划\n一、目标').organisation).toBe(
      '柳湾水厂工会',
    ))
})

test('a name that any school has is the plan’s where it is signed', () => {
  expect(planOf('一、目的\n活跃生活。\n校工会\n2026年4月29日').organisation).toBe('校工会')
  expect(planOf('一、目的\n活跃生活。\n校工会').organisation).toBe(null)
})

test('the year of a table’s row is not the plan’s, nor is a festival that is only made richer a time', () => {
  expect(planOf('健身活动安排\n活动 | 时间\n登山 | 2026年4月10日\n拔河 | 2026年5月1日').period.from).toBe(
    null,
  )
  expect(items('2026年活动方案\n通过象棋友谊赛等活动，丰富中秋节日庆祝活动。')).toEqual([])
})

test('whose plan of Taiwan it is', () =>
  expect(planOf('高雄市政府教育局115年度敬師月實施計畫\n一、目的').organisation).toBe('高雄市政府教育局'))

test('kinds of the parts of an event’s plan', () =>
  expect(
    planOf('一、活动背景\n甲\n二、参加对象\n乙\n三、提高企业的经济效益，开展创新活动\n丙').sections.map(
      ({ kind }) => kind,
    ),
  ).toEqual(['other', 'other', 'measures']))

test('a heading of the year’s routine ends the months above it', () =>
  expect(headings('三月份\n1、召开大会\n二、每周工作\n1、值班')).toEqual(['二、每周工作']))
