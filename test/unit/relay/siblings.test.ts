/** Neighbours of two places: an update that names them is not the same to every replica. */
import * as fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Places, type TextId } from '../../../server/relay/places.ts'
import { receive } from '../../../server/relay/receive.ts'
import { PlanText } from '../../../server/relay/text.ts'
import { PlanId } from '../../../shared/plan/ids.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { UPDATE_BYTES } from '../../../shared/wire/limits.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

/** Clocks of two paragraphs as `paragraphOf` makes them: the element, its text, the letters. */
const [FIRST, SECOND] = [
  { element: 0, letters: 2 },
  { element: 4, letters: 6 },
]
const WRITER = 7

function twoParagraphs(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = WRITER
  doc.getXmlFragment(BODY).insert(0, [paragraphOf('甲乙')])
  doc.getXmlFragment(BODY).insert(1, [paragraphOf('丙丁')])
  return doc
}

/** One struct by client 9 between two ids of the writer: an element, or a letter. */
function between(left: number, right: number, what: 'element' | 'letter'): Uint8Array {
  const encoder = encoding.createEncoder()
  const info = 128 | 64 | (what === 'element' ? 7 : 4)
  for (const number of [1, 1, 9, 0]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8(encoder, info)
  for (const number of [WRITER, left, WRITER, right]) encoding.writeVarUint(encoder, number)
  if (what === 'element') encoding.writeVarUint(encoder, 3)
  encoding.writeVarString(encoder, what === 'element' ? 'paragraph' : '字')
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test.each([
  ['an element between a block and letters in another', FIRST.element, SECOND.letters, 'element'],
  ['a letter between letters of two texts', FIRST.letters, SECOND.letters, 'letter'],
] as const)('[P4][W3] %s is malformed, also when the other is deleted', (_what, left, right, what) => {
  expect(receive(between(left, right, what), twoParagraphs())).toEqual({ kind: 'refused', code: 'malformed' })
  const without = twoParagraphs()
  without.getXmlFragment(BODY).delete(1)
  expect(receive(between(left, right, what), without)).toEqual({ kind: 'refused', code: 'malformed' })
})

test('[W3] between siblings both pass, also where they are deleted', () => {
  expect(receive(between(FIRST.element, SECOND.element, 'element'), twoParagraphs()).kind).toBe('new')
  const doc = twoParagraphs()
  doc.getXmlFragment(BODY).delete(0)
  expect(receive(between(FIRST.letters, FIRST.letters + 1, 'letter'), doc).kind).toBe('new')
})

test('[P4][W3] a letter between two texts is not plain typing, though both are known', () => {
  const doc = twoParagraphs()
  const updates = [Y.encodeStateAsUpdate(doc)]
  const stored = () => ({ snapshot: null, tail: updates, seq: updates.length })
  const text = new PlanText(PlanId.parse('p'.repeat(22)), stored())
  text.rebase(stored())
  const give = (update: Uint8Array): string => {
    const verdict = text.judge(update, UPDATE_BYTES)
    if (verdict.kind !== 'new') return verdict.kind
    if (!text.take(verdict)) return 'spoilt'
    return verdict.plain ? 'plain' : 'new'
  }
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const typeIn = (nth: number): string => {
    const element = doc.getXmlFragment(BODY).get(nth)
    const words = element instanceof Y.XmlElement ? element.get(0) : null
    if (words instanceof Y.XmlText) words.insert(1, '又')
    return give(updates.at(-1) ?? new Uint8Array())
  }
  expect([typeIn(0), typeIn(0), typeIn(1), typeIn(1)]).toEqual(['new', 'plain', 'new', 'plain'])
  expect(give(between(FIRST.letters, SECOND.letters, 'letter'))).toBe('spoilt')
})

test('places know the text of each id that they were told of, and of no other', () => {
  const run = fc.record({
    from: fc.nat(30),
    length: fc.integer({ min: 1, max: 8 }),
    text: fc.record({ client: fc.constantFrom(1, 4_294_967_295), clock: fc.nat(1) }),
  })
  fc.assert(
    fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
      const places = new Places()
      const known = new Map<number, TextId>()
      for (const { from, length, text } of runs) {
        places.add(WRITER, from, from + length, text)
        for (let clock = from; clock < from + length; clock++) if (!known.has(clock)) known.set(clock, text)
      }
      for (let from = 0; from < 42; from++) {
        expect(places.textOf(WRITER, from)).toEqual(known.get(from) ?? null)
        const all = [0, 1, 2].map((more) => known.has(from + more))
        expect(places.covers(WRITER, from, from + 3)).toBe(all.every(Boolean))
      }
    }),
    { numRuns: 300 },
  )
})
