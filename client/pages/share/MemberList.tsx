import { useRef, useState } from 'react'
import { z } from 'zod'
import { Role } from '../../../shared/record/roles.ts'
import { type Me, MemberRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
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

/** Everyone of the committee: their role, a link to come back, and removing them. One's own role and place only another chair changes. */
export function MemberList({ me, members, change, onError }: MemberListProps) {
  const words = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const [returning, setReturning] = useState<MemberRow | null>(null)
  const [removing, setRemoving] = useState<MemberRow | null>(null)
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {words.members}
      </h2>
      <ul className="share-list">
        {members.map((member) => (
          <li key={member.id}>
            <span>{member.name}</span>
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
              <button
                type="button"
                className="plain"
                aria-label={words.giveLoginTo(member.name)}
                onClick={() => setReturning(member)}
              >
                {words.giveLogin}
              </button>
            )}
            {member.id !== me.user.id && (
              <button
                type="button"
                className="plain"
                aria-label={words.removeName(member.name)}
                onClick={() => setRemoving(member)}
              >
                {words.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {returning !== null && <LoginLinkDialog member={returning} onClose={() => setReturning(null)} />}
      {removing !== null && (
        <ConfirmDialog
          title={words.removeAsk(removing.name)}
          action={words.remove}
          focusAfter={heading}
          onConfirm={async () => {
            await change(call(z.object({}), 'DELETE', `/members/${removing.id}`))
          }}
          onClose={() => setRemoving(null)}
        >
          {words.removeBody}
        </ConfirmDialog>
      )}
    </section>
  )
}
