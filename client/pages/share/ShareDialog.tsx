import { Dialog } from '@base-ui/react/dialog'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import type { PlanId } from '../../../shared/plan/ids.ts'
import { InviteRow, type Me, MemberRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { peopleWords } from '../../i18n/people.ts'
import { call } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { InviteForm } from './InviteForm.tsx'
import { InviteList } from './InviteList.tsx'
import { MemberList } from './MemberList.tsx'
import { RosterList } from './RosterList.tsx'
import './share.css'

/** Runs one change of the people; when it is done the lists are fetched again. Rejects with the refusal. */
export type Change = <T>(request: Promise<T>) => Promise<T>

/** Invitations by link and QR code, the links given out, the members with their roles, and the roster. */
export default function ShareDialog({ me, plan, onClose }: { me: Me; plan: PlanId; onClose: () => void }) {
  const words = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const [invites, setInvites] = useState<InviteRow[]>([])
  const [members, setMembers] = useState<MemberRow[]>([])
  const [error, setError] = useState<unknown>(null)

  const load = useCallback(() => {
    call(z.array(InviteRow), 'GET', '/invites').then(setInvites, setError)
    call(z.array(MemberRow), 'GET', '/members').then(setMembers, setError)
  }, [])
  useEffect(load, [load])

  const change: Change = (request) => {
    setError(null)
    return request.finally(load)
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog share">
          <Dialog.Title>{words.shareTitle}</Dialog.Title>
          {!me.shareable && <p className="warning-note">{words.notShareable}</p>}
          <ErrorNote error={error} />
          <InviteForm plan={plan} change={change} onError={setError} />
          <InviteList invites={invites} change={change} onError={setError} />
          <MemberList
            me={me}
            members={members.filter((member) => member.joinedAt !== null)}
            change={change}
            onError={setError}
          />
          <RosterList
            free={members.filter((member) => member.joinedAt === null)}
            change={change}
            onError={setError}
          />
          <Dialog.Close className="plain">{common.close}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
