import type { Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Transaction } from '@tiptap/pm/state'
import { useEffect } from 'react'
import type { Block } from '../../../shared/plan/block.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { commonWords } from '../../i18n/common.ts'
import { useLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import { importSummary } from '../../panels/import/importSummary.ts'

/** What came of pasting or importing: what was read, or that it was too long to take. */
export type PasteNoteOf = { kind: 'read'; plan: Plan; blocks: readonly Block[] } | { kind: 'too-long' }

type PasteNoteProps = {
  editor: Editor | null
  note: PasteNoteOf | null
  /** Called with the note that is done with; a newer one may have taken its place. */
  onClose: (note: PasteNoteOf) => void
}

/** Says over the text, wherever it is scrolled to, what was read in, with one step back; it goes when one writes on. */
export function PasteNote({ editor, note, onClose }: PasteNoteProps) {
  const words = useMessages(planWords)
  const common = useMessages(commonWords)
  const language = useLanguage()
  useEffect(() => {
    if (note === null || editor === null) return undefined
    const onTransaction = ({ transaction }: { transaction: Transaction }): void => {
      if (transaction.docChanged && !isChangeOrigin(transaction)) onClose(note)
    }
    editor.on('transaction', onTransaction)
    return () => {
      editor.off('transaction', onTransaction)
    }
  }, [editor, note, onClose])
  if (note === null) return null
  // Its buttons go with it; the focus goes back to the text.
  const close = (): void => {
    onClose(note)
    editor?.commands.focus()
  }
  return (
    <p className="plan-banner plan-imported" role="status">
      {note.kind === 'read' ? importSummary(note, language) : words.tooLongToPaste}
      {note.kind === 'read' && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            editor?.commands.undo()
            close()
          }}
        >
          {words.undo}
        </button>
      )}
      <button type="button" className="plain" onClick={close}>
        {common.close}
      </button>
    </p>
  )
}
