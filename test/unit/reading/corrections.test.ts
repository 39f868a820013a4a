import { describe, expect, test } from 'vitest'
import type { Block } from '../../../shared/plan/block.ts'
import { check } from '../../../shared/plan/check.ts'
import { correct, type FixFields, parseFix, printFix, withoutFields } from '../../../shared/plan/fix.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

const { front, blocks } = readSource(
  '2026年工作计划\n一、工作目标\n1、6月底前由王芳负责慰问12人次。\n二、月程安排\n四月份：\n1、5月中旬召开座谈会（待定）',
  testId,
)
const SLOT: unknown = expect.any(Number)
type Kind = 'goal' | 'monthlyItem'
const readingOf = (plan: Plan, kind: Kind) => (kind === 'goal' ? plan.goals : plan.monthly)

/** The plan after a member corrected this in the block, and somebody then wrote other words there. */
function after(kind: Kind, fields: FixFields, text: string) {
  const fix = printFix(correct({}, fields, readingOf(readPlan(front, blocks), kind)))
  const edited = blocks.map((block): Block => (block.kind === kind ? { ...block, fix, text } : block))
  const plan = readPlan(front, edited)
  const lapsed = check(plan, front, edited).flatMap((finding) =>
    finding.kind === 'fix-lapsed' ? [finding.fix] : [],
  )
  return { reading: readingOf(plan, kind), goals: plan.goals, monthly: plan.monthly, lapsed }
}

/** The item with these words and corrections. */
function itemReading(text: string, fix: string | null = null) {
  const edited = blocks.map((block): Block =>
    block.kind === 'monthlyItem' ? { ...block, text, fix } : block,
  )
  const plan = readPlan(front, edited)
  return { item: plan.monthly[0], findings: check(plan, front, edited) }
}

/** How often the item is due after this correction. */
const due = (fields: FixFields) =>
  after('monthlyItem', fields, '5月中旬召开座谈会（待定）').monthly[0]?.expected

test('a goal without its figure still has the deadline and the owner that its words name', () => {
  const { goals } = after('goal', {}, '6月底前由王芳负责慰问。')
  expect(goals.map(({ value, deadline, owners }) => [value, deadline, owners])).toEqual([
    [null, { month: 6, part: 'late' }, ['王芳']],
  ])
})

describe('[R9] a correction', () => {
  test('survives edits of the words around what it corrected', () => {
    const { goals, lapsed } = after('goal', { value: 15 }, '年内走访慰问困难职工12人次，不漏一人。')
    expect([goals[0]?.value, goals[0]?.fixed, lapsed]).toEqual([15, ['value'], []])
  })
  test('goes with its figure when another one is written before it', () => {
    const { goals, lapsed } = after('goal', { value: 15 }, '新建小家3个，慰问12人次。')
    expect([goals.map(({ value }) => value), lapsed]).toEqual([[3, 15], []])
  })
  test.each<[string, FixFields, string]>([
    ['comparator of a figure that is gone', { comparator: '>=' }, '6月底前由王芳负责慰问。'],
    ['deadline', { deadline: { month: 9, part: null } }, '8月底前由王芳负责慰问12人次。'],
    ['owner', { owners: ['李红'] }, '6月底前由赵敏负责慰问12人次。'],
  ])('of a %s does not hold, and the check says which', (_name, fields, text) => {
    const { goals, lapsed } = after('goal', fields, text)
    expect([goals[0]?.fixed, lapsed]).toEqual([[], [fields]])
  })
  test('of a figure that is another by now does not hold, and the check says the whole figure', () => {
    const { goals, lapsed } = after('goal', { value: 15 }, '6月底前由王芳负责慰问18户。')
    expect([goals[0]?.value, goals[0]?.fixed]).toEqual([18, []])
    expect(lapsed).toEqual([{ comparator: '=', value: 15, unit: '人次' }])
  })
  test.each<[string, FixFields, string]>([
    ['month', { months: [7] }, '6月中旬召开座谈会（待定）'],
    ['part of the month', { part: 'late' }, '5月上旬召开座谈会（待定）'],
  ])('of an item’s %s does not hold when the words name another', (_name, fields, text) => {
    const { monthly, lapsed } = after('monthlyItem', fields, text)
    expect([monthly[0]?.fixed, lapsed]).toEqual([[], [fields]])
  })
  test.each<[string, FixFields, string, string]>([
    ['how often', { recurrence: { every: 'quarter', text: '每季度' } }, '每周五检查食堂', '每月检查食堂'],
    ['how much', { amount: { value: 30_000, unit: '元' } }, '慰问，约2万元左右', '慰问，约5万元'],
  ])('of %s is used, survives other words, and lapses with its own', (_name, fields, around, gone) => {
    const first = around.replace('五', '').replace('约', '')
    const { item } = itemReading(first)
    const fix = printFix(correct({}, fields, item === undefined ? [] : [item]))
    expect(itemReading(first, fix).item).toMatchObject({ ...fields, fixed: Object.keys(fields) })
    expect(itemReading(around, fix).item).toMatchObject(fields)
    const lapsed = itemReading(gone, fix)
    expect(lapsed.item).toMatchObject({ fixed: [] })
    expect(lapsed.findings).toContainEqual(expect.objectContaining({ kind: 'fix-lapsed', fix: fields }))
  })
  test('of a range of money is a range, of one end a single sum', () => {
    const words = '慰问，经费约2000—3000元'
    const range = { value: 2000, valueMax: 3500, unit: '元' }
    const single = { value: 2500, unit: '元' }
    const [fixedRange, fixedSingle] = [range, single].map((amount) => correct({}, { amount }, []))
    expect(itemReading(words, printFix(fixedRange ?? {})).item?.amount).toEqual({
      comparator: 'range',
      ...range,
    })
    const one = { comparator: '=', valueMax: null, ...single }
    expect(itemReading(words, printFix(fixedSingle ?? {})).item?.amount).toEqual(one)
  })
  test('of how often counts how often the item is due', () => {
    expect(due({ recurrence: { every: 'week', text: '每周' } })).toBe(4)
    expect(due({ recurrence: null })).toBe(null)
    expect(due({ months: [], recurrence: { every: 'quarter', text: '每季度' } })).toBe(4)
  })
  test('of one thing lapses alone', () => {
    const { monthly, lapsed } = after('monthlyItem', { months: [7], part: 'late' }, '6月中旬召开座谈会')
    expect(monthly[0]).toMatchObject({ months: [6], part: 'late', fixed: ['part'] })
    expect(lapsed).toEqual([{ months: [7] }])
  })
  test('that the words say by now is no finding', () => {
    expect(after('monthlyItem', { pending: false }, '5月中旬召开座谈会').lapsed).toEqual([])
    expect(after('goal', { value: 15 }, '6月底前由王芳负责慰问15人次。').lapsed).toEqual([])
  })
  test('of what the text did not say stays, and so does one from before corrections kept what they corrected', () => {
    const owner = correct({}, { owners: ['李红'] }, [{ owners: [] }])
    expect(owner).toEqual({ owners: ['李红'] })
    const old = blocks.map((block) => (block.kind === 'goal' ? { ...block, fix: '{"value":15}' } : block))
    const words = old.map((block) => (block.kind === 'goal' ? { ...block, text: '慰问18人次' } : block))
    expect(readPlan(front, words).goals[0]?.value).toBe(15)
  })
  test('made anew does not bring one back whose words are gone', () => {
    const before = correct({}, { value: 15 }, [{ comparator: '=', value: 12 }])
    const now = correct(before, { unit: '户' }, [{ comparator: '=', value: 18 }])
    expect(now).toEqual({
      figures: [{ unit: '户', slot: SLOT, was: { comparator: '=', value: 18, unit: null } }],
    })
  })
  test('is read whatever a colleague’s program wrote for what it corrected', () => {
    expect(parseFix('{"value":15,"was":{"figure":7}}')).toEqual({})
    expect(parseFix('{"value":15,"was":{}}')).toEqual({ figures: [{ value: 15, slot: SLOT }] })
    expect(parseFix('{"figures":7}')).toEqual({})
  })
})

const TWO = '举办技能培训4期，参训人数达到120人次，编印简报4期。'

/** The goals of one block after these figures of them were corrected, and somebody then wrote other words there. */
function figures(corrections: readonly (readonly [at: number, fields: FixFields])[], text = TWO, from = TWO) {
  const read = (words: string, json: string | null) => {
    const edited = blocks.map((block): Block =>
      block.kind === 'goal' ? { ...block, text: words, fix: json } : block,
    )
    return { plan: readPlan(front, edited), edited }
  }
  const said = read(from, null).plan.goals
  const fix = corrections.reduce((now, [at, fields]) => correct(now, fields, said, at), parseFix(null))
  const { plan, edited } = read(text, printFix(fix))
  return {
    values: plan.goals.map(({ value }) => value),
    fixed: plan.goals.map(({ fixed }) => fixed.length > 0),
    lapsed: check(plan, front, edited).flatMap((one) => (one.kind === 'fix-lapsed' ? [one.fix.value] : [])),
    fix,
  }
}
const ALL = [
  [2, { value: 6 }],
  [0, { value: 5 }],
  [1, { value: 150 }],
] as const

describe('[R9] each figure of a block has a correction of its own', () => {
  test('also where two of them are the same, in whatever order they were corrected', () => {
    expect(figures(ALL).values).toEqual([5, 150, 6])
    expect(figures(ALL.toReversed()).values).toEqual([5, 150, 6])
  })
  test.each([
    [
      'words before and behind',
      '年内举办技能培训4期，参训人数达到120人次，另编印简报4期，发给职工。',
      [5, 150, 6],
    ],
    ['another order', '编印简报4期，参训人数达到120人次，举办技能培训4期。', [6, 150, 5]],
    [
      'other words for one of two that are the same',
      '开设夜校4期，参训人数达到120人次，编印简报4期。',
      [5, 150, 6],
    ],
    [
      'a new goal before them',
      '新建小家4期，举办技能培训4期，参训人数达到120人次，编印简报4期。',
      [4, 5, 150, 6],
    ],
  ])('which survives %s', (_name, text, values) => {
    expect(figures(ALL, text)).toMatchObject({ values, lapsed: [] })
  })
  test.each([
    ['is another by now', '举办技能培训4期，参训人数达到130人次，编印简报4期。', [5, 130, 6], [150]],
    ['is gone', '举办技能培训4期，编印简报4期。', [5, 6], [150]],
    [
      'is gone with its words, though another goal says the same',
      '举办技能培训4期，参训人数达到120人次。',
      [5, 150],
      [6],
    ],
  ])('which alone is named by the check when its figure %s', (_name, text, values, lapsed) => {
    expect(figures(ALL, text)).toMatchObject({ values, lapsed })
  })
  test('and the words of a goal that is gone do not correct its neighbour', () => {
    const { values, fixed, lapsed } = figures([[2, { value: 6 }]], '举办技能培训4期，参训人数达到120人次。')
    expect([values, fixed, lapsed]).toEqual([[4, 120], [false, false], [6]])
  })
  test('and goes when it says what the text says, alone', () => {
    const said = [
      { comparator: '=', value: 4, unit: '期' },
      { comparator: '=', value: 120, unit: '人次' },
    ] as const
    const two = correct(correct({}, { value: 5 }, said, 0), { value: 150 }, said, 1)
    expect(withoutFields(two, ['value'], said, 0).figures).toMatchObject([{ value: 150 }])
    expect(withoutFields(withoutFields(two, ['value'], said, 0), ['value'], said, 1)).toEqual({})
  })
  test('and the one of a plan from before there were several is read as before', () => {
    const json = '{"value":15,"owners":["李红"],"was":{"figure":["12"]}}'
    const old = (text: string) =>
      readPlan(
        front,
        blocks.map((block) => (block.kind === 'goal' ? { ...block, text, fix: json } : block)),
      ).goals.map(({ value, owners, fixed }) => ({ value, owners, fixed }))
    expect(old('新建小家3个，慰问12人次。')).toEqual([
      { value: 3, owners: ['李红'], fixed: ['owners'] },
      { value: 15, owners: ['李红'], fixed: ['value', 'owners'] },
    ])
    expect(old('慰问18人次。')[0]?.value).toBe(18)
    expect(parseFix('{"comparator":"<=","was":{"figure":["3-5"]}}').figures).toEqual([
      { comparator: '<=', slot: SLOT, was: { value: 3, valueMax: 5 } },
    ])
  })
})
