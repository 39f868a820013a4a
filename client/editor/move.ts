import { type Editor, Extension } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

/** Moves the top-level block with the cursor up (-1) or down (1) by one, with its id and the cursor (RULES T4). */
export function moveBlock(editor: Editor, by: -1 | 1): boolean {
  const { state } = editor
  const { $from } = state.selection
  if ($from.depth === 0) return false
  const index = $from.index(0)
  const neighbour = state.doc.maybeChild(index + by)
  const node = state.doc.maybeChild(index)
  if (!neighbour || !node) return false
  const start = $from.before(1)
  const inside = state.selection.from - start
  const target = by === -1 ? start - neighbour.nodeSize : start + neighbour.nodeSize
  const transaction = state.tr.delete(start, start + node.nodeSize).insert(target, node)
  editor.view.dispatch(
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(target + inside))).scrollIntoView(),
  )
  return true
}

/** Alt+↑ and Alt+↓ move the block with the cursor. */
export const MoveBlock = Extension.create({
  name: 'moveBlock',
  addKeyboardShortcuts() {
    return {
      'Alt-ArrowUp': () => moveBlock(this.editor, -1),
      'Alt-ArrowDown': () => moveBlock(this.editor, 1),
    }
  },
})
