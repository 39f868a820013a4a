import type { Editor } from '@tiptap/core'
import { indexOfCursor, startOf } from '../move.ts'

/** A top-level block on the screen: its index, and its place in the page's coordinates, in pixels. */
export type BlockPlace = { index: number; top: number; bottom: number }

/** What tells a block from others whatever colleagues do meanwhile; a list or a table has none. */
export function idAt(editor: Editor, index: number): string | null {
  const id: unknown = editor.state.doc.maybeChild(index)?.attrs['id']
  return typeof id === 'string' ? id : null
}

/** The index that the block with this id has now; null when it is gone. */
export function indexById(editor: Editor, id: string): number | null {
  const { doc } = editor.state
  for (let index = 0; index < doc.childCount; index++) {
    if (doc.child(index).attrs['id'] === id) return index
  }
  return null
}

/** The block's element; its drawn month heading is another element before it. */
export function elementOf(editor: Editor, index: number): HTMLElement | null {
  const { doc } = editor.state
  if (index < 0 || index >= doc.childCount) return null
  const element = editor.view.nodeDOM(startOf(doc, index))
  return element instanceof HTMLElement ? element : null
}

/** Where a block is on the screen; null when there is no such block. */
export function placeOf(editor: Editor, index: number): BlockPlace | null {
  const element = elementOf(editor, index)
  if (element === null) return null
  const { top, bottom } = element.getBoundingClientRect()
  return { index, top, bottom }
}

/** The block at a height of the screen; null between blocks and outside of the text. */
export function blockAt(editor: Editor, y: number): BlockPlace | null {
  const { left, right } = editor.view.dom.getBoundingClientRect()
  const hit = document.elementFromPoint((left + right) / 2, y)?.closest('.tiptap > *')
  if (!(hit instanceof HTMLElement) || hit.classList.contains('month-heading')) return null
  if (!editor.view.dom.contains(hit)) return null
  const index = editor.state.doc.resolve(editor.view.posAtDOM(hit, 0)).index(0)
  return placeOf(editor, index)
}

/** The block with the cursor. */
export const blockOfCursor = (editor: Editor): BlockPlace | null => placeOf(editor, indexOfCursor(editor))
