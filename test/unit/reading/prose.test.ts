import { describe, expect, test } from 'vitest'
import { itemsInProse } from '../../../shared/reading/prose.ts'
import { recurrenceIn } from '../../../shared/reading/recurrence.ts'

const short = (text: string): unknown[] =>
  itemsInProse(text).map(({ months, part, task }) => [months.join(), part, task])

describe('dated work in running prose', () => {
  test.each([
    ['由生活委员王某建立档案，6月底前完成。', [['6', 'late', '由生活委员王某建立档案，6月底前完成']]],
    ['今年3月开展读书会。', [['3', null, '开展读书会']]],
    ['五月中旬至六月初整理档案。', [['5,6', null, '整理档案']]],
    [
      '十月初举行登山，12月底前完成总结。',
      [
        ['10', 'early', '举行登山'],
        ['12', 'late', '完成总结'],
      ],
    ],
    [
      '“五一”和国庆期间分别举办歌咏比赛和演讲比赛。',
      [
        ['5', null, '举办歌咏比赛'],
        ['10', null, '举办演讲比赛'],
      ],
    ],
    ['国庆节前完成体检工作。', [['10', null, '国庆节前完成体检工作']]],
    ['春节期间走访困难职工。', [['', null, '春节期间走访困难职工']]],
    ['每年春节期间走访困难职工。', []],
    ['五一、国庆等节日开展活动。', []],
    ['上半年召开座谈会。', [['1,2,3,4,5,6', null, '召开座谈会']]],
    ['年底前评选先进。', [['12', null, '评选先进']]],
    ['按照年初计划开展活动。', []],
    ['3月份和下半年9月份组织观影各一次。', [['3,9', null, '组织观影各一次']]],
    ['2、每月召开一次委员例会。', [['', null, '每月召开一次委员例会']]],
    ['去年3月组织了旅游。', []],
    ['“三月学雷锋”是传统活动。', []],
    ['认真学习，提高认识。', []],
    ['第三季度检查台账。', [['7,8,9', null, '检查台账']]],
  ])('%s', (text, expected) => expect(short(text)).toEqual(expected))

  test('[R3] quotes are exact and in place', () => {
    const text = '一是加强管理；二是3月走访，5月总结。每周五下午组织健身。'
    for (const { start, end } of itemsInProse(text)) expect(text.slice(start, end)).not.toMatch(/^\s|\s$/u)
    expect(itemsInProse(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '二是3月走访',
      '5月总结',
      '每周五下午组织健身',
    ])
  })
})

describe('how often', () => {
  test.each([
    ['每天开放书屋', 'day', '每天'],
    ['每周三下午活动', 'week', '每周三下午'],
    ['双周五下午4:20-5:00活动', '2weeks', '双周五下午4:20-5:00'],
    ['每两周一次例会', '2weeks', '每两周'],
    ['每月最后一个周五召开例会', 'month', '每月最后一个周五'],
    ['小组一月组织一次活动', 'month', '一月组织一次'],
    ['每两个月组织一次培训', '2months', '每两个月组织一次'],
    ['二个月出刊一期', '2months', '二个月出刊一期'],
    ['每季度公开账目', 'quarter', '每季度'],
    ['一个季度一次大活动', 'quarter', '一个季度一次'],
    ['每半年通报一次', 'half-year', '每半年'],
    ['理事會每3個月開會一次', 'quarter', '每3個月'],
    ['每六个月检查一次', 'half-year', '每六个月'],
    ['学期一次的职代会', 'half-year', '学期一次'],
    ['每年评选先进', 'year', '每年'],
  ])('%s', (text, every, words) => expect(recurrenceIn(text)).toEqual({ every, text: words }))

  test.each(['三月份召开一次会议', '11月召开一次会议', '定期走访', '倡导“每天锻炼一小时”', '适时召开'])(
    '%s says nothing that can be counted',
    (text) => expect(recurrenceIn(text)).toBeNull(),
  )
})
