import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { NODES } from '../../../shared/text/schema.ts'
import { newBlockId } from '../ids.ts'
import { startOf } from '../move.ts'
import { askForMenu } from '../slash/slashMenu.ts'

/** Opens the menu of what can be inserted on a new line below the block; on an empty line, there. */
export function insertBelow(editor: Editor, index: number): void {
  const { doc, tr } = editor.state
  const node = doc.maybeChild(index)
  if (node === null) return
  const start = startOf(doc, index)
  const isEmptyLine = node.isTextblock && node.content.size === 0
  const at = isEmptyLine ? start : start + node.nodeSize
  const own: unknown = isEmptyLine ? node.attrs['id'] : null
  const line = typeof own === 'string' ? own : newBlockId()
  if (isEmptyLine) tr.setNodeAttribute(at, 'id', line)
  else tr.insert(at, editor.schema.node(NODES.paragraph, { id: line }))
  tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView()
  editor.view.dispatch(askForMenu(tr, line))
  editor.view.focus()
}
