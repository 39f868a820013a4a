import { useEffect, useState } from 'react'
import { z } from 'zod'
import { Me } from '../../../shared/wire/api.ts'
import { entryWords } from '../../i18n/entry.ts'
import { useMessages } from '../../i18n/messages.ts'
import { call, Refused } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { HomeButton } from '../../ui/HomeButton.tsx'
import { go } from '../../ui/router.ts'
import { type EntryProps, LinkPending, NameField, useSending } from './entryForm.tsx'
import { EntryLayout } from './EntryLayout.tsx'

/** The chair's one-time link: two names, and the committee exists. */
export function StartPage({ token, onEntered }: EntryProps) {
  const words = useMessages(entryWords)
  const [works, setWorks] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const [committee, setCommittee] = useState('')
  const [chair, setChair] = useState('')
  useEffect(() => {
    call(z.object({}), 'POST', '/start/peek', { token }).then(() => setWorks(true), setFailed)
  }, [token])
  const { submit, busy, error } = useSending(async () => {
    await onEntered(await call(Me, 'POST', '/start', { token, committee, chair }))
    go('/', true)
  })
  if (failed instanceof Refused && failed.code === 'link-used') {
    return (
      <EntryLayout title={words.startTitle}>
        <p role="alert">{words.started}</p>
        <HomeButton />
      </EntryLayout>
    )
  }
  if (!works) return <LinkPending error={failed} sentence={words.badStart} />
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
