import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { check } from '../../../shared/plan/check.ts'
import { withoutFields } from '../../../shared/plan/fix.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { writeBlocks } from '../../../shared/text/toDoc.ts'
import { correctable, correctIn, mergedDoc } from '../../harness/correcting.ts'
import { testId } from '../../harness/ids.ts'

const SOURCE =
  '2026年工作计划\n一、工作目标\n1、6月底前由王芳负责举办培训4期，参训人数达到120人次，编印简报4期。\n二、月程安排\n四月份：\n1、每周检查食堂，约2万元'

type Change = (doc: Y.Doc, goal: Y.XmlElement | undefined, item: Y.XmlElement | undefined) => void

/** What is read after each of two members, who did not hear of each other, changed one text. */
function together(ours: Change, theirs: Change, before: Change = () => undefined) {
  const seed = new Y.Doc()
  const { front, blocks } = readSource(SOURCE, testId)
  writeBlocks(seed, front, blocks)
  const change = (doc: Y.Doc, by: Change): Y.Doc => {
    const [goal, item] = correctable(doc)
    by(doc, goal, item)
    return doc
  }
  change(seed, before)
  const [a, b] = [change(mergedDoc(seed), ours), change(mergedDoc(seed), theirs)]
  const readings = [mergedDoc(a, b), mergedDoc(b, a)].map((doc) => {
    const text = blocksOfDoc(doc)
    const plan = readPlan(text.front, text.blocks)
    const lapsed = check(plan, text.front, text.blocks).filter(({ kind }) => kind === 'fix-lapsed')
    return { goals: plan.goals, item: plan.monthly[0], lapsed }
  })
  expect(readings[1]).toEqual(readings[0])
  const [reading] = readings
  return { ...reading, values: reading?.goals.map(({ value }) => value) }
}

/** As a page of schema 2 wrote them, all in one attribute. */
const OLD = JSON.stringify({
  figures: [
    { value: 5, was: { comparator: '=', value: 4, unit: '期', metric: '培训', among: 2 } },
    { value: 150, was: { comparator: '>=', value: 120, unit: '人次', metric: '参训人数' } },
  ],
  owners: ['李红'],
  was: { owners: ['王芳'] },
})
const old: Change = (_doc, goal) => goal?.setAttribute('fix', OLD)

describe('[R9] what two members correct of one block at once is all there after the merge:', () => {
  test.each([
    [0, 1],
    [1, 2],
    [2, 0],
  ])('the figures %i and %i', (one, other) => {
    const { goals, values, lapsed } = together(
      (doc, goal) => correctIn(doc, goal, { value: 50 }, one),
      (doc, goal) => correctIn(doc, goal, { value: 60 }, other),
    )
    expect([values?.[one], values?.[other]]).toEqual([50, 60])
    expect(goals?.map(({ fixed }) => fixed.length > 0)).toEqual(
      [0, 1, 2].map((at) => at === one || at === other),
    )
    expect(lapsed).toEqual([])
  })
  test('a figure, the month by which it is due, and whose it is', () => {
    const { goals } = together(
      (doc, goal) => correctIn(doc, goal, { value: 150 }, 1),
      (doc, goal) => {
        correctIn(doc, goal, { deadline: { month: 9, part: null } })
        correctIn(doc, goal, { owners: ['李红'] })
      },
    )
    expect(goals?.[1]).toMatchObject({ value: 150, deadline: { month: 9, part: null }, owners: ['李红'] })
  })
  test('of an item how often, how much, and the part of the month', () => {
    const recurrence = { every: 'month', text: '每月' } as const
    const { item } = together(
      (doc, _goal, own) => correctIn(doc, own, { recurrence }),
      (doc, _goal, own) => {
        correctIn(doc, own, { amount: { value: 30_000, unit: '元' } })
        correctIn(doc, own, { part: 'late' })
      },
    )
    expect(item).toMatchObject({
      recurrence,
      amount: { value: 30_000, unit: '元' },
      part: 'late',
      months: [4],
    })
  })
  test('a figure of a goal that one of them wrote before the others', () => {
    const { values, lapsed } = together(
      (doc, goal) => {
        const words = goal?.get(0)
        if (words instanceof Y.XmlText) words.insert(0, '新建小家3个，')
        correctIn(doc, goal, { value: 30 }, 0)
      },
      (doc, goal) => {
        correctIn(doc, goal, { value: 50 }, 0)
        correctIn(doc, goal, { value: 60 }, 2)
      },
    )
    expect([values, lapsed]).toEqual([[30, 50, 120, 60], []])
  })
  test('and of one figure that both corrected one correction holds', () => {
    const { values, lapsed } = together(
      (doc, goal) => correctIn(doc, goal, { value: 150 }, 1),
      (doc, goal) => correctIn(doc, goal, { value: 160 }, 1),
    )
    expect([150, 160]).toContain(values?.[1])
    expect([values?.[0], values?.[2], lapsed]).toEqual([4, 4, []])
  })
})

describe('[R9] corrections that stood in one attribute before', () => {
  test('are read as they were', () => {
    const { values, goals } = together(old, () => undefined)
    expect([values, goals?.[0]?.owners]).toEqual([[5, 150, 4], ['李红']])
  })
  test('stay beside what two members correct at once by now', () => {
    const { values, goals, lapsed } = together(
      (doc, goal) => correctIn(doc, goal, { value: 160 }, 1),
      (doc, goal) => {
        correctIn(doc, goal, { value: 6 }, 2)
        correctIn(doc, goal, { deadline: null })
      },
      old,
    )
    expect([values, goals?.[0]?.owners, goals?.[0]?.deadline, lapsed]).toEqual([
      [5, 160, 6],
      ['李红'],
      null,
      [],
    ])
  })
  test('end when one of them says that the text is right, whatever the other one corrects', () => {
    const { values, goals, lapsed } = together(
      (doc, goal) => correctIn(doc, goal, (now) => withoutFields(now, ['owners'])),
      (doc, goal) => {
        const said = readSource(SOURCE, testId)
        const { goals: own } = readPlan(said.front, said.blocks)
        correctIn(doc, goal, (now) => withoutFields(now, ['value'], own, 1))
        correctIn(doc, goal, { value: 6 }, 0)
      },
      old,
    )
    expect([values, goals?.[0]?.owners, lapsed]).toEqual([[6, 120, 4], ['王芳'], []])
  })
})
