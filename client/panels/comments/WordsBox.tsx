import { type KeyboardEvent, useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { COMMENT_LENGTH } from '../../../shared/wire/limits.ts'
import type { Anchor } from '../../../shared/record/events.ts'
import { isImeKey } from '../../editor/ime.ts'
import { commonWords } from '../../i18n/common.ts'
import { commentWords } from '../../i18n/comments.ts'
import { useMessages } from '../../i18n/messages.ts'
import type { Journal } from '../../sync/journal.ts'

type WordsBoxProps = {
  journal: Journal
  /** Under which key the words are kept until they are sent: a thread's id, or NEW. */
  name: string
  anchor: Anchor | null
  label: string
  send: string
  onSend: (text: string) => void
  onCancel: (() => void) | null
  /** Takes the cursor when this changes. */
  focus: number | null
}

/** Where a comment or a reply is written. The words are kept on this device from the first keystroke. */
export function WordsBox({ journal, name, anchor, label, send, onSend, onCancel, focus }: WordsBoxProps) {
  const words = useMessages(commentWords)
  const common = useMessages(commonWords)
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const drafts = useSyncExternalStore(journal.drafts.subscribe, journal.drafts.get)
  const text = drafts.get(name)?.text ?? ''
  const isEmpty = text.trim() === ''

  useEffect(() => {
    if (focus !== null) box.current?.focus()
  }, [focus])

  const submit = (): void => {
    if (isEmpty) return
    onSend(text.trim())
    journal.keepDraft({ key: name, text: '', anchor: null })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isImeKey(event.nativeEvent)) return
    event.preventDefault()
    submit()
  }
  return (
    <form
      className="words-box"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={box}
        id={id}
        rows={3}
        maxLength={COMMENT_LENGTH}
        value={text}
        aria-describedby={`${id}-length`}
        onChange={(event) => journal.keepDraft({ key: name, text: event.target.value, anchor })}
        onKeyDown={onKeyDown}
      />
      <div className="words-box-row">
        <span id={`${id}-length`} className="soft">
          {words.length(text.length, COMMENT_LENGTH)}
          <span className="words-box-hint"> · {words.sendHint}</span>
        </span>
        {onCancel !== null && (
          <button type="button" className="panel-button" onClick={onCancel}>
            {common.cancel}
          </button>
        )}
        <button type="submit" className="panel-button panel-button-primary" disabled={isEmpty}>
          {send}
        </button>
      </div>
    </form>
  )
}
