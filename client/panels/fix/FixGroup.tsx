import type { ReactNode } from 'react'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'

type FixGroupProps = {
  name: string
  /** What the text says by itself, in words; shown where the form says something else. */
  automatic: string
  isFixed: boolean
  onRestore: () => void
  children: ReactNode
}

/** One correctable thing: its fields, whether they differ from what was read, and the way back. */
export function FixGroup({ name, automatic, isFixed, onRestore, children }: FixGroupProps) {
  const words = useMessages(fixWords)
  return (
    <fieldset className="fix-group">
      <legend>
        {name}
        {isFixed && <span className="fix-mark">{words.fixed}</span>}
      </legend>
      {children}
      {isFixed && (
        <p className="fix-automatic">
          {words.automatic(automatic)}{' '}
          <button
            type="button"
            className="panel-button"
            aria-label={words.restoreOf(name)}
            onClick={onRestore}
          >
            {words.restore}
          </button>
        </p>
      )}
    </fieldset>
  )
}

type OwnersFieldProps = { value: string; onChange: (value: string) => void; field: string }

/** Who is responsible, one or several names in one line. */
export function OwnersField({ value, onChange, field }: OwnersFieldProps) {
  const words = useMessages(fixWords)
  return (
    <label className="fix-field">
      <span className="fix-hint">{words.ownersHint}</span>
      <input
        type="text"
        data-fix={field}
        aria-label={words.owners}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

type UnitFieldProps = { value: string; onChange: (unit: string) => void }

/** What a figure counts. */
export function UnitField({ value, onChange }: UnitFieldProps) {
  const words = useMessages(fixWords)
  return (
    <label className="fix-field">
      <span>{words.unit}</span>
      <input type="text" maxLength={20} value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  )
}
