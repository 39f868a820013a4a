import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { BlockId } from '../../../shared/plan/ids.ts'

type Found = { node: Node; position: number }

const blocksWith = (editor: Editor, ids: ReadonlySet<BlockId>): Found[] => {
  const found: Found[] = []
  editor.state.doc.descendants((node, position) => {
    if (ids.has(node.attrs['id'] as BlockId)) found.push({ node, position })
    return !node.isTextblock
  })
  return found
}

/** 统一编号: lets these blocks be numbered by their place again, in one step. */
export function drawNumbers(editor: Editor, ids: ReadonlySet<BlockId>): void {
  const transaction = editor.state.tr
  for (const { node, position } of blocksWith(editor, ids)) {
    if (typeof node.attrs['number'] === 'string') transaction.setNodeAttribute(position, 'number', null)
  }
  if (transaction.docChanged) editor.view.dispatch(transaction)
}

/** Removes the later one of two blocks that a merge of two moves left; nothing if there is only one by now. */
export function removeTwin(editor: Editor, id: BlockId): void {
  const [first, ...twins] = blocksWith(editor, new Set([id]))
  const last = twins.at(-1)
  if (first === undefined || last === undefined) return
  editor.view.dispatch(editor.state.tr.delete(last.position, last.position + last.node.nodeSize))
}
