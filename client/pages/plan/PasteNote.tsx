import type { Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Transaction } from '@tiptap/pm/state'
import { useEffect } from 'react'
import type { Block } from '../../../shared/plan/block.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { summarise } from '../../../shared/reading/summarise.ts'
import { removeClutter } from '../../editor/paste/clutter.ts'
import { commonWords } from '../../i18n/common.ts'
import { useLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import { importWords } from '../../i18n/import.ts'
import { planWords } from '../../i18n/plan.ts'
import { walkWords } from '../../i18n/walk.ts'
import { importSummary } from '../../panels/import/importSummary.ts'

/** What came of pasting or importing: what was read, that what a web page added was removed, or that it was too long to take. */
export type PasteNoteOf =
  | { kind: 'read'; plan: Plan; blocks: readonly Block[]; clutter: readonly Block[] }
  | { kind: 'removed'; count: number }
  | { kind: 'too-long' }

type PasteNoteProps = {
  editor: Editor | null
  note: PasteNoteOf | null
  /** Begins to settle the unsure places one by one. */
  onWalk: () => void
  /** Called with the note that is done with; a newer one may have taken its place. */
  onClose: (note: PasteNoteOf) => void
  onRemoved: (count: number) => void
}

/** Says over the text, wherever it is scrolled to, what was read in, with one step back; it goes when one writes on. */
export function PasteNote({ editor, note, onWalk, onClose, onRemoved }: PasteNoteProps) {
  const words = useMessages(planWords)
  const importing = useMessages(importWords)
  const common = useMessages(commonWords)
  const walk = useMessages(walkWords)
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
  const clutter = note.kind === 'read' ? note.clutter : []
  return (
    <div className="plan-banner plan-imported" role="status">
      <span>
        {note.kind === 'read'
          ? importSummary(note, language)
          : note.kind === 'removed'
            ? words.removed(note.count)
            : words.tooLongToPaste}
      </span>
      {note.kind === 'read' && summarise(note.plan, note.blocks).doubts > 0 && (
        <button type="button" className="plain" aria-keyshortcuts="Alt+Q" onClick={onWalk}>
          {walk.title}
        </button>
      )}
      {clutter.length > 0 && (
        <>
          <button
            type="button"
            className="plain"
            onClick={() => {
              const count = editor === null ? 0 : removeClutter(editor, clutter)
              close()
              onRemoved(count)
            }}
          >
            {importing.clutter(clutter.length)}
          </button>
          <details className="plan-clutter">
            <summary>{importing.clutterLines}</summary>
            <ul>
              {clutter.map(({ id, text }) => (
                <li key={id}>{text}</li>
              ))}
            </ul>
          </details>
        </>
      )}
      {note.kind !== 'too-long' && (
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
    </div>
  )
}
