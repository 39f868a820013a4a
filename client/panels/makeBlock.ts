import type { Editor } from '@tiptap/core'
import type { Block } from '../../shared/plan/block.ts'
import type { BlockId } from '../../shared/plan/ids.ts'
import { NODES } from '../../shared/text/schema.ts'

/** Whether one click can turn this block into a goal or a monthly item: plain text, or a numbered line read as a low heading. */
export const canMakeBlock = (block: Block | undefined): boolean =>
  block !== undefined && (block.kind === 'paragraph' || (block.kind === 'heading' && (block.level ?? 0) >= 3))

/**
 * Turns a text block into a goal or a monthly item in one step, with its id, its words and its number as
 * they stand. False when a colleague removed the block or made it something else meanwhile.
 */
export function makeBlock(editor: Editor, id: BlockId, kind: 'goal' | 'monthlyItem'): boolean {
  const { state, schema } = editor
  const type = schema.nodes[NODES[kind]]
  if (type === undefined) return false
  const transaction = state.tr
  state.doc.forEach((node, position) => {
    const plain = node.type.name === NODES.paragraph || node.type.name === NODES.heading
    if (transaction.docChanged || !plain || node.attrs['id'] !== id) return
    const { lead, tail, number } = node.attrs
    transaction.setNodeMarkup(position, type, { id, lead, tail, number: number === undefined ? '' : number })
  })
  if (!transaction.docChanged) return false
  editor.view.dispatch(transaction)
  return true
}
