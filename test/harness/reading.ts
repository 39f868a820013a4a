import { expect } from 'vitest'
import { sourceOf } from '../../shared/plan/sourceOf.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { goalsIn } from '../../shared/reading/goals.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { readSource } from '../../shared/reading/source.ts'
import { testId } from './ids.ts'

/** The plan read from a source, which must give the source back. */
export const planOf = (text: string): Plan => {
  const { front, blocks } = readSource(text, testId)
  expect(sourceOf(front, blocks)).toBe(text)
  return readPlan(front, blocks)
}

/** The headings of a text's sections. */
export const headingsOf = (text: string): string[] => planOf(text).sections.map(({ heading }) => heading)

/** The monthly items of a text in short: months, part, how often, task. */
export const itemsOf = (text: string): string[] =>
  planOf(text).monthly.map(({ months, part, recurrence, task }) =>
    [months.join(), part, recurrence?.every, task].filter((word) => word != null).join(' '),
  )

/** The goals of a text in short. */
export const goalsOf = (text: string): unknown[] =>
  goalsIn(text).map(({ comparator, value, unit }) => [comparator, value, unit])
