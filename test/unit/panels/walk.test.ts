import { describe, expect, it, vi } from 'vitest'
import { correct, printFix } from '../../../shared/plan/fix.ts'
import type { Block } from '../../../shared/plan/block.ts'
import { BlockId } from '../../../shared/plan/ids.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { fieldsOf, questionsOf } from '../../../shared/reading/questions.ts'
import { readLeft, writeLeft } from '../../../client/panels/walk/left.ts'
import { summarise } from '../../../shared/reading/summarise.ts'
import { testId } from '../../harness/ids.ts'

const { front, blocks } = readSource(
  '2026年工作计划\n一、工作目标\n1、筹集慰问金600010000元。\n2、完成调研35项，编印简报46期。\n二、主要措施\n今年要举办技能培训班4期，让大家都能参加，越办越好。\n三、月程安排\n三月份：\n1、春游',
  testId,
)
const undated = blocks.map((block) => (block.kind === 'monthlyItem' ? { ...block, months: [] } : block))
const asked = (text = undated) => questionsOf({ plan: readPlan(front, text), blocks: text })

describe('the places that are asked about one by one', () => {
  it('are doubts, what was found in prose, and items without a month, in the order of the text', () => {
    expect(asked().map(({ kind, quote }) => [kind, quote.slice(0, 4)])).toEqual([
      ['doubt', '筹集慰问'],
      ['doubt', '完成调研'],
      ['doubt', '编印简报'],
      ['prose', '今年要举'],
      ['undated', '春游'],
    ])
  })
  it('propose what a glued figure probably was, and of a merely possible loss what is written', () => {
    const doubts = asked().flatMap((one) => (one.kind === 'doubt' ? [one.choices[one.proposed]] : []))
    expect(doubts).toEqual(['6000-10000', '35', '46'])
  })
  it('[R4] are settled by the chosen reading, each figure of one block by its own', () => {
    const [, second] = asked()
    if (second?.kind !== 'doubt') throw new Error('the sample is misread')
    const said = readPlan(front, undated).goals.filter(({ block }) => block === second.block)
    const before = correct({}, fieldsOf('3-5', second.goal), said, second.at)
    const fix = printFix(before)
    const fixed = undated.map((block) => (block.id === second.block ? { ...block, fix } : block))
    const goal = readPlan(front, fixed).goals.find(({ block }) => block === second.block)
    expect(goal).toMatchObject({ comparator: 'range', value: 3, valueMax: 5, unit: '项', doubt: null })
    const doubts = asked(fixed).flatMap((one) => (one.kind === 'doubt' ? [[one.quote, one.choices]] : []))
    expect(doubts.slice(1)).toEqual([['编印简报46期', ['46', '4-6']]])
    const [, third] = asked(fixed)
    if (third?.kind !== 'doubt') throw new Error('the sample is misread')
    const both = printFix(correct(before, fieldsOf('4-6', third.goal), said, third.at))
    const settled = undated.map((block) => (block.id === second.block ? { ...block, fix: both } : block))
    expect(
      readPlan(front, settled).goals.flatMap(({ block, value, valueMax, doubt }) =>
        block === second.block ? [[value, valueMax, doubt]] : [],
      ),
    ).toEqual([
      [3, 5, null],
      [4, 6, null],
    ])
    expect(asked(settled).filter(({ block }) => block === second.block)).toEqual([])
  })
  it('[R4] are sums of items that may have lost a dash, settled by what is written', () => {
    const source = readSource('一、月程安排\n三月份：\n1、防暑物资600010000元', testId)
    const ask = (text: Block[]) =>
      questionsOf({ plan: readPlan(source.front, text), blocks: text }).map(({ kind }) => kind)
    expect(ask(source.blocks)).toEqual(['amount'])
    const said = readPlan(source.front, source.blocks).monthly
    const fix = printFix(correct({}, { amount: { value: 600_010_000, unit: '元' } }, said))
    expect(
      ask(source.blocks.map((block) => (block.kind === 'monthlyItem' ? { ...block, fix } : block))),
    ).toEqual([])
  })
  it('are found goals and items of lists and of tables that are no schedule, too', () => {
    const listed: Block[] = [
      {
        id: BlockId.parse('l'),
        kind: 'listItem',
        text: '全年举办培训班4期',
        list: { ordered: false, depth: 0, index: 0 },
      },
      {
        id: BlockId.parse('c'),
        kind: 'cell',
        text: '全年慰问职工20人次',
        cell: { table: 0, row: 0, column: 0, header: false },
      },
    ]
    expect(asked(listed).map((one) => [one.kind, one.kind === 'prose' ? one.kinds : null])).toEqual([
      ['prose', ['goal']],
      ['cell', null],
    ])
  })
  it('[R5] are years without their figures, with those that the plan names and that fit', () => {
    const read = readSource(
      '2018—2019学年第一学期工作计划\n一、工作\n~年1月慰问教师。\n201x年的旧账\n1x年',
      testId,
    )
    const years = questionsOf({ plan: readPlan(read.front, read.blocks), blocks: read.blocks }).flatMap(
      (one) => (one.kind === 'year' ? [[one.quote, one.choices]] : []),
    )
    expect(years).toEqual([
      ['~年', ['2018', '2019']],
      ['201x年', ['2018', '2019']],
    ])
  })
  it('propose no year where the plan names none', () => {
    const read = readSource('20xx年工作计划\n一、工作\n抓好落实。', testId)
    const [year] = questionsOf({ plan: readPlan(read.front, read.blocks), blocks: read.blocks })
    expect(year).toMatchObject({ kind: 'year', quote: '20xx年', choices: [] })
  })
  it('are as many as the summary of an import says', () => {
    const plan = readPlan(front, undated)
    expect(summarise(plan, undated).doubts).toBe(questionsOf({ plan, blocks: undated }).length)
  })
  it('are settled by confirming what is written, too', () => {
    const [first] = asked()
    if (first?.kind !== 'doubt') throw new Error('the sample is misread')
    const fix = printFix(correct({}, fieldsOf('600010000', first.goal), [first.goal]))
    const fixed = undated.map((block) => (block.id === first.block ? { ...block, fix } : block))
    expect(asked(fixed).map(({ quote }) => quote)).not.toContain(first.quote)
  })
  it('have the same key as long as their words are the same, and no words in it', () => {
    const [first] = asked()
    expect(asked()[0]?.key).toBe(first?.key)
    expect(first?.key).not.toContain('筹集')
    const changed = undated.map((block) =>
      block.id === first?.block ? { ...block, text: '筹集慰问金700010000元。' } : block,
    )
    expect(asked(changed)[0]?.key).not.toBe(first?.key)
  })
})

describe('what was left', () => {
  it('is remembered per person and plan, bounded, and a broken store asks again', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    })
    writeLeft('u.p', new Set(Array.from({ length: 600 }, (_, index) => `k${index}`)))
    expect([readLeft('u.p').size, readLeft('u.p').has('k599'), readLeft('u.q').size]).toEqual([500, true, 0])
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    kept.set('gongni.left.u.p', '{')
    expect(readLeft('u.p').size).toBe(0)
    expect(warned).toHaveBeenCalledOnce()
    vi.unstubAllGlobals()
  })
})
