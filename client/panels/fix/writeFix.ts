import type { Editor } from '@tiptap/core'
import { parseFix, printFix, type Fix } from '../../../shared/plan/fix.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { positionOf } from '../../editor/goToBlock.ts'

/** The corrections that stand in a block now; null when it is gone. */
export function fixNow(editor: Editor, block: BlockId): Fix | null {
  const position = positionOf(editor, block)
  if (position === null) return null
  const json: unknown = editor.state.doc.nodeAt(position)?.attrs['fix']
  return parseFix(typeof json === 'string' ? json : null)
}

/** Sets a block's corrections, in one step of undo; nothing when it is gone. */
export function writeFix(editor: Editor, block: BlockId, fix: Fix): void {
  const position = positionOf(editor, block)
  if (position === null) return
  editor.view.dispatch(editor.state.tr.setNodeAttribute(position, 'fix', printFix(fix)))
}
