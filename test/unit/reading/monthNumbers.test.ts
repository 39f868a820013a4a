import { describe, expect, test } from 'vitest'
import { correct, printFix } from '../../../shared/plan/fix.ts'
import { questionsOf } from '../../../shared/reading/questions.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'
import { headingsOf, itemsOf, planOf } from '../../harness/reading.ts'

const TITLE = '2026年工会工作计划\n'
const doubtsOf = (text: string): unknown[] =>
  planOf(TITLE + text).monthly.map(({ doubt }) => doubt?.readings ?? null)

describe('a number before a month', () => {
  test.each([
    ['a heading', '一、二月份：\n1、慰问职工\n2、召开年会\n三月份：\n1、学雷锋', ['1,2', '1,2', '3']],
    ['the head of an item', '七、八月份组织职工疗养', ['7,8']],
    ['of three months', '10、11、12月份组织评比', ['10,11,12']],
    ['line after line', '1、2月份组织走访\n3、4月份组织春游\n5月份开展评比', ['1,2', '3,4', '5']],
    [
      'over parts',
      '一、二月份工作\n1、走访\n三、四月份工作\n1、春游\n五、六月份工作\n1、评比',
      ['1,2', '3,4', '5,6'],
    ],
    ['around the year’s end', '十一月份：比赛\n12、1月份：总结\n二月份：走访', ['11', '12,1', '2']],
    [
      'sentence after sentence',
      '一、二月份，走访慰问职工。三、四月份，组织春游。五月份，开展评比。',
      ['1,2', '3,4', '5'],
    ],
    ['in a table', '月份\t工作内容\n一、二月份\t走访慰问\n3、4月\t春游', ['1,2', '3,4']],
    ['behind a part of that number', '一、重点工作\n一、二月份：走访\n三月份：春游\n二、要求', ['1,2', '3']],
    ['behind a list', '二月份：\n1、开会\n2、慰问\n3、4月份：\n1、春游', ['2', '2', '3,4']],
    [
      'where the list goes on behind the months',
      '一、指导思想\n二、工作安排\n三、四月份：春游\n五、六月份：评比\n三、保障措施',
      ['3,4', '5,6'],
    ],
  ])('is the first of several: %s', (_, text, months) => {
    expect(planOf(TITLE + text).monthly.map((item) => item.months.join())).toEqual(months)
    expect(doubtsOf(text)).toEqual(months.map(() => null))
  })

  test.each([
    [
      'months that follow each other',
      '一、二月份工作\n1、走访\n二、三月份工作\n1、春游\n三、四月份工作\n1、评比',
      ['2 走访', '3 春游', '4 评比'],
    ],
    ['from the middle', '七、八月份走访\n八、九月份迎新\n九、十月份比赛', ['8 走访', '9 迎新', '10 比赛']],
    ['in the other script', '一、2月份\n1、慰问\n二、5月份\n1、春游', ['2 慰问', '5 春游']],
    ['among other tasks', '一、工作\n1、加强学习\n2、3月组织春游\n3、加强宣传', ['3 组织春游']],
    [
      'the last task of a month',
      '二月份：\n1、开会\n2、慰问\n3、4月份运动会的筹备工作\n五月份：\n1、评比',
      ['2 开会', '2 慰问', '4 运动会的筹备工作', '5 评比'],
    ],
  ])('counts a list: %s', (_, text, items) => {
    expect(itemsOf(TITLE + text)).toEqual(items)
    expect(doubtsOf(text)).toEqual(items.map(() => null))
  })

  test('of a part keeps its heading', () =>
    expect(headingsOf(`${TITLE}一、指导思想\n二、二月份以前的准备\n三、保障措施`)).toEqual([
      '一、指导思想',
      '二、二月份以前的准备',
      '三、保障措施',
    ]))
})

describe('[R5] where both can be meant', () => {
  const { front, blocks } = readSource(
    `${TITLE}一、指导思想\n二、工作安排\n三、四月份：\n1、春游\n2、评比\n五月份：\n1、运动会`,
    testId,
  )
  test('the months are doubted, of every item under them', () => {
    expect(readPlan(front, blocks).monthly.map(({ months, doubt }) => [months.join(), doubt])).toEqual([
      ['3,4', { reason: 'month-number', readings: ['3、4', '4'] }],
      ['3,4', { reason: 'month-number', readings: ['3、4', '4'] }],
      ['5', null],
    ])
  })
  test('they are asked for, and settled by a member', () => {
    const asked = questionsOf({ plan: readPlan(front, blocks), blocks })
    expect(asked).toMatchObject([
      { kind: 'months', quote: '春游', choices: [[3, 4], [4]] },
      { kind: 'months', quote: '评比', choices: [[3, 4], [4]] },
    ])
    const settled = blocks.map((block) => {
      const said = readPlan(front, blocks).monthly.filter((item) => item.block === block.id)
      return block.id === asked[0]?.block
        ? { ...block, fix: printFix(correct({}, { months: [4] }, said)) }
        : block
    })
    const plan = readPlan(front, settled)
    expect(plan.monthly.map(({ months, doubt }) => [months.join(), doubt === null])).toEqual([
      ['4', true],
      ['3,4', false],
      ['5', true],
    ])
    expect(questionsOf({ plan, blocks: settled })).toHaveLength(1)
  })
})
