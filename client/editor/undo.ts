import type { Editor } from '@tiptap/core'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'

/** Makes a change one step of undo, apart from what was typed before and after. */
export function asOneUndo(editor: Editor, change: () => void): void {
  const manager = (): Y.UndoManager | undefined => {
    const state = yUndoPluginKey.getState(editor.state) as { undoManager?: Y.UndoManager } | undefined
    return state?.undoManager
  }
  manager()?.stopCapturing()
  change()
  manager()?.stopCapturing()
}
