import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { NODES } from '../../shared/text/schema.ts'

const isSameRun = (upper: Node, lower: Node): boolean =>
  upper.type.name === NODES.monthlyItem &&
  lower.type.name === NODES.monthlyItem &&
  upper.attrs['months'] === lower.attrs['months'] &&
  !lower.attrs['monthHeading']

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
  const [upper, lower] = by === -1 ? [neighbour, node] : [node, neighbour]
  const transaction = state.tr.delete(start, start + node.nodeSize).insert(target, node)
  if (isSameRun(upper, lower)) {
    // The month's heading stays above whichever item is first now.
    const first = by === -1 ? target : start
    transaction.setNodeAttribute(first, 'monthHeading', upper.attrs['monthHeading'])
    transaction.setNodeAttribute(first + lower.nodeSize, 'monthHeading', null)
  }
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
