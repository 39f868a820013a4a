/**
 * A plan's text as passages: one per text block of the editor (heading, paragraph, goal, item; paragraphs
 * in a list item or a cell count under its id), in document order. Places in the text are spots: which
 * passage, and the offset in its words in UTF-16 units, a hard break counting as one.
 *
 * The editor's document and the Yjs document give the same passages (client/editor/comments/passages.ts).
 */
import * as Y from 'yjs'
import { z } from 'zod'
import { BlockId } from '../plan/ids.ts'
import { BODY, NODES } from './schema.ts'

export type Passage = { block: BlockId; text: string }
export type Spot = { passage: number; offset: number }
/** Words from one spot up to another, which may be in a later passage. */
export type Span = { from: Spot; to: Spot }

/** A piece of a passage's words: a Y.XmlText and the offset at which it begins. */
export type Piece = { passage: number; offset: number; length: number }

export type DocPassages = { passages: Passage[]; pieces: Map<Y.XmlText, Piece> }

const WORDS: ReadonlySet<string> = new Set([NODES.heading, NODES.paragraph, NODES.goal, NODES.monthlyItem])
/** Nodes whose id stands for all the text blocks in them. */
const HOLDERS: ReadonlySet<string> = new Set([NODES.listItem, NODES.tableHeader, NODES.tableCell])

export const holdsWords = (type: string): boolean => WORDS.has(type)
export const namesItsText = (type: string): boolean => HOLDERS.has(type)

/** The id that a passage goes by; a block that has none yet is known by its place. */
export const passageBlock = (id: unknown, place: number): BlockId => {
  const parsed = BlockId.safeParse(id)
  return parsed.success ? parsed.data : BlockId.parse(`at-${place}`)
}

const Delta = z.array(z.object({ insert: z.string().catch('') })).catch([])

/** The passages of a plan's document, with the Yjs texts that they are made of. */
export function passagesOfDoc(doc: Y.Doc): DocPassages {
  const passages: Passage[] = []
  const pieces = new Map<Y.XmlText, Piece>()
  const read = (element: Y.XmlElement, holder: unknown): void => {
    const id = holder ?? element.getAttribute('id')
    if (!holdsWords(element.nodeName)) {
      const inner = namesItsText(element.nodeName) ? (element.getAttribute('id') ?? null) : holder
      for (const child of element.toArray()) if (child instanceof Y.XmlElement) read(child, inner)
      return
    }
    const passage = passages.length
    let text = ''
    for (const child of element.toArray()) {
      if (child instanceof Y.XmlText) {
        const delta: unknown = child.toDelta()
        const words = Delta.parse(delta)
          .map(({ insert }) => insert)
          .join('')
        pieces.set(child, { passage, offset: text.length, length: words.length })
        text += words
      } else if (child instanceof Y.XmlElement && child.nodeName === NODES.hardBreak) text += '\n'
    }
    passages.push({ block: passageBlock(id, passage), text })
  }
  for (const child of doc.getXmlFragment(BODY).toArray()) if (child instanceof Y.XmlElement) read(child, null)
  return { passages, pieces }
}

/** The words of a span, passages separated by line breaks. */
export function wordsOfSpan(passages: readonly Passage[], { from, to }: Span): string {
  return passages
    .slice(from.passage, to.passage + 1)
    .map(({ text }, index) => {
      const passage = from.passage + index
      const start = passage === from.passage ? from.offset : 0
      return text.slice(start, passage === to.passage ? to.offset : undefined)
    })
    .join('\n')
}
