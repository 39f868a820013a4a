import { expect, test } from 'vitest'
import { expectedCount, monthsOfPeriod } from '../../../shared/plan/occurrences.ts'
import type { Every, Period } from '../../../shared/plan/plan.ts'

const YEAR: Period = { from: '2026-01', to: '2026-12', text: '2026年' }
const SEMESTER: Period = { from: '2025-09', to: '2026-01', text: null }
const UNKNOWN: Period = { from: null, to: null, text: '本学期' }
const due = (every: Every, months: number[], period = YEAR): number | null =>
  expectedCount({ months, recurrence: { every, text: '' } }, monthsOfPeriod(period)?.length ?? null)

test.each<[Every, number]>([
  ['week', 52],
  ['2weeks', 26],
  ['month', 12],
  ['2months', 6],
  ['quarter', 4],
  ['half-year', 2],
  ['year', 1],
])('%s is due %i times a year', (every, times) => expect(due(every, [])).toBe(times))

test('in a semester it is due as often as its months allow, at least once', () => {
  expect([due('month', [], SEMESTER), due('week', [], SEMESTER), due('half-year', [], SEMESTER)]).toEqual([
    5, 22, 1,
  ])
})

test('with months named it is due in these', () => {
  expect([due('2weeks', [3]), due('quarter', [3, 6, 9, 12]), due('year', [6, 12])]).toEqual([2, 4, 2])
})

test('without a period, or without a recurrence, nothing is counted', () => {
  expect(due('month', [], UNKNOWN)).toBeNull()
  expect(expectedCount({ months: [3], recurrence: null }, 12)).toBeNull()
})

test('a period gives its months in its order', () => {
  expect(monthsOfPeriod(SEMESTER)).toEqual([9, 10, 11, 12, 1])
})
