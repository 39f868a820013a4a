import type { Editor } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { bringTo } from '../../shared/text/bringTo.ts'
import { BODY } from '../../shared/text/schema.ts'
import { asOneUndo } from './undo.ts'

/**
 * Makes the text what it was, as this person's own edit and one step of undo (RULES W15). It is written into the
 * document and not through the editor, whose binding would write words over those of the block beside it.
 */
export function restoreText(editor: Editor, doc: Y.Doc, then: Y.Doc): void {
  asOneUndo(editor, () =>
    doc.transact(() => bringTo(doc.getXmlFragment(BODY), then.getXmlFragment(BODY)), ySyncPluginKey),
  )
}
