import { useState } from 'react'
import { sourceOf } from '../../../shared/plan/sourceOf.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import type { RefusalCode } from '../../../shared/wire/refusals.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { refusals } from '../../i18n/refusals.ts'
import { syncWords } from '../../i18n/sync.ts'
import type { PlanSession } from '../../sync/planSession.ts'
import { saveAsFile } from '../../ui/saveAsFile.ts'

type RefusedNoteProps = {
  code: RefusalCode
  session: PlanSession
  /** Whose text it is, and the plan's title. */
  name: string
  title: string
}

/** Why nothing of this page reaches the server any more, and the ways to keep one's words. */
export function RefusedNote({ code, session, name, title }: RefusedNoteProps) {
  const words = useMessages(syncWords)
  const common = useMessages(commonWords)
  const sentences = useMessages(refusals)
  const [copied, setCopied] = useState(false)
  const sentence =
    code === 'not-found'
      ? words.planDeleted
      : code === 'signed-out'
        ? words.notSignedIn(name)
        : sentences[code]
  const text = (): string => {
    const { front, blocks } = blocksOfDoc(session.doc)
    return sourceOf(front, blocks)
  }
  return (
    <div className="plan-banner plan-refused">
      <p role="alert">{sentence}</p>
      {'clipboard' in navigator && (
        <button
          type="button"
          className="plain"
          onClick={() => void navigator.clipboard.writeText(text()).then(() => setCopied(true))}
        >
          {copied ? common.copied : words.copyText}
        </button>
      )}
      <button type="button" className="plain" onClick={() => saveAsFile(`${title}（${name}）.txt`, text())}>
        {words.exportWork}
      </button>
    </div>
  )
}
