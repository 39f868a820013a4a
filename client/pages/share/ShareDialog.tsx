import { Dialog } from '@base-ui/react/dialog'
import { useCallback, useEffect, useState } from 'react'
import { renderSVG } from 'uqr'
import { z } from 'zod'
import type { PlanId } from '../../../shared/plan/ids.ts'
import { Role } from '../../../shared/record/roles.ts'
import { InviteMade, InviteRow, type Me, MemberRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { currentLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import { call } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import './share.css'

const DAYS = [1, 7, 30, 90] as const
const OFFERED = ['member', 'delegate', 'reader'] as const

const day = (at: number): string =>
  new Date(at).toLocaleDateString(currentLanguage(), { dateStyle: 'medium' })

/** Invitations by link and QR code, the links given out, and the members with their roles. */
export default function ShareDialog({ me, plan, onClose }: { me: Me; plan: PlanId; onClose: () => void }) {
  const words = useMessages(planWords)
  const common = useMessages(commonWords)
  const [role, setRole] = useState<(typeof OFFERED)[number]>('member')
  const [days, setDays] = useState<number>(7)
  const [made, setMade] = useState<InviteMade | null>(null)
  const [copied, setCopied] = useState(false)
  const [invites, setInvites] = useState<InviteRow[]>([])
  const [members, setMembers] = useState<MemberRow[]>([])
  const [error, setError] = useState<unknown>(null)
  const [now] = useState(Date.now)

  const load = useCallback(() => {
    call(z.array(InviteRow), 'GET', '/invites').then(setInvites, setError)
    call(z.array(MemberRow), 'GET', '/members').then(setMembers, setError)
  }, [])
  useEffect(load, [load])

  const change = (request: Promise<unknown>): void => {
    setError(null)
    request.then(load, setError)
  }
  const make = (): void => {
    setCopied(false)
    change(call(InviteMade, 'POST', '/invites', { role, days, plan }).then(setMade))
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog share">
          <Dialog.Title>{words.shareTitle}</Dialog.Title>
          {!me.shareable && <p className="share-warning">{words.notShareable}</p>}
          <div className="share-form">
            <label className="field">
              <span>{words.shareRole}</span>
              <select
                value={role}
                onChange={(event) => setRole(OFFERED.find((one) => one === event.target.value) ?? 'member')}
              >
                {OFFERED.map((one) => (
                  <option key={one} value={one}>
                    {common.role[one]} · {one === 'member' ? words.mayWrite : words.mayComment}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>{words.shareDays}</span>
              <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
                {DAYS.map((one) => (
                  <option key={one} value={one}>
                    {words.days(one)}
                  </option>
                ))}
              </select>
            </label>
            <button type="button" className="primary" onClick={make}>
              {words.make}
            </button>
          </div>
          <ErrorNote error={error} />
          {made !== null && (
            <div className="share-made">
              <img
                alt={words.qr}
                src={`data:image/svg+xml,${encodeURIComponent(renderSVG(made.link))}`}
                width={168}
                height={168}
              />
              <div>
                <p>{words.onlyOnce}</p>
                <input
                  className="share-link"
                  readOnly
                  aria-label={words.shareTitle}
                  value={made.link}
                  onFocus={(event) => event.target.select()}
                />
                <button
                  type="button"
                  className="plain"
                  onClick={() => void navigator.clipboard.writeText(made.link).then(() => setCopied(true))}
                >
                  {copied ? common.copied : common.copy}
                </button>
              </div>
            </div>
          )}
          {invites.length > 0 && <h2>{words.links}</h2>}
          <ul className="share-list">
            {invites.map((invite) => {
              const live = !invite.revoked && invite.expires > now
              return (
                <li key={invite.id}>
                  <span>{common.role[invite.role]}</span>
                  <span className="soft">{words.uses(invite.uses)}</span>
                  <span className="soft">
                    {invite.revoked
                      ? words.revoked
                      : live
                        ? words.expires(day(invite.expires))
                        : words.expired}
                  </span>
                  {live && (
                    <button
                      type="button"
                      className="plain"
                      onClick={() => change(call(z.object({}), 'DELETE', `/invites/${invite.id}`))}
                    >
                      {words.revoke}
                    </button>
                  )}
                </li>
              )
            })}
          </ul>
          <h2>{words.members}</h2>
          <ul className="share-list">
            {members.map((member) => (
              <li key={member.id}>
                <span>{member.name}</span>
                <select
                  className="language"
                  aria-label={words.roleOf(member.name)}
                  value={member.role}
                  disabled={member.id === me.user.id}
                  onChange={(event) =>
                    change(call(MemberRow, 'PATCH', `/members/${member.id}`, { role: event.target.value }))
                  }
                >
                  {Role.options.map((one) => (
                    <option key={one} value={one}>
                      {common.role[one]}
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
          <Dialog.Close className="plain">{common.close}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
