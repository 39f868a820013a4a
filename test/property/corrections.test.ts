import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { check } from '../../shared/plan/check.ts'
import { type FixFields, parseFix } from '../../shared/plan/fix.ts'
import { makeReader, readPlan } from '../../shared/reading/read.ts'
import { readSource } from '../../shared/reading/source.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import { correctable, correctIn, mergedDoc } from '../harness/correcting.ts'
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
  const own = correctable(doc)
  const node = own[at % own.length]
  const text = node?.get(0)
  if (node === undefined || !(text instanceof Y.XmlText)) return
  if (fixed !== null) {
    correctIn(doc, node, fixed, from)
    return
  }
  const start = Math.min(from, text.length)
  text.delete(start, Math.min(length, text.length - start))
  text.insert(start, typed)
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
      const [a, b] = [mergedDoc(seed), mergedDoc(seed)]
      for (const one of ours) apply(a, one)
      for (const one of theirs) apply(b, one)
      const one = readingOf(mergedDoc(a, b))
      const other = readingOf(mergedDoc(b, a))
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

const CROWDED =
  '2026年工作计划\n一、工作目标\n1、举办培训4期，参训人数达到120人次，编印简报4期，新建小家3个，慰问职工12人次。\n二、月程安排\n四月份：\n1、每周检查食堂，约2万元'
const FIGURES = 5
/** What is corrected: of the goal the figure `at`, its owners or time, or something of the item. */
const things = [
  ...Array.from({ length: FIGURES }, (_, at) => ({ node: 0, at, field: 'value' as const })),
  { node: 0, at: 0, field: 'deadline' as const },
  { node: 0, at: 0, field: 'owners' as const },
  { node: 1, at: 0, field: 'owners' as const },
  { node: 1, at: 0, field: 'recurrence' as const },
  { node: 1, at: 0, field: 'amount' as const },
  { node: 1, at: 0, field: 'part' as const },
]
type Thing = (typeof things)[number]
/** One value of each thing for each number. */
const VALUES: Record<Thing['field'], (number: number) => FixFields> = {
  value: (number) => ({ value: 1_000 + number }),
  deadline: (number) => ({ deadline: { month: 1 + (number % 12), part: null } }),
  owners: (number) => ({ owners: [`赵${number}`] }),
  recurrence: (number) => ({ recurrence: { every: 'month', text: `每月${number}日` } }),
  amount: (number) => ({ amount: { value: 1_000 + number, unit: '元' } }),
  part: (number) => ({ part: number % 2 === 0 ? 'late' : 'mid' }),
}

/** What is read of such a value: of a sum with what the text says of it (约). */
const readOf = ({ amount, ...fields }: FixFields): object =>
  amount == null ? fields : { ...fields, amount: { comparator: 'about', valueMax: null, ...amount } }

test('[R9] whatever members correct at once, each thing that only one of them corrected is as they said', () => {
  const one = fc.record({ thing: fc.constantFrom(...things), number: fc.nat(99) })
  fc.assert(
    fc.property(fc.array(fc.array(one, { maxLength: 6 }), { minLength: 2, maxLength: 4 }), (members) => {
      const seed = new Y.Doc()
      const { front, blocks } = readSource(CROWDED, testId)
      writeBlocks(seed, front, blocks)
      const docs = members.map((corrections) => {
        const doc = mergedDoc(seed)
        for (const { thing, number } of corrections)
          correctIn(doc, correctable(doc)[thing.node], VALUES[thing.field](number), thing.at)
        return doc
      })
      const { plan, findings } = readingOf(mergedDoc(...docs))
      expect(plan.goals.length).toBe(FIGURES)
      expect(findings.filter(({ kind }) => kind === 'fix-lapsed')).toEqual([])
      for (const thing of things) {
        const last = members.flatMap(
          (corrections) => corrections.findLast((own) => own.thing === thing) ?? [],
        )
        const is = thing.node === 0 ? plan.goals[thing.at] : plan.monthly[0]
        const wanted = last.map(
          ({ number }) => expect.objectContaining(readOf(VALUES[thing.field](number))) as unknown,
        )
        if (wanted.length === 0) expect(is?.fixed).not.toContain(thing.field)
        else expect(wanted).toContainEqual(is)
      }
    }),
    { numRuns: 100 },
  )
})
