import { describe, expect, test } from 'vitest'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

const GLUED = '奖励职工600010000元。'

/** Why each goal of these lines is doubted, and what it may be. */
function doubts(lines: string[], fix: string | null = null) {
  const source = ['2026年工作计划', '一、工作目标', ...lines.map((line, index) => `${index + 1}、${line}`)]
  const { front, blocks } = readSource(source.join('\n'), testId)
  const fixed = blocks.map((block) => (block.text === GLUED ? { ...block, fix } : block))
  return readPlan(front, fixed).goals.map(({ doubt }) => doubt && [doubt.reason, ...doubt.readings])
}

describe('[R5] a figure of two digits', () => {
  test('is doubted where the same text lost a dash elsewhere, before or after it', () => {
    expect(doubts(['完成调研35项。', GLUED])[0]).toEqual(['lost-dash', '35', '3-5'])
    expect(doubts([GLUED, '完成调研35项。'])[1]).toEqual(['lost-dash', '35', '3-5'])
  })
  test('is not doubted in a sound text', () => {
    expect(doubts(['完成调研35项。', '新建小家3个。'])).toEqual([null, null])
  })
  test('stays doubted after the sure loss was put right by a member', () => {
    expect(doubts(['完成调研35项。', GLUED], '{"value":6000,"valueMax":10000,"comparator":"range"}')).toEqual(
      [['lost-dash', '35', '3-5'], null],
    )
  })
  test.each([
    '完成调研53项。',
    '完成调研20项。',
    '完成调研三十五项。',
    '入会率达到35%。',
    '完成调研不少于35项。',
  ])('is not doubted where no dash can be lost: %s', (line) => expect(doubts([line, GLUED])[0]).toBeNull())
})

test('[R5] a range that descends is doubted, with what it may be', () => {
  expect(doubts(['发展会员10-5名。'])).toEqual([['descending', '5-10', '10-15']])
  expect(doubts(['发展会员5-10名。'])).toEqual([null])
})
