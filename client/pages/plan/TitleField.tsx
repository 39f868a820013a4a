import { useRef, useState } from 'react'
import { isImeKey } from '../../editor/ime.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'

type TitleFieldProps = {
  /** As it is shown: the name, or that there is none. */
  title: string
  /** What is in the field when it opens. */
  name: string
  onName: (name: string) => void
}

/** The plan's name as a button that becomes a field: Enter or leaving it gives the name, Esc leaves the old one. */
export function TitleField({ title, name, onName }: TitleFieldProps) {
  const words = useMessages(planWords)
  const [draft, setDraft] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const end = (isKept: boolean, isByKey: boolean): void => {
    const given = draft?.trim() ?? ''
    if (isKept && given !== '' && given !== name) onName(given)
    setDraft(null)
    if (isByKey) requestAnimationFrame(() => button.current?.focus())
  }
  if (draft === null)
    return (
      <button
        ref={button}
        type="button"
        className="plan-name"
        title={words.rename}
        onClick={() => setDraft(name)}
      >
        {title}
      </button>
    )
  return (
    <input
      className="plan-name-field"
      autoFocus
      aria-label={words.rename}
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => end(true, false)}
      onKeyDown={(event) => {
        if ((event.key !== 'Enter' && event.key !== 'Escape') || isImeKey(event.nativeEvent)) return
        event.preventDefault()
        end(event.key === 'Enter', true)
      }}
    />
  )
}
