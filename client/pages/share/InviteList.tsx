import { useRef, useState } from 'react'
import { z } from 'zod'
import type { InviteRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { dayOf } from '../../i18n/day.ts'
import { useMessages } from '../../i18n/messages.ts'
import { peopleWords } from '../../i18n/people.ts'
import { call } from '../../sync/api.ts'
import type { Change } from './ShareDialog.tsx'

type InviteListProps = { invites: readonly InviteRow[]; change: Change; onError: (error: unknown) => void }

/** The links given out and not revoked: for which role, by whom, how often used, until when. */
export function InviteList({ invites, change, onError }: InviteListProps) {
  const words = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const [now] = useState(Date.now)
  if (invites.length === 0) return null
  const stateOf = ({ expires, uses, maxUses }: InviteRow): string =>
    uses >= maxUses ? words.usedUp : expires <= now ? words.expired : words.expires(dayOf(expires))
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {words.links}
      </h2>
      <ul className="share-list">
        {invites.map((invite) => {
          const role = common.role[invite.role]
          const made = dayOf(invite.createdAt)
          return (
            <li key={invite.id}>
              <span className="share-link-facts">
                <span>
                  {role} · {words.may[invite.role]}
                </span>
                <span className="soft">
                  {words.by(invite.createdBy, made)} · {words.uses(invite.uses, invite.maxUses)} ·{' '}
                  {stateOf(invite)}
                </span>
              </span>
              <button
                type="button"
                className="plain push"
                aria-label={words.revokeLink(role, made)}
                onClick={() => {
                  // The button goes with its line.
                  heading.current?.focus()
                  change(call(z.object({}), 'DELETE', `/invites/${invite.id}`)).catch(onError)
                }}
              >
                {words.revoke}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
