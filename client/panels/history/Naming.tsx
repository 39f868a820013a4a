import { useEffect, useId, useRef, useState } from 'react'
import { NAME_LENGTH } from '../../../shared/wire/limits.ts'
import { isImeKey } from '../../editor/ime.ts'
import { commonWords } from '../../i18n/common.ts'
import { historyWords } from '../../i18n/history.ts'
import { useMessages } from '../../i18n/messages.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'

type NamingProps = {
  /** The words of the button. */
  label: string
  /** The name of before, '' for none. */
  name: string
  /** Gives the name and takes the focus; the form stays with the reason when this rejects. */
  onName: (name: string) => Promise<void>
}

/** Gives a version a name: a button, and a form in its place while it is written. */
export function Naming({ label, name, onName }: NamingProps) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const wasGivenUp = useRef(false)
  useEffect(() => {
    if (isOpen || !wasGivenUp.current) return
    wasGivenUp.current = false
    button.current?.focus()
  }, [isOpen])
  if (!isOpen)
    return (
      <button ref={button} type="button" className="panel-button" onClick={() => setIsOpen(true)}>
        {label}
      </button>
    )
  return (
    <NameForm
      name={name}
      onName={onName}
      onClose={(isDone) => {
        wasGivenUp.current = !isDone
        setIsOpen(false)
      }}
    />
  )
}

type NameFormProps = Pick<NamingProps, 'name' | 'onName'> & { onClose: (isDone: boolean) => void }

function NameForm({ name: before, onName, onClose }: NameFormProps) {
  const words = useMessages(historyWords)
  const common = useMessages(commonWords)
  const id = useId()
  const [name, setName] = useState(before)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  return (
    <form
      className="history-name"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isImeKey(event.nativeEvent)) return
        event.preventDefault()
        onClose(false)
      }}
      onSubmit={(event) => {
        event.preventDefault()
        setBusy(true)
        onName(name.trim())
          .then(() => onClose(true), setError)
          .finally(() => setBusy(false))
      }}
    >
      <label htmlFor={id}>{words.nameLabel}</label>
      <input
        id={id}
        autoFocus
        autoComplete="off"
        maxLength={NAME_LENGTH}
        placeholder={words.nameHint}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ErrorNote error={error} />
      <div className="history-actions">
        <button type="button" className="panel-button" onClick={() => onClose(false)}>
          {common.cancel}
        </button>
        <button
          type="submit"
          className="panel-button panel-button-primary"
          disabled={busy || name.trim() === ''}
        >
          {words.save}
        </button>
      </div>
    </form>
  )
}
