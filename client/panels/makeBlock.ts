import type { Editor } from '@tiptap/core'
import { Fragment, type Node } from '@tiptap/pm/model'
import type { BlockId } from '../../shared/plan/ids.ts'
import { NODES } from '../../shared/text/schema.ts'

/** The list without its items from one place to before another; nothing where none is left. */
const part = (list: Node, from: number, to: number): Node[] => {
  const items = list.children.slice(from, to)
  return items.length === 0 ? [] : [list.copy(Fragment.from(items))]
}

/**
 * Turns a text block, or an item of a list, into a goal or a monthly item in one step, with its id, its words
 * and its number as they stand; a list goes on behind it. False when a colleague removed the block or made it
 * something else meanwhile.
 */
export function makeBlock(editor: Editor, id: BlockId, kind: 'goal' | 'monthlyItem'): boolean {
  const { state, schema } = editor
  const type = schema.nodes[NODES[kind]]
  if (type === undefined) return false
  const transaction = state.tr
  state.doc.forEach((node, position) => {
    if (transaction.docChanged) return
    if (node.type.name === NODES.bulletList || node.type.name === NODES.orderedList) {
      const at = node.children.findIndex((item) => item.attrs['id'] === id)
      const item = node.children[at]
      const words = item?.firstChild
      if (item === undefined || !words?.isTextblock) return
      const block = type.create({ id, number: '' }, words.content)
      const nested = item.children.slice(1)
      const nodes = [...part(node, 0, at), block, ...nested, ...part(node, at + 1, node.childCount)]
      transaction.replaceWith(position, position + node.nodeSize, nodes)
      return
    }
    const plain = node.type.name === NODES.paragraph || node.type.name === NODES.heading
    if (!plain || node.attrs['id'] !== id) return
    const { lead, tail, number } = node.attrs
    transaction.setNodeMarkup(position, type, { id, lead, tail, number: number === undefined ? '' : number })
  })
  if (!transaction.docChanged) return false
  editor.view.dispatch(transaction)
  return true
}
