import { Extension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { NODES } from '../../shared/text/schema.ts'

/** Where the empty cells of a document's tables are, just inside each. */
function emptyCells(doc: Node): number[] {
  const places: number[] = []
  doc.forEach((block, start) => {
    if (block.type.name !== NODES.table) return
    block.descendants((node, position) => {
      const isCell = node.type.name === NODES.tableCell || node.type.name === NODES.tableHeader
      if (isCell && node.childCount === 0) places.push(start + 1 + position + 1)
      return !isCell
    })
  })
  return places
}

/**
 * Gives the cells of a table that one makes or widens a line to write on. The schema asks for none
 * (shared/text/schema.ts, invariant 2); what a colleague's change leaves empty stays so (RULES T3).
 */
export const WritableCells = Extension.create({
  name: 'writableCells',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _before, { doc, schema, tr }) => {
          if (!transactions.some((one) => one.docChanged) || transactions.some(isChangeOrigin)) return null
          const line = schema.nodes[NODES.paragraph]?.create()
          if (line === undefined) return null
          for (const place of emptyCells(doc).toReversed()) tr.insert(place, line)
          return tr.docChanged ? tr : null
        },
      }),
    ]
  },
})
