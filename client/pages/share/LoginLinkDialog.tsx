import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { LoginMade, type MemberRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { peopleWords } from '../../i18n/people.ts'
import { call } from '../../sync/api.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { LinkCard } from '../../ui/LinkCard.tsx'

/** The chair makes a one-time link by which a member comes in again as themself. */
export function LoginLinkDialog({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const words = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const [endOthers, setEndOthers] = useState(false)
  const [made, setMade] = useState<LoginMade | null>(null)
  const [error, setError] = useState<unknown>(null)
  const make = (): void => {
    setError(null)
    call(LoginMade, 'POST', `/members/${member.id}/logins`, { endOthers }).then(setMade, setError)
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop confirm-backdrop" />
        <Dialog.Popup className="dialog confirm">
          <Dialog.Title>{words.giveLoginTitle(member.name)}</Dialog.Title>
          <ErrorNote error={error} />
          {made === null ? (
            <>
              <p>{words.giveLoginBody}</p>
              <label className="share-tick">
                <input
                  type="checkbox"
                  checked={endOthers}
                  onChange={(event) => setEndOthers(event.target.checked)}
                />
                {words.endOthers}
              </label>
            </>
          ) : (
            <LinkCard
              link={made.link}
              title={words.loginFor(member.name)}
              note={words.loginNote}
              label={words.loginLink}
              qr={words.loginQr}
            />
          )}
          <div className="confirm-actions">
            <Dialog.Close className="plain">{made === null ? common.cancel : common.close}</Dialog.Close>
            {made === null && (
              <button type="button" className="primary" onClick={make}>
                {words.make}
              </button>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
