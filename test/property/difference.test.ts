import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ascending } from '../../shared/plan/ascending.ts'
import type { Block } from '../../shared/plan/block.ts'
import { difference, struck } from '../../shared/plan/difference.ts'
import { BlockId } from '../../shared/plan/ids.ts'
import { wordDifference } from '../../shared/plan/wordDifference.ts'
import { bringTo } from '../../shared/text/bringTo.ts'
import { BODY } from '../../shared/text/schema.ts'

const letters = fc.constantFrom('工', '会', '计', '划', '2026', 'plan', ' ', '，', '😀', '\n')
const wording = fc.array(letters, { maxLength: 24 }).map((parts) => parts.join(''))

const joined = (pieces: ReturnType<typeof wordDifference>, without: string): string =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

test('the pieces of two wordings give either of them back, and cut no character in two', () => {
  fc.assert(
    fc.property(wording, wording, (before, after) => {
      const pieces = wordDifference(before, after)
      expect(joined(pieces, 'added')).toBe(before)
      expect(joined(pieces, 'removed')).toBe(after)
      expect(pieces.filter(({ text }) => text === '' || !text.isWellFormed())).toEqual([])
    }),
  )
})

test('wordings that have little in common are found in time, as one replaced by the other', () => {
  const [before, after] = ['甲乙'.repeat(20_000), '丙丁'.repeat(20_000)]
  expect(wordDifference(before, after)).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ])
})

/** Four hundred blocks of a hundred tokens that all rewritings share, each before one of its own. */
const rewritten = (by: string): Block[] =>
  Array.from({ length: 400 }, (_, n) => ({
    id: BlockId.parse(`b${n}`),
    kind: 'paragraph',
    text: Array.from({ length: 100 }, (_, at) => `${String.fromCodePoint(0x4e00 + at)}${by}`).join(''),
  }))

test('many blocks that were all rewritten take bounded time: the first are compared by words, the rest shown as replaced', () => {
  const changes = difference(rewritten('甲'), rewritten('乙'))
  const pieces = changes.map((change) => (change.kind === 'changed' ? change.pieces.length : 0))
  expect([pieces[0], pieces.at(-1)]).toEqual([299, 3])
  expect(
    changes.map((change) => (change.kind === 'changed' ? joined(change.pieces, 'removed') : '')),
  ).toEqual(rewritten('乙').map(({ text }) => text))
})

test('a longest ascending run is ascending, and no longer one is there', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 9 }), (values) => {
      const run = values.filter((_, place) => ascending(values).has(place))
      expect(run).toEqual(run.toSorted((one, other) => one - other))
      let longest = 0
      for (let chosen = 0; chosen < 2 ** values.length; chosen++) {
        const some = values.filter((_, place) => (chosen & (2 ** place)) !== 0)
        if (some.every((value, place) => place === 0 || value > (some[place - 1] ?? 0)))
          longest = Math.max(longest, some.length)
      }
      expect(run).toHaveLength(longest)
    }),
  )
})

const block = fc
  .record({ id: fc.integer({ min: 1, max: 12 }), text: wording, goal: fc.boolean() })
  .map(({ id, text, goal }): Block => ({
    id: BlockId.parse(`b${id}`),
    kind: goal ? 'goal' : 'paragraph',
    text,
  }))
/** With twins, as a merge may leave them. */
const blocks = fc.array(block, { maxLength: 12 })

test('[W15] the difference of two states, applied to one of them, gives the other', () => {
  fc.assert(
    fc.property(blocks, blocks, (before, after) => {
      const changes = difference(before, after)
      expect(changes.flatMap((change) => (change.kind === 'removed' ? [] : [change.after]))).toEqual(after)
      const old = changes.flatMap((change) => (change.kind === 'added' ? [] : [change.before]))
      expect(new Set(old)).toEqual(new Set(before))
      expect(old).toHaveLength(before.length)
      for (const change of changes)
        if (change.kind === 'changed') {
          expect(joined(change.pieces, 'added')).toBe(change.before.text)
          expect(joined(change.pieces, 'removed')).toBe(change.after.text)
        }
    }),
  )
})

test('what is the same differs in nothing, and what was only moved is not gone', () => {
  fc.assert(
    fc.property(fc.uniqueArray(block, { selector: ({ id }) => id }), (before) => {
      expect(difference(before, before).filter(({ kind }) => kind !== 'same')).toEqual([])
      expect(struck(before, before.toReversed()).gone).toBe(0)
    }),
  )
})

type Paper = { name: string; id: string | null; months: string; runs: { text: string; bold: boolean }[] }
const paper: fc.Arbitrary<Paper> = fc.record({
  name: fc.constantFrom('paragraph', 'goal', 'monthlyItem', 'bulletList', 'table'),
  id: fc.option(fc.integer({ min: 1, max: 8 }).map((id) => `b${id}`)),
  months: fc.constantFrom('', '3', '7,8'),
  runs: fc.array(fc.record({ text: wording.filter((text) => text !== ''), bold: fc.boolean() }), {
    maxLength: 3,
  }),
})

/** A text as an editor leaves it: words with marks and hard breaks, in blocks, lists and tables. */
function write(body: Y.XmlFragment, papers: readonly Paper[]): void {
  const inline = ({ runs }: Paper): (Y.XmlElement | Y.XmlText)[] =>
    runs.flatMap(({ text, bold }, index) => {
      const words = new Y.XmlText()
      words.applyDelta([{ insert: text, attributes: bold ? { bold: {} } : {} }])
      return index % 2 === 1 ? [new Y.XmlElement('hardBreak'), words] : [words]
    })
  const elementOf = (one: Paper): Y.XmlElement => {
    const inner = { bulletList: ['listItem'], table: ['tableRow', 'tableCell'] }[one.name]
    const element = new Y.XmlElement(one.name)
    if (inner === undefined) {
      if (one.id !== null) element.setAttribute('id', one.id)
      if (one.months !== '') element.setAttribute('months', one.months)
      element.insert(0, inline(one))
      return element
    }
    let deepest = element
    for (const name of inner) {
      const child = new Y.XmlElement(name)
      deepest.insert(0, [child])
      deepest = child
    }
    if (one.id !== null) deepest.setAttribute('id', one.id)
    deepest.insert(0, [elementOf({ ...one, name: 'paragraph', id: null })])
    return element
  }
  body.insert(0, papers.map(elementOf))
}

const shown = (body: Y.XmlFragment): string => {
  const plain = (child: unknown): unknown => {
    if (child instanceof Y.XmlText) return child.toDelta()
    if (!(child instanceof Y.XmlElement)) return null
    const attributes = Object.entries(child.getAttributes()).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return [child.nodeName, attributes, child.toArray().map(plain)]
  }
  return JSON.stringify(body.toArray().map(plain))
}

const bodyOf = (papers: readonly Paper[]): Y.XmlFragment => {
  const body = new Y.Doc().getXmlFragment(BODY)
  write(body, papers)
  return body
}

const papers = fc.array(paper, { maxLength: 8 })

test('[W15] a text that is brought to another state says what that says, with marks, lists and tables', () => {
  fc.assert(
    fc.property(papers, papers, (now, then) => {
      const [present, wanted] = [bodyOf(now), bodyOf(then)]
      present.doc?.transact(() => bringTo(present, wanted))
      expect(shown(present)).toBe(shown(wanted))
    }),
  )
})

test('[W15] bringing a text to what it says writes nothing', () => {
  fc.assert(
    fc.property(papers, (now) => {
      const [present, wanted] = [bodyOf(now), bodyOf(now)]
      const before = Y.encodeStateVector(present.doc ?? new Y.Doc())
      present.doc?.transact(() => bringTo(present, wanted))
      expect(Y.encodeStateVector(present.doc ?? new Y.Doc())).toEqual(before)
    }),
  )
})

test('[W15] going back takes back one step of undo’s worth: the words of a block that stayed keep their places', () => {
  const [present, wanted] = [
    bodyOf([{ name: 'goal', id: 'b1', months: '', runs: [{ text: '全年新建兴趣小组6个', bold: false }] }]),
    bodyOf([
      { name: 'paragraph', id: 'b2', months: '', runs: [{ text: '删去的一段', bold: true }] },
      { name: 'goal', id: 'b1', months: '', runs: [{ text: '全年新建教工兴趣小组8个', bold: false }] },
    ]),
  ]
  const goal = present.get(0) as Y.XmlElement
  const text = goal.get(0) as Y.XmlText
  const place = Y.createRelativePositionFromTypeIndex(text, '全年新建'.length)
  present.doc?.transact(() => bringTo(present, wanted))
  expect(present.get(1)).toBe(goal)
  const found = Y.createAbsolutePositionFromRelativePosition(place, present.doc ?? new Y.Doc())
  expect(found?.type).toBe(text)
  expect(text.toJSON().slice(found?.index)).toBe('兴趣小组8个')
})
