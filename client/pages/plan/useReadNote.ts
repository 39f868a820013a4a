import type { Extensions } from '@tiptap/core'
import { useCallback, useMemo, useState } from 'react'
import { PlanPaste } from '../../editor/paste/planPaste.ts'
import type { ReadText } from '../../editor/paste/readText.ts'
import { writeFront } from '../../../shared/text/toDoc.ts'
import type { PlanSession } from '../../sync/planSession.ts'
import type { PasteNoteOf } from './PasteNote.tsx'

type ReadNote = {
  note: PasteNoteOf | null
  /** Takes this note away, unless a newer one has taken its place. */
  dropNote: (done: PasteNoteOf) => void
  /** Notes that so many lines of a web page were removed. */
  noteRemoved: (count: number) => void
  /** Notes what was read into the plan. */
  noteRead: (read: ReadText, isFirst: boolean) => void
  /** The editor's part: reading what is pasted. */
  pasting: Extensions
}

/** What was last pasted or imported into an open plan, to be told over the text. */
export function useReadNote(session: PlanSession): ReadNote {
  const [note, setNote] = useState<PasteNoteOf | null>(null)
  const dropNote = useCallback((done: PasteNoteOf) => setNote((now) => (now === done ? null : now)), [])
  const noteRead = useCallback(
    ({ front, plan, blocks, clutter = [] }: ReadText, isFirst: boolean) => {
      // The first text decides how the plan is numbered.
      if (isFirst) writeFront(session.doc, front)
      setNote({ kind: 'read', plan, blocks, clutter })
    },
    [session],
  )
  const noteRemoved = useCallback((count: number) => setNote({ kind: 'removed', count }), [])
  const pasting = useMemo(
    () => [PlanPaste.configure({ onRead: noteRead, onTooLong: () => setNote({ kind: 'too-long' }) })],
    [noteRead],
  )
  return { note, dropNote, noteRemoved, noteRead, pasting }
}
