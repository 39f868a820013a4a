import { useState } from 'react'
import type { PlanId } from '../../../shared/plan/ids.ts'
import { InviteMade } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { peopleWords } from '../../i18n/people.ts'
import { call } from '../../sync/api.ts'
import { LinkCard } from '../../ui/LinkCard.tsx'
import type { Change } from './ShareDialog.tsx'

const DAYS = [1, 7, 30, 90] as const
const PEOPLE = [1, 30, 200, 1000, 5000] as const
const OFFERED = ['member', 'delegate', 'reader'] as const

type InviteFormProps = { plan: PlanId; change: Change; onError: (error: unknown) => void }

/** Makes an invitation for a role. The link that is shown always fits the choices above it: another choice takes it away. */
export function InviteForm({ plan, change, onError }: InviteFormProps) {
  const words = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const [choice, setChoice] = useState<{ role: (typeof OFFERED)[number]; days: number; maxUses: number }>({
    role: 'member',
    days: 7,
    maxUses: 30,
  })
  const [made, setMade] = useState<InviteMade | null>(null)
  const choose = (chosen: Partial<typeof choice>): void => {
    setMade(null)
    setChoice({ ...choice, ...chosen })
  }
  const make = (): void => {
    change(call(InviteMade, 'POST', '/invites', { ...choice, plan })).then(setMade, onError)
  }
  const numbers = (
    key: 'days' | 'maxUses',
    label: string,
    options: readonly number[],
    text: (n: number) => string,
  ) => (
    <label className="field">
      <span>{label}</span>
      <select value={choice[key]} onChange={(event) => choose({ [key]: Number(event.target.value) })}>
        {options.map((one) => (
          <option key={one} value={one}>
            {text(one)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <section>
      <h2>{words.inviteTitle}</h2>
      <div className="share-form">
        <label className="field">
          <span>{words.shareRole}</span>
          <select
            value={choice.role}
            onChange={(event) =>
              choose({ role: OFFERED.find((one) => one === event.target.value) ?? 'member' })
            }
          >
            {OFFERED.map((one) => (
              <option key={one} value={one}>
                {common.role[one]} · {words.may[one]}
              </option>
            ))}
          </select>
        </label>
        {numbers('days', words.shareDays, DAYS, words.days)}
        {numbers('maxUses', words.sharePeople, PEOPLE, words.people)}
        <button type="button" className="primary" onClick={make}>
          {words.make}
        </button>
      </div>
      {made !== null && (
        <LinkCard
          key={made.link}
          link={made.link}
          title={words.madeFor(common.role[made.invite.role], words.may[made.invite.role])}
          note={words.onlyOnce}
          label={words.inviteLink}
          qr={words.qr}
        />
      )}
    </section>
  )
}
