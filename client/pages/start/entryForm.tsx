import { type FormEvent, useState } from 'react'
import type { Me } from '../../../shared/wire/api.ts'
import { NAME_LENGTH } from '../../../shared/wire/limits.ts'
import { commonWords } from '../../i18n/common.ts'
import { entryWords } from '../../i18n/entry.ts'
import { useMessages } from '../../i18n/messages.ts'
import { Refused } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { HomeButton } from '../../ui/HomeButton.tsx'
import { EntryLayout } from './EntryLayout.tsx'

/** A page behind a link: the link's secret, and what happens once somebody is in. */
export type EntryProps = { token: string; onEntered: (me: Me) => void | Promise<void> }

/** One line to type a name in. */
export function NameField(props: {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <label className="field">
      <span>{props.label}</span>
      <input
        value={props.value}
        placeholder={props.hint}
        maxLength={NAME_LENGTH}
        required
        autoComplete="off"
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  )
}

/** Sends a form once at a time and keeps what went wrong. */
export function useSending(send: () => Promise<void>): {
  submit: (event: FormEvent) => void
  busy: boolean
  error: unknown
} {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setError(null)
    send()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return { submit, busy, error }
}

/** While a link is looked at, and when it does not work: `sentence` says what to do about a bad one. */
export function LinkPending({ error, sentence }: { error: unknown; sentence: string }) {
  const words = useMessages(entryWords)
  const common = useMessages(commonWords)
  if (error === null) return <p className="card-page">{common.loading}</p>
  const isBad = error instanceof Refused && (error.code === 'link-invalid' || error.code === 'malformed')
  return (
    <EntryLayout title={words.badLinkTitle}>
      {isBad ? <p role="alert">{sentence}</p> : <ErrorNote error={error} />}
      <HomeButton />
    </EntryLayout>
  )
}
