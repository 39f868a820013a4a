import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { check } from '../../shared/plan/check.ts'
import { correct, type FixFields, parseFix, printFix } from '../../shared/plan/fix.ts'
import { makeReader, readPlan } from '../../shared/reading/read.ts'
import { readSource } from '../../shared/reading/source.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { BODY } from '../../shared/text/schema.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import { testId } from '../harness/ids.ts'

const SOURCE =
  '2026年工作计划\n一、工作目标\n1、6月底前由王芳负责慰问12人次，新建小家3个。\n2、奖励600010000元。\n二、月程安排\n四月份：\n1、5月中旬召开座谈会（待定）\n2、春游'

const words = fc.constantFrom('12', '18', '3月', '5月', '中旬', '（待定）', '由李红负责', '，新建2个', '的')
const fields = fc.constantFrom<FixFields>(
  { value: 15 },
  { comparator: 'range', value: 6000, valueMax: 10_000 },
  { deadline: { month: 9, part: null } },
  { owners: ['赵敏'] },
  { months: [7], part: 'late' },
  { pending: false },
  { recurrence: { every: 'week', text: '每周' }, amount: null },
)
type Edit = { at: number; from: number; length: number; words: string; fields: FixFields | null }
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(20),
  from: fc.nat(30),
  length: fc.nat(6),
  words,
  fields: fc.option(fields),
})

/** One member's edit: words in a block, or a correction of what is read there now. */
function apply(doc: Y.Doc, { at, from, length, words: typed, fields: fixed }: Edit): void {
  const own = doc
    .getXmlFragment(BODY)
    .toArray()
    .filter((node) => node instanceof Y.XmlElement)
    .filter(({ nodeName }) => nodeName === 'goal' || nodeName === 'monthlyItem')
  const node = own[at % own.length]
  const text = node?.get(0)
  if (node === undefined || !(text instanceof Y.XmlText)) return
  if (fixed !== null) {
    const { front, blocks } = blocksOfDoc(doc)
    const plan = readPlan(
      front,
      blocks.map((block) => ({ ...block, fix: null })),
    )
    const said = [...plan.goals, ...plan.monthly].filter(({ block }) => block === node.getAttribute('id'))
    const now = parseFix(node.getAttribute('fix'))
    node.setAttribute('fix', printFix(correct(now, fixed, said, from % Math.max(1, said.length))) ?? '')
    return
  }
  const start = Math.min(from, text.length)
  text.delete(start, Math.min(length, text.length - start))
  text.insert(start, typed)
}

const copyOf = (...docs: Y.Doc[]): Y.Doc => {
  const copy = new Y.Doc()
  for (const doc of docs) Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
function readingOf(doc: Y.Doc) {
  const { front, blocks } = blocksOfDoc(doc)
  const plan = readPlan(front, blocks)
  return { plan, findings: check(plan, front, blocks), front, blocks }
}

test('[P4][R9] members who correct and edit at once read the same, in whatever order they merge', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), fc.array(edit, { maxLength: 8 }), (ours, theirs) => {
      const seed = new Y.Doc()
      const { front, blocks } = readSource(SOURCE, testId)
      writeBlocks(seed, front, blocks)
      const [a, b] = [copyOf(seed), copyOf(seed)]
      for (const one of ours) apply(a, one)
      for (const one of theirs) apply(b, one)
      const one = readingOf(copyOf(a, b))
      const other = readingOf(copyOf(b, a))
      expect(other.plan).toEqual(one.plan)
      expect(other.findings).toEqual(one.findings)
      const read = makeReader()
      read(front, blocks)
      expect(read(one.front, one.blocks).plan).toEqual(one.plan)
      // What does not hold any more still stands in its block, to be used again.
      for (const { kind, block } of one.findings)
        if (kind === 'fix-lapsed')
          expect(parseFix(one.blocks.find(({ id }) => id === block)?.fix)).not.toEqual({})
    }),
    { numRuns: 150 },
  )
})
