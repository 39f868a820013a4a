import type { Editor } from '@tiptap/core'
import { startOf } from '../move.ts'

/** Opens the slash menu on a new line below the block; on an empty line, there. */
export function insertBelow(editor: Editor, index: number): void {
  const { doc } = editor.state
  const node = doc.maybeChild(index)
  if (node === null) return
  const start = startOf(doc, index)
  const isEmptyLine = node.isTextblock && node.content.size === 0
  const at = isEmptyLine ? start : start + node.nodeSize
  const chain = editor.chain()
  if (!isEmptyLine) chain.insertContentAt(at, { type: 'paragraph' })
  chain
    .setTextSelection(at + 1)
    .focus()
    .insertContent('/')
    .run()
}
