import type { Node } from '@tiptap/pm/model'
import type { Block } from '../../shared/plan/block.ts'
import { blocksOfNodes, type TextNode } from '../../shared/text/fromDoc.ts'

const kept = new WeakMap<Node, Block[]>()

const textNode = (node: Node): TextNode => {
  const children: TextNode[] = []
  if (!node.isTextblock) node.forEach((child) => children.push(textNode(child)))
  const text = node.isTextblock ? node.textBetween(0, node.content.size, undefined, '\n') : ''
  return { type: node.type.name, attrs: node.attrs, text, children }
}

/** A top-level node's blocks; the same objects as long as the node is the same. */
export function blocksOfNode(node: Node): readonly Block[] {
  const before = kept.get(node)
  if (before !== undefined) return before
  const blocks = blocksOfNodes([textNode(node)])
  kept.set(node, blocks)
  return blocks
}

/** All blocks of the editor's document; unchanged nodes give the objects they gave before. */
export function blocksOfEditor(doc: Node): Block[] {
  const blocks: Block[] = []
  doc.forEach((node) => {
    for (const block of blocksOfNode(node)) blocks.push(block)
  })
  return blocks
}
