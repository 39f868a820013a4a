import {
  array,
  assert,
  base64String,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  string,
  tuple,
} from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { BlockId } from '../../shared/plan/ids.ts'
import { heldSpan, resolveAnchor } from '../../shared/text/anchors.ts'
import { searchTextOf } from '../../shared/text/findQuote.ts'
import { passagesOfDoc } from '../../shared/text/passages.ts'
import {
  anchorAt,
  docWith,
  elementAt,
  move,
  placeOf,
  split,
  textAt,
  wordsUnder,
} from '../unit/comments/text.ts'

/** Few characters, so that quotes recur. */
const words = string({ unit: constantFrom('工', '会', '年', 'a', '𠮷', '，'), minLength: 1, maxLength: 12 })
const texts = array(words, { minLength: 1, maxLength: 5 })
const at = integer({ min: 0, max: 1_000 })
const edits = array(
  tuple(constantFrom('insert', 'delete', 'split', 'move', 'remove', 'bold', 'undo'), at, at, words),
  { maxLength: 12 },
)
type Edit = typeof edits extends { generate: unknown } ? [string, number, number, string] : never

/** A plan's blocks under random editing; each edit takes its place from the numbers, whatever there is. */
function edit(doc: Y.Doc, undo: Y.UndoManager, [kind, a, b, some]: Edit, step: number): void {
  const body = doc.getXmlFragment('body')
  if (kind === 'undo') undo.undo()
  if (body.length === 0) return
  const index = a % body.length
  if (kind === 'move') move(doc, index, b % body.length)
  if (kind === 'remove') body.delete(index)
  if (!['insert', 'delete', 'split', 'bold'].includes(kind) || elementAt(doc, index).length === 0) return
  const text = textAt(doc, index)
  const offset = b % (text.length + 1)
  const length = Math.min(some.length, text.length - offset)
  if (kind === 'insert') text.insert(offset, some)
  if (kind === 'delete') text.delete(offset, length)
  if (kind === 'bold') text.format(offset, length, { bold: true })
  if (kind === 'split') split(doc, index, offset, `new${step}`)
}

const timesIn = (text: string, quote: string): number => {
  let times = 0
  for (let found = text.indexOf(quote); found >= 0; found = text.indexOf(quote, found + 1)) times += 1
  return times
}

test('[J7] after any edits a comment stands on its words, on what is left of them, or nowhere with its quote', () => {
  assert(
    property(texts, at, at, edits, (blocks, where, length, changes) => {
      const doc = docWith(...blocks)
      const undo = new Y.UndoManager(doc.getXmlFragment('body'), { captureTimeout: 0 })
      const passage = where % blocks.length
      const characters = Array.from(blocks[passage] ?? '')
      const first = where % characters.length
      const from = characters.slice(0, first).join('').length
      const to = characters.slice(0, first + 1 + (length % (characters.length - first))).join('').length
      const anchor = anchorAt(doc, { from: { passage, offset: from }, to: { passage, offset: to } })
      expect(wordsUnder(doc, anchor)).toBe(anchor.quote)
      for (const [step, change] of changes.entries()) {
        edit(doc, undo, change, step)
        const place = placeOf(doc, anchor)
        const { flat, passages } = searchTextOf(passagesOfDoc(doc).passages)
        if (place.kind === 'range') {
          expect(passages[place.from.passage]?.block).toBe(place.block)
          if (!place.changed) expect(wordsUnder(doc, anchor).replaceAll('\n', '')).toBe(anchor.quote)
        } else expect(place).toEqual({ kind: 'orphan', quote: anchor.quote })
        if (timesIn(flat, anchor.quote) === 1)
          expect(wordsUnder(doc, anchor).replaceAll('\n', '')).toBe(anchor.quote)
        if (timesIn(flat, anchor.quote) === 0) expect(place.kind === 'range' && !place.changed).toBe(false)
      }
    }),
    { numRuns: 300 },
  )
})

test('[J7] an anchor made by anybody, of anything, is resolved without an exception', () => {
  const position = oneof(base64String({ maxLength: 60 }), string({ maxLength: 20 }))
  assert(
    property(
      texts,
      record({ from: position, to: position, quote: words, before: words, after: words }),
      (blocks, made) => {
        const doc = docWith(...blocks)
        const text = passagesOfDoc(doc)
        const anchor = { ...made, block: BlockId.parse('p0') }
        const place = resolveAnchor(searchTextOf(text.passages), anchor, heldSpan(doc, text, anchor))
        expect(['range', 'orphan']).toContain(place.kind)
      },
    ),
  )
})
