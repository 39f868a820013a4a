import { type FormEvent, useEffect, useState } from 'react'
import { InvitePeek, Me } from '../../../shared/wire/api.ts'
import { NAME_LENGTH } from '../../../shared/wire/limits.ts'
import { commonWords } from '../../i18n/common.ts'
import { entryWords } from '../../i18n/entry.ts'
import { useMessages } from '../../i18n/messages.ts'
import { call } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { go } from '../../ui/router.ts'
import { EntryLayout } from './EntryLayout.tsx'

type EntryProps = { token: string; onEntered: (me: Me) => void | Promise<void> }

function NameField(props: {
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
function useSending(send: () => Promise<void>): {
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

/** The chair's one-time link: two names, and the committee exists. */
export function StartPage({ token, onEntered }: EntryProps) {
  const words = useMessages(entryWords)
  const [committee, setCommittee] = useState('')
  const [chair, setChair] = useState('')
  const { submit, busy, error } = useSending(async () => {
    await onEntered(await call(Me, 'POST', '/start', { token, committee, chair }))
    go('/', true)
  })
  return (
    <EntryLayout title={words.startTitle}>
      <p>{words.startIntro}</p>
      <form onSubmit={submit}>
        <NameField
          label={words.committee}
          hint={words.committeeHint}
          value={committee}
          onChange={setCommittee}
        />
        <NameField label={words.yourName} value={chair} onChange={setChair} />
        <ErrorNote error={error} />
        <button type="submit" className="primary" disabled={busy}>
          {words.begin}
        </button>
      </form>
    </EntryLayout>
  )
}

/** An invitation: who are you, and you are in the text. */
export function JoinPage({ token, onEntered }: EntryProps) {
  const words = useMessages(entryWords)
  const common = useMessages(commonWords)
  const [peek, setPeek] = useState<InvitePeek | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [name, setName] = useState('')
  useEffect(() => {
    call(InvitePeek, 'POST', '/invites/peek', { token }).then(setPeek, setFailed)
  }, [token])
  const { submit, busy, error } = useSending(async () => {
    await onEntered(await call(Me, 'POST', '/join', { token, name }))
    go(peek?.plan ? `/plan/${peek.plan.id}` : '/', true)
  })
  if (peek === null) {
    return (
      <EntryLayout title={common.product}>
        {failed === null ? <p>{common.loading}</p> : <ErrorNote error={failed} />}
      </EntryLayout>
    )
  }
  return (
    <EntryLayout title={peek.committee}>
      <p>{words.joinIntro(common.role[peek.role])}</p>
      {peek.plan !== null && <p className="soft">{words.opens(peek.plan.title ?? common.untitled)}</p>}
      <form onSubmit={submit}>
        <NameField label={words.who} hint={words.yourName} value={name} onChange={setName} />
        <ErrorNote error={error} />
        <button type="submit" className="primary" disabled={busy}>
          {words.join}
        </button>
      </form>
    </EntryLayout>
  )
}
