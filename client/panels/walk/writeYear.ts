import type { Editor } from '@tiptap/core'
import { maskedYearIn } from '../../../shared/plan/maskedYear.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { positionOf } from '../../editor/goToBlock.ts'

/** Writes a year in place of the first masked one of a block (20xx年), in one step of undo; false when it is gone by now. */
export function writeYear(editor: Editor, block: BlockId, year: string): boolean {
  const position = positionOf(editor, block)
  const node = position === null ? null : editor.state.doc.nodeAt(position)
  if (position === null || node === null) return false
  let isWritten = false
  editor.state.doc.nodesBetween(position, position + node.nodeSize, (one, at) => {
    if (!one.isTextblock || isWritten) return !isWritten
    const masked = maskedYearIn(one.textBetween(0, one.content.size, undefined, '\n'))
    if (masked === null) return false
    const from = at + 1 + masked.start
    editor.view.dispatch(editor.state.tr.insertText(year, from, from + masked.mask.length))
    isWritten = true
    return false
  })
  return isWritten
}
