import { useEffect, useState } from 'react'
import type { UserId } from '../../shared/plan/ids.ts'
import { commonWords } from '../i18n/common.ts'
import { useMessages } from '../i18n/messages.ts'
import { syncWords } from '../i18n/sync.ts'
import { countUnsynced, signOut } from '../sync/signOut.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'

type SignOutDialogProps = { user: UserId; onSignedOut: () => void; onClose: () => void }

/** Asks before signing out, and says what of this person's work only this device has. */
export function SignOutDialog({ user, onSignedOut, onClose }: SignOutDialogProps) {
  const words = useMessages(commonWords)
  const sync = useMessages(syncWords)
  const [unsynced, setUnsynced] = useState<number | null>(null)
  useEffect(() => {
    countUnsynced(user).then(setUnsynced, (cause: unknown) => {
      // A browser that stores nothing has nothing to count.
      console.warn('unsynced work:', cause)
      setUnsynced(0)
    })
  }, [user])
  if (unsynced === null) return null
  return (
    <ConfirmDialog
      title={words.signOutAsk}
      action={words.signOut}
      onConfirm={async () => {
        await signOut()
        onSignedOut()
      }}
      onClose={onClose}
    >
      {unsynced > 0 && <p className="warning-note">{sync.logoutUnsynced(unsynced)}</p>}
      <p>{words.signOutBody}</p>
    </ConfirmDialog>
  )
}
