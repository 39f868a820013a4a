import { commonWords } from '../i18n/common.ts'
import { refusals } from '../i18n/refusals.ts'
import { useMessages } from '../i18n/messages.ts'
import { Refused, Unreachable } from '../sync/api.ts'

/** What went wrong and what to do, as one sentence; nothing while nothing is wrong. */
export function ErrorNote({ error }: { error: unknown }) {
  const words = useMessages(commonWords)
  const sentences = useMessages(refusals)
  if (error === null || error === undefined) return null
  const sentence =
    error instanceof Refused
      ? sentences[error.code]
      : error instanceof Unreachable
        ? words.unreachable
        : words.broken
  return (
    <p className="error-note" role="alert">
      {sentence}
    </p>
  )
}
