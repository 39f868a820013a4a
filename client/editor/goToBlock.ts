import type { Editor } from '@tiptap/core'
import type { BlockId } from '../../shared/plan/ids.ts'

/** The block's place in the document, or null when it is gone. */
export function positionOf(editor: Editor, block: BlockId): number | null {
  let found: number | null = null
  editor.state.doc.descendants((node, position) => {
    if (found === null && node.attrs['id'] === block) found = position
    return found === null && !node.isTextblock
  })
  return found
}

/** Scrolls to a block, puts the cursor into it and lights it up for a moment; false when it is gone. */
export function goToBlock(editor: Editor, block: BlockId): boolean {
  const position = positionOf(editor, block)
  const element = position === null ? null : editor.view.nodeDOM(position)
  if (position === null || !(element instanceof HTMLElement)) return false
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
  if (editor.isEditable)
    editor
      .chain()
      .setTextSelection(position + 1)
      .focus(undefined, { scrollIntoView: false })
      .run()
  element.animate([{ backgroundColor: 'var(--warn-soft)' }, { backgroundColor: 'transparent' }], 1600)
  return true
}
