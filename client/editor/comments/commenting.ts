/**
 * What the editor and the comments panel share about one open plan: the journal, where each thread stands
 * in the text now, which thread is looked at, and the place of a comment being written.
 */
import type * as Y from 'yjs'
import type { EventId } from '../../../shared/plan/ids.ts'
import type { Anchor } from '../../../shared/record/events.ts'
import type { Place } from '../../../shared/text/anchors.ts'
import { type Journal, openJournal } from '../../sync/journal.ts'
import { makeLive, type Settable } from '../../sync/live.ts'
import type { Live, Owner, PlanSession } from '../../sync/planSession.ts'

/** The key of a comment that is being written, beside the ids of threads. */
export const NEW = 'new'

export type Commenting = {
  journal: Journal
  doc: Y.Doc
  /** By thread id, and NEW for the comment being written; empty until the editor has looked. */
  places: Settable<ReadonlyMap<string, Place>>
  active: Settable<EventId | null>
  /** Starts a comment, or moves the one being written to this place, words and all. */
  begin: (anchor: Anchor) => void
  /** Looks at a thread. */
  open: (thread: EventId) => void
  /** Counts up whenever the panel is asked for, by a click in the text or a new comment. */
  asked: Live<number>
  close: () => Promise<void>
}

export function openCommenting(me: Owner, session: PlanSession): Commenting {
  const journal = openJournal(me, session)
  const active = makeLive<EventId | null>(null)
  const asked = makeLive(0)
  return {
    journal,
    doc: session.doc,
    places: makeLive<ReadonlyMap<string, Place>>(new Map()),
    active,
    asked,
    begin: (anchor) => {
      const text = journal.drafts.get().get(NEW)?.text ?? ''
      journal.keepDraft({ key: NEW, text, anchor })
      active.set(null)
      asked.set(asked.get() + 1)
    },
    open: (thread) => {
      active.set(thread)
      asked.set(asked.get() + 1)
    },
    close: () => journal.close(),
  }
}
