import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { TextSelection } from '@tiptap/pm/state'
import type { Block } from '../../../shared/plan/block.ts'
import { nodesOfBlocks } from '../../../shared/text/toDoc.ts'
import { asOneUndo } from '../undo.ts'

/** Whether blocks can stand where the selection is: among the text's own blocks, not in a list or a table. */
export function takesBlocks({ selection }: EditorState): boolean {
  return selection.$from.depth <= 1 && selection.$to.depth <= 1
}

/** A plan has one title; what would be a second one becomes a heading without a number. */
const underTitle = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) =>
    block.kind === 'heading' && block.level === 0
      ? { ...block, level: 1, number: block.number ?? '' }
      : block,
  )

/**
 * Puts blocks in place of the selection: instead of an empty line, else behind, before or between the
 * halves of the line with the cursor. It is one step of undo, apart from what was typed before and after.
 */
export function insertBlocks(editor: Editor, blocks: readonly Block[]): void {
  const nodes = nodesOfBlocks(editor.isEmpty ? blocks : underTitle(blocks)).map((json) =>
    editor.schema.nodeFromJSON(json),
  )
  const insert = (): boolean =>
    editor
      .chain()
      .command(({ tr }) => {
        if (!tr.selection.empty) tr.deleteSelection()
        return true
      })
      .command(({ tr, commands }) => {
        const { $from } = tr.selection
        const { parent, parentOffset, depth } = $from
        const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0)
        let place = depth === 0 ? 0 : $from.after(1)
        if (depth === 0) tr.replaceWith(0, tr.doc.content.size, nodes)
        else if (parent.content.size === 0) {
          place = $from.before(1)
          tr.replaceWith(place, $from.after(1), nodes)
        } else if (parentOffset === 0) {
          place = $from.before(1)
          tr.insert(place, nodes)
        } else {
          if (parentOffset < parent.content.size) {
            commands.splitBlock()
            place = tr.selection.$from.before(1)
          }
          tr.insert(place, nodes)
        }
        tr.setSelection(TextSelection.near(tr.doc.resolve(place + size), -1)).scrollIntoView()
        return true
      })
      .run()
  asOneUndo(editor, insert)
}
