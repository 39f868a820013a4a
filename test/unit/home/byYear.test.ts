import { expect, test } from 'vitest'
import { byYear } from '../../../client/pages/home/byYear.ts'

const plan = (from: string | null, text: string | null = null) => ({ period: { from, to: from, text } })

test('plans stand under their year, newest first, those without a plain year together at the end', () => {
  const plans = [plan(null, '201x年'), plan('2026-09'), plan('2027-01'), plan(null), plan('2026-01')]
  expect(byYear(plans, '未写明时间').map(([year, rows]) => [year, rows.length])).toEqual([
    ['2027', 1],
    ['2026', 2],
    ['未写明时间', 2],
  ])
})
