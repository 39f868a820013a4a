import { useId, useState } from 'react'
import { NAME_LENGTH } from '../../../shared/wire/limits.ts'
import { commonWords } from '../../i18n/common.ts'
import { historyWords } from '../../i18n/history.ts'
import { useMessages } from '../../i18n/messages.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'

type NameFormProps = {
  name: string
  /** Gives the name; the form stays with the reason when this rejects. */
  onName: (name: string) => Promise<void>
  onClose: () => void
}

/** Where a version is given a name. */
export function NameForm({ name: before, onName, onClose }: NameFormProps) {
  const words = useMessages(historyWords)
  const common = useMessages(commonWords)
  const id = useId()
  const [name, setName] = useState(before)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  return (
    <form
      className="history-name"
      onSubmit={(event) => {
        event.preventDefault()
        setBusy(true)
        onName(name.trim())
          .then(onClose, setError)
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
        <button type="button" className="panel-button" onClick={onClose}>
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
