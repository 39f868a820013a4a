import { expect } from 'vitest'
import * as Y from 'yjs'
import { type Block, DEFAULT_NUMBERING, type Front } from '../../../shared/plan/block.ts'
import { BlockId } from '../../../shared/plan/ids.ts'
import type { Anchor } from '../../../shared/record/events.ts'
import { anchorOn, heldSpan, type Place, resolveAnchor } from '../../../shared/text/anchors.ts'
import { searchTextOf } from '../../../shared/text/findQuote.ts'
import { passagesOfDoc, type Span, wordsOfSpan } from '../../../shared/text/passages.ts'
import { writeBlocks } from '../../../shared/text/toDoc.ts'

const NO_FRONT: Front = {
  title: null,
  organisation: null,
  period: null,
  kind: null,
  numbering: DEFAULT_NUMBERING,
}

/** A document with these paragraphs, ids p0, p1, … */
export function docWith(...texts: string[]): Y.Doc {
  const doc = new Y.Doc()
  writeBlocks(doc, NO_FRONT, texts.map(paragraph))
  return doc
}

export const paragraph = (text: string, index: number): Block => ({
  id: BlockId.parse(`p${index}`),
  kind: 'paragraph',
  text,
})

/** The span of the first place with these words in one passage. */
export function spanOf(doc: Y.Doc, words: string): Span {
  const { passages } = passagesOfDoc(doc)
  const passage = passages.findIndex(({ text }) => text.includes(words))
  const offset = passages[passage]?.text.indexOf(words) ?? -1
  return { from: { passage, offset }, to: { passage, offset: offset + words.length } }
}

/** A comment's anchor on words of the text. */
export function anchorAt(doc: Y.Doc, words: string | Span): Anchor {
  const anchor = anchorOn(passagesOfDoc(doc), typeof words === 'string' ? spanOf(doc, words) : words)
  if (anchor === null) throw new Error('nothing to comment on')
  return anchor
}

export function placeOf(doc: Y.Doc, anchor: Anchor): Place {
  const text = passagesOfDoc(doc)
  return resolveAnchor(searchTextOf(text.passages), anchor, heldSpan(doc, text, anchor))
}

/** The words under a comment as they are now; '' when it is an orphan. */
export function wordsUnder(doc: Y.Doc, anchor: Anchor): string {
  const place = placeOf(doc, anchor)
  return place.kind === 'range' ? wordsOfSpan(passagesOfDoc(doc).passages, place) : ''
}

export function elementAt(doc: Y.Doc, index: number): Y.XmlElement {
  const element = doc.getXmlFragment('body').get(index)
  if (!(element instanceof Y.XmlElement)) throw new Error(`no block ${index}`)
  return element
}

export function textAt(doc: Y.Doc, index: number): Y.XmlText {
  const text = elementAt(doc, index).get(0)
  expect(text).toBeInstanceOf(Y.XmlText)
  return text as Y.XmlText
}

const paragraphElement = (id: string, words: string): Y.XmlElement => {
  const element = new Y.XmlElement('paragraph')
  element.setAttribute('id', id)
  element.insert(0, words === '' ? [] : [new Y.XmlText(words)])
  return element
}

/** Enter inside a paragraph: the tail goes into a new one. */
export function split(doc: Y.Doc, index: number, at: number, id: string): void {
  const text = textAt(doc, index)
  const tail = text.toJSON().slice(at)
  doc.transact(() => {
    text.delete(at, tail.length)
    doc.getXmlFragment('body').insert(index + 1, [paragraphElement(id, tail)])
  })
}

/** A block moved as the editor moves it: deleted, and inserted again with its id. */
export function move(doc: Y.Doc, index: number, to: number): void {
  const element = elementAt(doc, index)
  const words = element.length === 0 ? '' : textAt(doc, index).toJSON()
  const id = element.getAttribute('id') ?? ''
  doc.transact(() => {
    doc.getXmlFragment('body').delete(index)
    doc.getXmlFragment('body').insert(to, [paragraphElement(id, words)])
  })
}
