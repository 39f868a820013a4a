import { describe, expect, test } from 'vitest'
import { headingsOf, planOf } from '../../harness/reading.ts'

const itemsOf = (text: string): unknown[] =>
  planOf(`2026年工会工作计划\n一、工作安排\n${text}`).monthly.map(({ months, task, time, recurrence }) =>
    [months.join(), task, time, recurrence?.every].filter((word) => word != null).join(' | '),
  )

describe('an item that only says when', () => {
  test.each([
    ['每天7:00-7:30', '3 | 每天7:00-7:30 | 7:00-7:30 | day'],
    ['每周五下午4:20-5:00', '3 | 每周五下午4:20-5:00 | 每周五下午4:20-5:00 | week'],
    ['3月5日', '3 | 3月5日 | 3月5日'],
    ['上旬', '3 | 上旬'],
  ])('is named by that: %s', (words, item) =>
    expect(itemsOf(`三月份：\n1、${words}\n2、植树`)).toEqual([item, '3 | 植树']),
  )

  test('with words before it it is a task with its time', () =>
    expect(itemsOf('三月份：\n1、食堂检查，每天7:00-7:30\n2、晨读早上7:30')).toEqual([
      '3 | 食堂检查，每天7:00-7:30 | 7:00-7:30 | day',
      '3 | 晨读早上7:30 | 早上7:30',
    ]))

  test('is the second line of the numbered task above it', () => {
    const text = '三月份：\n1、晨跑\n每天7:00-7:30\n2、读书会\n周五下午4:20-5:00\n3、植树'
    expect(itemsOf(text)).toEqual([
      '3 | 晨跑 | 7:00-7:30 | day',
      '3 | 读书会 | 周五下午4:20-5:00',
      '3 | 植树',
    ])
  })

  test('is a line of its own where its task stands below it', () =>
    expect(itemsOf('三月份：\n7:00-7:30\n晨跑')).toEqual(['3 | 7:00-7:30 | 7:00-7:30', '3 | 晨跑']))

  test('with a label is the time of its task, whose month is the heading’s', () =>
    expect(itemsOf('三月份：\n1、合唱\n时间：每天7:00-7:30\n2、植树')).toEqual([
      '3 | 合唱 | 7:00-7:30 | day',
      '3 | 植树',
    ]))

  test('parts no headings', () =>
    expect(headingsOf('工作计划\n一、目标\n(二)\n二、安排\n三月份：\n1、晨跑\n每天7:00\n三、保障')).toEqual([
      '一、目标',
      '二、安排',
      '三、保障',
    ]))
})
