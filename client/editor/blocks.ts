import type { Node } from '@tiptap/pm/model'
import type { Block } from '../../shared/plan/block.ts'
import { blocksOfNodes, isNamed, type TextNode } from '../../shared/text/fromDoc.ts'
import { NODES } from '../../shared/text/schema.ts'

const kept = new WeakMap<Node, { place: number; tables: number; blocks: Block[] }>()

const textNode = (node: Node): TextNode => {
  const children: TextNode[] = []
  if (!node.isTextblock) node.forEach((child) => children.push(textNode(child)))
  const text = node.isTextblock ? node.textBetween(0, node.content.size, undefined, '\n') : ''
  return { type: node.type.name, attrs: node.attrs, text, children }
}

const isTable = (node: Node): boolean => node.type.name === NODES.table

/**
 * The blocks of a top-level node behind so many blocks and tables; the same objects as long as the node is the
 * same, and with it what its blocks tell of their place.
 */
function blocksOfNode(node: Node, place: number, tables: number): readonly Block[] {
  const known = kept.get(node)
  if (
    known !== undefined &&
    (known.tables === tables || !isTable(node)) &&
    (known.place === place || known.blocks.every(isNamed))
  )
    return known.blocks
  const blocks = blocksOfNodes([textNode(node)], place, tables)
  kept.set(node, { place, tables, blocks })
  return blocks
}

/** How many blocks a node of the document that was read last has. */
export const countBlocks = (node: Node): number => kept.get(node)?.blocks.length ?? 0

/** All blocks of the editor's document; unchanged nodes give the objects they gave before. */
export function blocksOfEditor(doc: Node): Block[] {
  const blocks: Block[] = []
  let tables = 0
  doc.forEach((node) => {
    for (const block of blocksOfNode(node, blocks.length, tables)) blocks.push(block)
    if (isTable(node)) tables += 1
  })
  return blocks
}
