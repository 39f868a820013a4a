import type { Editor } from '@tiptap/core'
import type { Fix } from '../../../shared/plan/fix.ts'
import { fixIn } from '../../../shared/plan/fixAttributes.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { positionOf } from '../../editor/goToBlock.ts'
import { setFix } from '../../editor/setFix.ts'

/** The corrections that stand in a block now; null when it is gone. */
export function fixNow(editor: Editor, block: BlockId): Fix | null {
  const position = positionOf(editor, block)
  if (position === null) return null
  return fixIn(editor.state.doc.nodeAt(position)?.attrs ?? {})
}

/** Sets a block's corrections, in one step of undo; nothing when it is gone. */
export function writeFix(editor: Editor, block: BlockId, fix: Fix): void {
  const position = positionOf(editor, block)
  if (position === null) return
  editor.view.dispatch(setFix(editor.state.tr, position, fix))
}
