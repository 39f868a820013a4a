import { describe, expect, it, vi } from 'vitest'
import { printFix } from '../../../shared/plan/fix.ts'
import type { Goal } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { fixWords } from '../../../client/i18n/fix.ts'
import { readUncorrected } from '../../../client/panels/fix/automatic.ts'
import {
  fixAfter,
  type GoalDraft,
  goalDraft,
  goalFields,
  isFigure,
  itemDraft,
  itemFields,
} from '../../../client/panels/fix/fixDraft.ts'
import { testId } from '../../harness/ids.ts'

// The screen's language is read from the browser; here it is this one.
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => 'zh-Hans' }))

const { front, blocks } = readSource(
  '2026年工作计划\n一、工作目标\n1、6月底前新发展会员20名。\n二、安排\n四月下旬：\n1、春游\n2、体检（待定）',
  testId,
)
const plan = readPlan(front, blocks)
const [goal] = plan.goals
const [trip, checkup] = plan.monthly
if (goal === undefined || trip === undefined || checkup === undefined)
  throw new Error('the sample is misread')

const SLOT: unknown = expect.any(Number)
const DEFAULTS = fixWords['zh-Hans']
const WAS = { comparator: '=', value: 20, unit: '名', metric: goal.metric }

/** The corrections after these entries in the form of a goal that nobody corrected before. */
function corrected(change: Partial<GoalDraft>, of: Goal = goal as Goal, automatic: Goal = of) {
  const was = goalDraft(of)
  return fixAfter(
    {},
    {
      was: goalFields(was),
      is: goalFields({ ...was, ...change }),
      automatic: goalFields(goalDraft(automatic)),
    },
    [automatic],
  )
}

describe('[R4] the corrections that a form makes', () => {
  it('are none where nothing was changed', () => {
    expect(corrected({})).toEqual({})
    const was = itemFields(itemDraft(trip), DEFAULTS)
    expect(fixAfter({}, { was, is: was, automatic: was }, [trip])).toEqual({})
  })
  it('hold only what differs from the text', () => {
    expect(corrected({ owners: '王某、 李某，' })).toEqual({ owners: ['王某', '李某'] })
    expect(corrected({ comparator: '>=', value: '１,200' })).toEqual({
      figures: [{ comparator: '>=', value: 1200, slot: SLOT, was: WAS }],
    })
    expect(corrected({ when: '9', part: 'mid' })).toEqual({
      deadline: { month: 9, part: 'mid' },
      was: { deadline: ['6 late'] },
    })
    expect(corrected({ when: 'year-end', part: 'mid' })).toEqual({
      deadline: { month: null, part: 'year-end' },
      was: { deadline: ['6 late'] },
    })
  })
  it('say none on purpose', () => {
    expect(corrected({ when: '' })).toEqual({ deadline: null, was: { deadline: ['6 late'] } })
    expect(itemFields({ ...itemDraft(trip), months: [] }, DEFAULTS)).toMatchObject({ months: [], part: null })
  })
  it('take a figure and its unit away where nothing at all or everything is the target', () => {
    expect(corrected({ comparator: 'zero' })).toEqual({
      figures: [{ comparator: 'zero', value: 0, unit: null, slot: SLOT, was: WAS }],
    })
  })
  it('are of how often and how much as well, in the plan’s words where none were typed', () => {
    const was = itemDraft(trip)
    const fields = (change: Partial<typeof was>) => itemFields({ ...was, ...change }, DEFAULTS)
    const fix = (change: Partial<typeof was>) =>
      fixAfter({}, { was: fields({}), is: fields(change), automatic: fields({}) }, [trip])
    expect(fix({ every: '2weeks', often: '双周五下午' })).toEqual({
      recurrence: { every: '2weeks', text: '双周五下午' },
    })
    expect(fix({ every: 'quarter', often: ' ' })).toEqual({
      recurrence: { every: 'quarter', text: '每季度' },
    })
    expect(fix({ amount: '3万' })).toEqual({ amount: { value: 30_000, unit: '元' } })
    expect(fix({ amount: '500', unit: '港元' })).toEqual({ amount: { value: 500, unit: '港元' } })
    expect(fix({ amount: '2000', amountMax: '3500' })).toEqual({
      amount: { value: 2000, valueMax: 3500, unit: '元' },
    })
    expect(fix({ unit: '港元' })).toEqual({})
  })
  it('end where the form says what the text says', () => {
    const fixed = { ...goal, owners: ['王某'], fixed: ['owners'] }
    const was = goalFields(goalDraft(fixed))
    const automatic = goalFields(goalDraft(goal))
    expect(fixAfter({ owners: ['王某'], pending: true }, { was, is: automatic, automatic }, [goal])).toEqual({
      pending: true,
    })
  })
  it('leave what a colleague corrected meanwhile', () => {
    const was = goalFields(goalDraft(goal))
    const is = { ...was, owners: ['王某'] }
    expect(fixAfter({ deadline: null }, { was, is, automatic: was }, [goal])).toEqual({
      deadline: null,
      owners: ['王某'],
    })
  })
  it('are refused where a figure is none', () => {
    expect(['20', '', '3万', '二十', '很多'].map(isFigure)).toEqual([true, true, true, true, false])
  })
})

it('what the text says by itself is read without the corrections, under the heading of its month', () => {
  const fixed = blocks.map((block) => ({
    ...block,
    fix:
      block.id === goal.block || block.id === checkup.block
        ? printFix({ owners: ['王某'], part: null })
        : null,
  }))
  expect(readPlan(front, fixed).monthly.map(({ part }) => part)).toEqual(['late', null])
  const uncorrected = readUncorrected(front, fixed)
  expect(uncorrected.get(goal.block)?.goal).toEqual(goal)
  expect(uncorrected.get(checkup.block)?.item).toMatchObject({
    months: [4],
    part: 'late',
    pending: true,
    owners: [],
  })
  expect(uncorrected.has(trip.block)).toBe(false)
})
