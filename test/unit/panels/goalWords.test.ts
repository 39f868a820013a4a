import { describe, expect, it, vi } from 'vitest'
import { BlockId } from '../../../shared/plan/ids.ts'
import type { Deadline, Goal } from '../../../shared/plan/plan.ts'
import { goalChips } from '../../../client/editor/chips.ts'
import { deadlineWords, targetWords } from '../../../client/panels/goals/targetWords.ts'
import { readingWords } from '../../../client/i18n/panels.ts'

// The screen's language is read from the browser; here it is this one.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => 'zh-Hans' }))

type Target = [Goal['comparator'], number | null, string | null, (number | null)?]

const said = (
  language: 'zh-Hans' | 'zh-Hant' | 'en',
  [comparator, value, unit, valueMax = null]: Target,
): string | null => targetWords({ comparator, value, unit, valueMax }, readingWords[language])

describe('a goal’s target in words', () => {
  it.each<[Target, string | null, string | null]>([
    [['=', 6, '个'], '6个', '6 个'],
    [['>=', 20, '家'], '≥20家', '≥ 20 家'],
    [['<=', 3, '起'], '≤3起', '≤ 3 起'],
    [['range', 5, '名', 10], '5–10名', '5–10 名'],
    [['range', 10_000, '元', 20_000], '1万–2万元', '10,000–20,000 元'],
    [['about', 30_000, '元'], '约3万元', 'about 30,000 元'],
    [['=', 12_500, '元'], '1.25万元', '12,500 元'],
    [['=', 12_345, '元'], '12345元', '12,345 元'],
    [['=', 90, '%'], '90%', '90%'],
    [['all', null, null], '全部', 'all'],
    [['zero', 0, '起'], '零', 'none at all'],
    [['=', null, null], null, null],
  ])('%j is %s', (target, hans, en) => {
    expect(said('zh-Hans', target)).toBe(hans)
    expect(said('en', target)).toBe(en)
  })

  it('says ten thousands in Traditional characters there', () => {
    expect(said('zh-Hant', ['about', 60_000, '元'])).toBe('約6萬元')
  })
})

const deadline = (month: number | null, part: NonNullable<Deadline>['part']): string | null =>
  deadlineWords({ month, part }, readingWords['zh-Hans'])

describe('a deadline in words', () => {
  it.each([
    [6, 'late', '6月下旬'],
    [9, null, '9月'],
    [null, 'first-half', '上半年'],
    [null, 'second-half', '下半年'],
    [12, 'year-end', '年底'],
    [null, null, null],
  ] as const)('month %s, part %s is %s', (month, part, words) => {
    expect(deadline(month, part)).toBe(words)
  })

  it('says nothing where the text says nothing', () => {
    expect(deadlineWords(null, readingWords['zh-Hans'])).toBeNull()
  })
})

const chipsOf = (goal: Goal): string[] => goalChips(goal).map(({ words }) => words)

it('a chip in the text says what the panel says: 零, not 0, and the same figure and deadline', () => {
  const goal: Goal = {
    block: BlockId.parse('a'),
    quote: '',
    start: 0,
    source: 'block',
    doubt: null,
    fixed: [],
    metric: '',
    comparator: 'zero',
    value: 0,
    valueMax: null,
    unit: null,
    deadline: { month: null, part: 'year-end' },
    owners: [],
  }
  expect(chipsOf(goal)).toEqual(['零', '年底'])
  expect(chipsOf({ ...goal, comparator: '>=', value: 60_000, unit: '元', deadline: null })).toEqual([
    '≥6万元',
  ])
})
