import type { Editor } from '@tiptap/core'
import type { Block, Front } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { isUnwritten } from '../../editor/blank.ts'
import { insertBlocks, takesBlocks } from '../../editor/paste/insertBlocks.ts'
import type { ImportPlace } from '../../panels/import/ImportDialog.tsx'

/** Where an import into the open plan may go; none to choose from while nothing but a title is written. */
export const importPlaces = (editor: Editor, mayCreate: boolean): ImportPlace[] =>
  isUnwritten(editor.state.doc)
    ? []
    : [
        'end',
        ...(takesBlocks(editor.state) ? ['cursor' as const] : []),
        ...(mayCreate ? ['new' as const] : []),
      ]

/**
 * Puts an import at the end or behind the cursor, without replacing what is selected; gives its first block, or
 * null when the page was left meanwhile.
 */
export function importBlocks(
  editor: Editor,
  read: { front: Front; blocks: readonly Block[] },
  place: 'end' | 'cursor',
): BlockId | null {
  if (editor.isDestroyed) return null
  const { doc, selection } = editor.state
  editor.commands.setTextSelection(place === 'end' ? doc.content.size : selection.to)
  insertBlocks(editor, read)
  return read.blocks[0]?.id ?? null
}
