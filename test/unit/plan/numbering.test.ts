import { expect, test } from 'vitest'
import type { Block } from '../../../shared/plan/block.ts'
import { drawn } from '../../../shared/plan/numbering.ts'
import { sourceOf } from '../../../shared/plan/sourceOf.ts'
import { makeReader, readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

const ENGLISH = 'Union work plan 2026\n\nSchedule\nFebruary:\n1. Prepare the annual budget\n2. Spring outing'
const HANS = '工会2026年工作计划\n一、月程安排\n二月份：\n1、编制预算\n2、春游'
const HANT = '工會2026年工作計畫\n一、月程安排\n二月份：\n1、編列預算\n2、春季活動與聯誼'

/** A plan whose last item was moved to months that have no heading. */
function movedTo(months: readonly number[], source: string) {
  const { front, blocks } = readSource(source, testId)
  const last = blocks.at(-1)
  const moved = blocks.map((block): Block =>
    block === last ? { ...block, months, monthHeading: null, number: null } : block,
  )
  return { front, blocks: moved, heading: drawn(front, moved).at(-1)?.monthHeading }
}

test.each([
  [ENGLISH, [3], 'March:\n'],
  [ENGLISH, [7, 8], 'July and August:\n'],
  [ENGLISH, [12, 1, 2], 'December–February:\n'],
  [ENGLISH, [3, 9], 'March and September:\n'],
  [HANS, [3], '三月份：\n'],
  [HANT, [7, 8], '七、八月份：\n'],
])('[T2] a month that has no heading gets one in the language of its plan', (source, months, heading) => {
  const moved = movedTo(months, source)
  expect(moved.heading).toBe(heading)
  const again = readSource(sourceOf(moved.front, moved.blocks), testId)
  expect(again.blocks.at(-1)?.months).toEqual(months)
})

test('[R2] the heading follows the language when that is another, and what was written stays', () => {
  const { front, blocks } = movedTo([3], ENGLISH)
  const chinese = blocks.map((block): Block => ({
    ...block,
    text: '组织会员开展春季健步活动，办好职工小家。',
  }))
  const read = makeReader()
  read(front, blocks)
  const { plan, draws } = read(front, chinese)
  expect(plan).toEqual(readPlan(front, chinese))
  expect(draws).toEqual(drawn(front, chinese))
  expect(draws.map(({ monthHeading }) => monthHeading).filter((heading) => heading !== '')).toEqual([
    'February:\n',
    '三月份：\n',
  ])
})
