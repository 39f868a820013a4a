import { useRef, useState } from 'react'
import { z } from 'zod'
import { Role } from '../../../shared/record/roles.ts'
import { type Me, MemberRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { dayOf } from '../../i18n/day.ts'
import { useMessages } from '../../i18n/messages.ts'
import { peopleWords } from '../../i18n/people.ts'
import { call } from '../../sync/api.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { LoginLinkDialog } from './LoginLinkDialog.tsx'
import type { Change } from './ShareDialog.tsx'

type MemberListProps = {
  me: Me
  members: readonly MemberRow[]
  change: Change
  onError: (error: unknown) => void
}

/** What the chair is asked about a member. */
type Asked = { about: 'login' | 'unclaim' | 'remove'; member: MemberRow }

/** Everyone who is in: their role, a link to come back, taking a claimed name back, and removing them. One's own role and place only another chair changes. */
export function MemberList({ me, members, change, onError }: MemberListProps) {
  const words = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = (): void => setAsked(null)
  const ask = (about: Asked['about'], member: MemberRow, label: string, text: string) => (
    <button type="button" className="plain" aria-label={label} onClick={() => setAsked({ about, member })}>
      {text}
    </button>
  )
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {words.members}
      </h2>
      <ul className="share-list">
        {members.map((member) => (
          <li key={member.id}>
            <span>{member.name}</span>
            {member.listed && member.joinedAt !== null && (
              <span className="soft">{words.claimed(dayOf(member.joinedAt))}</span>
            )}
            <select
              className="language push"
              aria-label={words.roleOf(member.name)}
              value={member.role}
              disabled={member.id === me.user.id}
              onChange={(event) => {
                const role = event.target.value
                change(call(MemberRow, 'PATCH', `/members/${member.id}`, { role })).catch(onError)
              }}
            >
              {Role.options.map((one) => (
                <option key={one} value={one}>
                  {common.role[one]} · {words.may[one]}
                </option>
              ))}
            </select>
            {member.id !== me.user.id && (
              <span className="share-actions">
                {member.listed && ask('unclaim', member, words.unclaimName(member.name), words.unclaim)}
                {ask('login', member, words.giveLoginTo(member.name), words.giveLogin)}
                {ask('remove', member, words.removeName(member.name), words.remove)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {asked?.about === 'login' && <LoginLinkDialog member={asked.member} onClose={close} />}
      {asked?.about === 'unclaim' && (
        <ConfirmDialog
          title={words.unclaimAsk(asked.member.name)}
          action={words.unclaimDo}
          focusAfter={heading}
          onConfirm={async () => {
            await change(call(MemberRow, 'POST', `/members/${asked.member.id}/unclaim`))
          }}
          onClose={close}
        >
          {words.unclaimBody}
        </ConfirmDialog>
      )}
      {asked?.about === 'remove' && (
        <ConfirmDialog
          title={words.removeAsk(asked.member.name)}
          action={words.remove}
          focusAfter={heading}
          onConfirm={async () => {
            await change(call(z.object({}), 'DELETE', `/members/${asked.member.id}`))
          }}
          onClose={close}
        >
          {words.removeBody}
        </ConfirmDialog>
      )}
    </section>
  )
}
