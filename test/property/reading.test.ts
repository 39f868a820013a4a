import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Block } from '../../shared/plan/block.ts'
import { makeReader, readPlan } from '../../shared/reading/read.ts'
import { readSource } from '../../shared/reading/source.ts'
import { sourceOf } from '../../shared/plan/sourceOf.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { testId } from '../harness/ids.ts'

const LINES = SCHOOL_YEAR.split('\n')
const piece = fc.oneof(
  fc.constantFrom(...LINES),
  fc.constantFrom(
    '　　',
    '\t',
    '\r\n',
    '三月份：1、开会 2、春游',
    '五、',
    '（一）',
    '1、',
    '2—3月',
    '600010000元',
    '\u0000',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const source = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.tuple(piece, fc.constantFrom('\n', '\n\n', '', '\r\n', '  \n')), { maxLength: 30 })
    .map((all) => all.flat().join('')),
)

test('[T1] reading any text in loses not one character, through the document and back', () => {
  fc.assert(
    fc.property(source, (text) => {
      const { front, blocks } = readSource(text, testId)
      expect(sourceOf(front, blocks)).toBe(text)
      const doc = new Y.Doc()
      writeBlocks(doc, front, blocks)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      const back = blocksOfDoc(copy)
      // Lone surrogates are no text: UTF-8, and so the document, has U+FFFD for them.
      expect(sourceOf(back.front, back.blocks)).toBe(text.toWellFormed())
    }),
    { numRuns: 400 },
  )
})

/** Of several stretches, which are kept one by one (stretch.ts). */
const LONG = SCHOOL_YEAR.repeat(5)
const TABLE = [
  '月份',
  '工作内容',
  '负责人',
  '三月',
  '组织春游',
  '王红',
  '',
  '召开职代会',
  '李明',
  '五月',
  '',
  '',
]

type Edit = {
  change: (block: Block, to: number, line: string) => Block[]
  at: number
  to: number
  line: string
}

/** What becomes of a block; `to` is any number, `line` any line of a plan. */
const CHANGES: Edit['change'][] = [
  (block, _, text) => [{ ...block, text }],
  (block, _, text) => [{ id: testId(), kind: 'paragraph', text }, block],
  () => [],
  (block, to) => [{ ...block, kind: 'monthlyItem', months: [(to % 12) + 1] }],
  (block, to) => [{ ...block, text: to % 2 === 0 ? '奖励600010000元' : '完成35项' }],
  (block, to) => [{ ...block, kind: 'heading', level: ([0, 1, 2, 3, 4] as const)[to % 5] ?? 0 }],
  (block, to) => [{ ...block, kind: to % 2 === 0 ? 'paragraph' : 'goal' }],
  (block, to) => [
    { ...block, fix: to % 3 === 0 ? null : JSON.stringify({ value: to, months: [(to % 12) + 1] }) },
  ],
  // A merge leaves a block a second time.
  (block, to, text) => [block, to % 2 === 0 ? { ...block, text } : block],
  // A table, and a word in one of its cells.
  (block, to) => [
    block,
    ...TABLE.map((text, place): Block => {
      const cell = { table: to, row: Math.floor(place / 3), column: place % 3, header: place < 3 }
      return { id: testId(), kind: 'cell', text, cell }
    }),
  ],
  (block, to) => [block.kind === 'cell' ? { ...block, text: TABLE[to % TABLE.length] ?? '' } : block],
]

const edit: fc.Arbitrary<Edit> = fc.record({
  change: fc.constantFrom(...CHANGES),
  at: fc.nat(400),
  to: fc.nat(200),
  line: fc.constantFrom(
    ...LINES.filter((line) => line !== ''),
    '一、上年工作总结',
    '宣传阶段（3月—4月）',
    '全年做了以下几方面工作：',
  ),
})

/** Changes one block, or moves it when `to` says so. */
function apply(blocks: readonly Block[], { change, at, to, line }: Edit): Block[] {
  const next = [...blocks]
  const index = at % Math.max(1, next.length)
  const [block = { id: testId(), kind: 'paragraph', text: '' }] = next.splice(index, 1)
  const isMoved = to % 7 === 0
  next.splice(isMoved ? at : index, 0, ...(isMoved ? [block] : change(block, to, line)))
  return next
}

test('[R2] the incremental reading equals the full one after any edits', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      const read = makeReader()
      const { front, blocks } = readSource(LONG, testId)
      let now = blocks
      expect(read(front, now).plan).toEqual(readPlan(front, now))
      for (const one of edits) {
        now = apply(now, one)
        expect(read(front, now).plan).toEqual(readPlan(front, now))
      }
    }),
    { numRuns: 60 },
  )
})

test('[R2] what a heading says of the stretches after it is read anew with the heading', () => {
  const lines = Array.from({ length: 150 }, (_, i) => `全年培训会员${i + 1}人次。`)
  const { front, blocks } = readSource(['一、工作目标', ...lines].join('\n'), testId)
  const prose = blocks.map((block): Block =>
    block.kind === 'goal' ? { ...block, kind: 'paragraph' } : block,
  )
  const review = prose.map((block) => (block.kind === 'heading' ? { ...block, text: '上年工作回顾' } : block))
  const read = makeReader()
  expect(read(front, prose).plan.goals).toHaveLength(150)
  expect(read(front, review).plan).toEqual(readPlan(front, review))
  expect(readPlan(front, review).goals).toEqual([])
})
