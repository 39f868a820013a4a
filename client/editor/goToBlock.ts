import type { Editor } from '@tiptap/core'
import type { BlockId } from '../../shared/plan/ids.ts'
import { isLong } from './longText.ts'

/** The block's place in the document, or null when it is gone. */
export function positionOf(editor: Editor, block: BlockId): number | null {
  let found: number | null = null
  editor.state.doc.descendants((node, position) => {
    if (found === null && node.attrs['id'] === block) found = position
    return found === null && !node.isTextblock
  })
  return found
}

const LIGHT = 'gongni-asked'

/**
 * Scrolls to these words and keeps them lit, without moving cursor or focus; null puts the light out. An old
 * browser without highlights only scrolls.
 */
export function lightUp(editor: Editor, at: { block: BlockId; start: number; length: number } | null): void {
  if ('highlights' in CSS) CSS.highlights.delete(LIGHT)
  const position = at === null ? null : positionOf(editor, at.block)
  const node = position === null ? null : editor.state.doc.nodeAt(position)
  if (at === null || position === null || node === null) return
  const element = editor.view.nodeDOM(position)
  if (element instanceof HTMLElement) element.scrollIntoView({ block: 'center' })
  if (!('highlights' in CSS)) return
  // The words of a list's item or a table's cell stand in a paragraph of their own.
  const first = position + (node.isTextblock ? 1 : 2)
  const last = position + node.nodeSize - 1
  const from = editor.view.domAtPos(Math.min(first + at.start, last))
  const to = editor.view.domAtPos(Math.min(first + at.start + at.length, last))
  const range = document.createRange()
  range.setStart(from.node, from.offset)
  range.setEnd(to.node, to.offset)
  CSS.highlights.set(LIGHT, new Highlight(range))
}

/** Scrolls to a block, puts the cursor into it and lights it up for a moment; false when it is gone. */
export function goToBlock(editor: Editor, block: BlockId): boolean {
  const position = positionOf(editor, block)
  const element = position === null ? null : editor.view.nodeDOM(position)
  if (position === null || !(element instanceof HTMLElement)) return false
  // What is left out of a long text has its height only when it passes by: a smooth way would end elsewhere.
  const atOnce = isLong(editor.state.doc.childCount) || matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({ block: 'center', behavior: atOnce ? 'auto' : 'smooth' })
  if (editor.isEditable)
    editor
      .chain()
      .setTextSelection(position + 1)
      .focus(undefined, { scrollIntoView: false })
      .run()
  element.animate([{ backgroundColor: 'var(--warn-soft)' }, { backgroundColor: 'transparent' }], 1600)
  return true
}
