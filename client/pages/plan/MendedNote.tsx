import type { Editor } from '@tiptap/core'
import { useSyncExternalStore } from 'react'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { syncWords } from '../../i18n/sync.ts'
import type { PlanSession } from '../../sync/planSession.ts'

/** Says that the text of this device was not the server's and was replaced, and where what differed is kept (RULES W17). */
export function MendedNote({ session, editor }: { session: PlanSession; editor: Editor | null }) {
  const words = useMessages(syncWords)
  const common = useMessages(commonWords)
  const mended = useSyncExternalStore(session.mended.subscribe, session.mended.get)
  const aside = useSyncExternalStore(session.setAside.subscribe, session.setAside.get)
  if (!mended) return null
  const count = aside.reduce((sum, one) => sum + one.proposals.length, 0)
  // Its button goes with it; the focus goes back to the text.
  const close = (): void => {
    session.closeMended()
    editor?.commands.focus()
  }
  return (
    <div className="plan-banner plan-refused">
      <p role="alert">
        {words.mended}
        {count > 0 && words.mendedKept(words.asideButton(count))}
      </p>
      <button type="button" className="plain" onClick={close}>
        {common.close}
      </button>
    </div>
  )
}
