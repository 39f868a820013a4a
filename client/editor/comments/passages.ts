import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import {
  type DocPassages,
  namesItsText,
  type Passage,
  passageBlock,
  passagesOfDoc,
  type Span,
  type Spot,
} from '../../../shared/text/passages.ts'

/** The editor's passages, with the position at which each one's words begin. */
export type EditorPassages = { passages: Passage[]; starts: number[] }

/** The same passages as shared/text/passages.ts reads from the Yjs document, read from the editor's. */
export function passagesOfEditor(doc: Node): EditorPassages {
  const passages: Passage[] = []
  const starts: number[] = []
  const read = (node: Node, position: number, holder: unknown): void => {
    if (node.isTextblock) {
      const text = node.textBetween(0, node.content.size, undefined, '\n')
      passages.push({ block: passageBlock(holder ?? node.attrs['id'], passages.length), text })
      starts.push(position + 1)
      return
    }
    const inner: unknown = namesItsText(node.type.name) ? (node.attrs['id'] ?? null) : holder
    node.forEach((child, offset) => read(child, position + 1 + offset, inner))
  }
  doc.forEach((node, offset) => read(node, offset, null))
  return { passages, starts }
}

/** The Yjs document's passages if they are the editor's word for word, as between two keystrokes they are. */
export function samePassages(doc: Y.Doc, { passages }: EditorPassages): DocPassages | null {
  const theirs = passagesOfDoc(doc)
  const isSame =
    theirs.passages.length === passages.length &&
    passages.every(({ text }, index) => text === theirs.passages[index]?.text)
  return isSame ? theirs : null
}

export const positionOfSpot = ({ starts }: EditorPassages, { passage, offset }: Spot): number =>
  (starts[passage] ?? 0) + offset

/** The words between two positions; null when there are none. */
export function spanBetween({ passages, starts }: EditorPassages, from: number, to: number): Span | null {
  const first = starts.findIndex((start, index) => from <= start + (passages[index]?.text.length ?? 0))
  const last = starts.findLastIndex((start) => start <= to)
  if (first < 0 || last < first) return null
  const within = (passage: number, position: number): Spot => {
    const length = passages[passage]?.text.length ?? 0
    return { passage, offset: Math.min(length, Math.max(0, position - (starts[passage] ?? 0))) }
  }
  return { from: within(first, from), to: within(last, to) }
}
