import { useEffect, useState } from 'react'
import { Role } from '../../../shared/record/roles.ts'
import { InvitePeek, Me } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { entryWords } from '../../i18n/entry.ts'
import { useMessages } from '../../i18n/messages.ts'
import { call } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { go } from '../../ui/router.ts'
import { SignOut } from '../../ui/SignOut.tsx'
import { type EntryProps, LinkPending, NameField, useSending } from './entryForm.tsx'
import { EntryLayout } from './EntryLayout.tsx'

/** In the list of names: none of them. No id is that short. */
const NOT_LISTED = '-'

/** An invitation: who are you, and you are in the text. */
export function JoinPage({ token, onEntered }: EntryProps) {
  const words = useMessages(entryWords)
  const common = useMessages(commonWords)
  const [peek, setPeek] = useState<InvitePeek | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  useEffect(() => {
    call(InvitePeek, 'POST', '/invites/peek', { token }).then(setPeek, setFailed)
  }, [token])
  if (peek === null) return <LinkPending error={failed} sentence={words.badLink} />
  const goIn = (): void => go(peek.plan === null ? '/' : `/plan/${peek.plan.id}`, true)
  return (
    <EntryLayout title={peek.committee}>
      <p>{words.joinIntro(common.role[peek.role])}</p>
      {peek.plan !== null && <p className="soft">{words.opens(peek.plan.title ?? common.untitled)}</p>}
      {peek.here === null ? (
        <JoinForm token={token} roster={peek.roster} onEntered={onEntered} goIn={goIn} />
      ) : (
        <SignedIn
          here={peek.here}
          offered={peek.role}
          goIn={goIn}
          onSignedOut={() => setPeek({ ...peek, here: null })}
        />
      )}
    </EntryLayout>
  )
}

type JoinFormProps = EntryProps & { roster: InvitePeek['roster']; goIn: () => void }

/** Who comes in: a name chosen from the roster, or one that is typed. */
function JoinForm({ token, roster, onEntered, goIn }: JoinFormProps) {
  const words = useMessages(entryWords)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState(roster.length === 0 ? NOT_LISTED : '')
  const { submit, busy, error } = useSending(async () => {
    await onEntered(
      await call(Me, 'POST', '/join', { token, ...(chosen === NOT_LISTED ? { name } : { user: chosen }) }),
    )
    goIn()
  })
  return (
    <form onSubmit={submit}>
      {roster.length > 0 && (
        <label className="field">
          <span>{words.choose}</span>
          <select required value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">{words.chooseHint}</option>
            {roster.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
            <option value={NOT_LISTED}>{words.notListed}</option>
          </select>
        </label>
      )}
      {chosen === NOT_LISTED && (
        <NameField label={words.who} hint={words.yourName} value={name} onChange={setName} />
      )}
      <ErrorNote error={error} />
      <button type="submit" className="primary" disabled={busy}>
        {words.join}
      </button>
    </form>
  )
}

type SignedInProps = {
  here: NonNullable<InvitePeek['here']>
  offered: Role
  goIn: () => void
  onSignedOut: () => void
}

/** Somebody of the committee opens a link of it: they go in as who they are, or make room for another person. */
function SignedIn({ here, offered, goIn, onSignedOut }: SignedInProps) {
  const words = useMessages(entryWords)
  const common = useMessages(commonWords)
  const [leaving, setLeaving] = useState(false)
  const offersMore = Role.options.indexOf(offered) < Role.options.indexOf(here.role)
  return (
    <>
      <p>{words.signedInAs(here.name)}</p>
      {offersMore && <p>{words.roleByChair(common.role[here.role], common.role[offered])}</p>}
      <button type="button" className="primary" onClick={goIn}>
        {words.goInAs(here.name)}
      </button>
      <button type="button" className="plain" onClick={() => setLeaving(true)}>
        {words.joinAsOther}
      </button>
      {leaving && <SignOut user={here.id} onSignedOut={onSignedOut} onClose={() => setLeaving(false)} />}
    </>
  )
}
