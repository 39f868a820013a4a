import { useEffect, useState } from 'react'
import { LoginPeek, Me } from '../../../shared/wire/api.ts'
import { entryWords } from '../../i18n/entry.ts'
import { useMessages } from '../../i18n/messages.ts'
import { call } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { go } from '../../ui/router.ts'
import { SignOut } from '../../ui/SignOut.tsx'
import { type EntryProps, LinkPending, useSending } from './entryForm.tsx'
import { EntryLayout } from './EntryLayout.tsx'

/** A personal one-time link: the same person on another device. Whoever else is signed in there is asked first (RULES L2). */
export function LoginPage({ token, onEntered }: EntryProps) {
  const words = useMessages(entryWords)
  const [peek, setPeek] = useState<LoginPeek | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [leaving, setLeaving] = useState(false)
  useEffect(() => {
    call(LoginPeek, 'POST', '/logins/peek', { token }).then(setPeek, setFailed)
  }, [token])
  const { submit, busy, error } = useSending(async () => {
    await onEntered(await call(Me, 'POST', '/login', { token }))
    go('/', true)
  })
  if (peek === null) return <LinkPending error={failed} sentence={words.badLogin} />
  const { user, here } = peek
  if (here !== null && here.id !== user.id) {
    return (
      <EntryLayout title={peek.committee}>
        <p>{words.otherIsHere(here.name, user.name)}</p>
        <button type="button" className="primary" onClick={() => setLeaving(true)}>
          {words.otherLeaves(here.name)}
        </button>
        <button type="button" className="plain" onClick={() => go('/', true)}>
          {words.goInAs(here.name)}
        </button>
        {leaving && (
          <SignOut
            user={here.id}
            onSignedOut={() => setPeek({ ...peek, here: null })}
            onClose={() => setLeaving(false)}
          />
        )}
      </EntryLayout>
    )
  }
  return (
    <EntryLayout title={peek.committee}>
      <p>{words.loginIntro(user.name)}</p>
      <form onSubmit={submit}>
        <ErrorNote error={error} />
        <button type="submit" className="primary" disabled={busy}>
          {words.goInAs(user.name)}
        </button>
      </form>
    </EntryLayout>
  )
}
