import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import { LoginMade, type Me } from '../../shared/wire/api.ts'
import { commonWords } from '../i18n/common.ts'
import { useMessages } from '../i18n/messages.ts'
import { peopleWords } from '../i18n/people.ts'
import { personWords } from '../i18n/person.ts'
import { call } from '../sync/api.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { LinkCard } from './LinkCard.tsx'

/** A fresh one-time link to come in on another device as oneself. */
export function DeviceDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const words = useMessages(personWords)
  const people = useMessages(peopleWords)
  const common = useMessages(commonWords)
  const [made, setMade] = useState<LoginMade | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    call(LoginMade, 'POST', '/me/logins').then(setMade, setError)
  }, [])
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title>{words.device}</Dialog.Title>
          {!me.shareable && <p className="warning-note">{people.notShareable}</p>}
          <ErrorNote error={error} />
          {made === null && error === null && <p>{common.loading}</p>}
          {made !== null && (
            <LinkCard
              link={made.link}
              title={words.deviceIntro}
              note={words.deviceNote}
              label={words.deviceLink}
              qr={words.deviceQr}
            />
          )}
          <Dialog.Close className="plain">{common.close}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
