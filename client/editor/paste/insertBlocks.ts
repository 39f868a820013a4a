import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { TextSelection } from '@tiptap/pm/state'
import type { Node } from '@tiptap/pm/model'
import type { Block, Front } from '../../../shared/plan/block.ts'
import { nodesOfBlocks } from '../../../shared/text/toDoc.ts'
import { isPlaceholderTitle, isUnwritten } from '../blank.ts'
import { isTitle } from '../title.ts'
import { typedPlanOf } from '../typedPlan.ts'
import { asOneUndo } from '../undo.ts'
import { keepDrawn } from './keepDrawn.ts'

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

/** Whether the blocks are the whole text: nothing is written yet, and their title takes the place of none that somebody wrote. */
function isWhole(doc: Node, blocks: readonly Block[]): boolean {
  if (!isUnwritten(doc)) return false
  if (!isTitle(doc.firstChild)) return true
  const now = doc.textContent.trim()
  const title = blocks.find(({ kind, level }) => kind === 'heading' && level === 0)?.text.trim()
  return title !== undefined && (now === '' || title === now || isPlaceholderTitle(now))
}

/**
 * Puts what was read in place of the selection: instead of an empty line, else behind, before or between the
 * halves of the line with the cursor; in a plan without words it is the plan. All numbers stay as they were, also
 * those behind it. It is one step of undo, apart from what was typed before and after.
 */
export function insertBlocks(editor: Editor, read: { front: Front; blocks: readonly Block[] }): void {
  const { doc } = editor.state
  const isAll = isWhole(doc, read.blocks)
  const before = isUnwritten(doc) ? undefined : typedPlanOf(editor.state)
  const nodes = nodesOfBlocks(isAll ? read.blocks : underTitle(read.blocks)).map((json) =>
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
        let place = isAll || depth === 0 ? 0 : $from.after(1)
        if (isAll || depth === 0) tr.replaceWith(0, tr.doc.content.size, nodes)
        else if (depth > 1) tr.insert(place, nodes)
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
        if (before !== undefined) keepDrawn(tr, read, before)
        tr.setSelection(TextSelection.near(tr.doc.resolve(place + size), -1)).scrollIntoView()
        return true
      })
      .run()
  asOneUndo(editor, insert)
}
