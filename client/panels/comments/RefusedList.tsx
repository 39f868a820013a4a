import { useRef } from 'react'
import type { Journal } from '../../sync/journal.ts'
import type { Waiting } from '../../sync/recordStore.ts'
import { commonWords } from '../../i18n/common.ts'
import { commentWords } from '../../i18n/comments.ts'
import { useMessages } from '../../i18n/messages.ts'
import { refusals } from '../../i18n/refusals.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'

/** Own words that the server did not take, each with the reason: copy, try again, or give up. */
export function RefusedList({ journal, refused }: { journal: Journal; refused: readonly Waiting[] }) {
  const words = useMessages(commentWords)
  const common = useMessages(commonWords)
  const sentences = useMessages(refusals)
  const list = useRef<HTMLElement>(null)
  if (refused.length === 0) return null
  return (
    <section ref={list} tabIndex={-1} className="comments-refused" aria-label={words.refusedTitle}>
      <h2>{words.refusedTitle}</h2>
      <p>{words.refusedIntro}</p>
      <ul>
        {refused.map(({ id, body, refused: code }) => {
          const text = 'text' in body ? body.text : null
          return (
            <li key={id}>
              <p role="alert">
                {words.kinds[body.kind]} · {code === null ? '' : sentences[code]}
              </p>
              {text !== null && <blockquote>{text}</blockquote>}
              <div className="comments-actions">
                {text !== null && 'clipboard' in navigator && (
                  <button
                    type="button"
                    className="panel-button"
                    onClick={() => void navigator.clipboard.writeText(text)}
                  >
                    {common.copy}
                  </button>
                )}
                <button type="button" className="panel-button" onClick={() => journal.retry(id)}>
                  {words.retry}
                </button>
                {text === null ? (
                  <button type="button" className="panel-button" onClick={() => journal.drop(id)}>
                    {words.giveUp}
                  </button>
                ) : (
                  <ConfirmButton
                    className="panel-button"
                    action={words.giveUp}
                    title={words.giveUpAsk}
                    body={words.giveUpBody}
                    onConfirm={() => journal.drop(id)}
                    focusAfter={list}
                  />
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
