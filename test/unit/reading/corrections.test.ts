import { describe, expect, test } from 'vitest'
import type { Block } from '../../../shared/plan/block.ts'
import { check } from '../../../shared/plan/check.ts'
import { correct, type FixFields, parseFix, printFix } from '../../../shared/plan/fix.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { testId } from '../../harness/ids.ts'

const { front, blocks } = readSource(
  '2026年工作计划\n一、工作目标\n1、6月底前由王芳负责慰问12人次。\n二、月程安排\n四月份：\n1、5月中旬召开座谈会（待定）',
  testId,
)
type Kind = 'goal' | 'monthlyItem'
const readingOf = (plan: Plan, kind: Kind) => (kind === 'goal' ? plan.goals : plan.monthly)

/** The plan after a member corrected this in the block, and somebody then wrote other words there. */
function after(kind: Kind, fields: FixFields, text: string) {
  const [said] = readingOf(readPlan(front, blocks), kind)
  const fix = printFix(correct({}, fields, said ?? {}))
  const edited = blocks.map((block): Block => (block.kind === kind ? { ...block, fix, text } : block))
  const plan = readPlan(front, edited)
  const lapsed = check(plan, front, edited).flatMap((finding) =>
    finding.kind === 'fix-lapsed' ? [finding.fix] : [],
  )
  return { reading: readingOf(plan, kind), goals: plan.goals, monthly: plan.monthly, lapsed }
}

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
    ['figure that is another by now', { value: 15 }, '6月底前由王芳负责慰问18人次。'],
    ['figure that is gone', { comparator: '>=' }, '6月底前由王芳负责慰问。'],
    ['deadline', { deadline: { month: 9, part: null } }, '8月底前由王芳负责慰问12人次。'],
    ['owner', { owners: ['李红'] }, '6月底前由赵敏负责慰问12人次。'],
  ])('of a %s does not hold, and the check says which', (_name, fields, text) => {
    const { goals, lapsed } = after('goal', fields, text)
    expect([goals[0]?.fixed, lapsed]).toEqual([[], [fields]])
  })
  test.each<[string, FixFields, string]>([
    ['month', { months: [7] }, '6月中旬召开座谈会（待定）'],
    ['part of the month', { part: 'late' }, '5月上旬召开座谈会（待定）'],
  ])('of an item’s %s does not hold when the words name another', (_name, fields, text) => {
    const { monthly, lapsed } = after('monthlyItem', fields, text)
    expect([monthly[0]?.fixed, lapsed]).toEqual([[], [fields]])
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
    const owner = correct({}, { owners: ['李红'] }, { owners: [] })
    expect(owner).toEqual({ owners: ['李红'] })
    const old = blocks.map((block) => (block.kind === 'goal' ? { ...block, fix: '{"value":15}' } : block))
    const words = old.map((block) => (block.kind === 'goal' ? { ...block, text: '慰问18人次' } : block))
    expect(readPlan(front, words).goals[0]?.value).toBe(15)
  })
  test('made anew does not bring one back whose words are gone', () => {
    const before = correct({}, { value: 15 }, { comparator: '=', value: 12 })
    const now = correct(before, { unit: '户' }, { comparator: '=', value: 18 })
    expect(now).toEqual({ unit: '户', was: { figure: ['18'] } })
  })
  test('is read whatever a colleague’s program wrote for what it corrected', () => {
    expect(parseFix('{"value":15,"was":{"figure":7}}')).toEqual({})
    expect(parseFix('{"value":15,"was":{}}')).toEqual({ value: 15, was: {} })
  })
})
