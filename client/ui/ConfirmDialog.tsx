import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { commonWords } from '../i18n/common.ts'
import { useMessages } from '../i18n/messages.ts'
import { ErrorNote } from './ErrorNote.tsx'
import './confirm.css'

type ConfirmDialogProps = {
  title: string
  /** What follows from it. */
  children: ReactNode
  /** The word on the button that does it. */
  action: string
  /** Whether it may be done yet. */
  isReady?: boolean
  /** Does it; the dialog stays open with the reason when this rejects. */
  onConfirm: () => Promise<void>
  onClose: () => void
  /** Where the focus goes when it is done and what opened the dialog is gone. */
  focusAfter?: RefObject<HTMLElement | null>
}

/** Asks before something that cannot be taken back; Esc and 取消 do nothing of it, and nothing once it has begun. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, isReady = true, onConfirm, onClose, focusAfter } = props
  const common = useMessages(commonWords)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const done = useRef(false)
  const confirm = (): void => {
    setBusy(true)
    setError(null)
    onConfirm()
      .then(() => {
        done.current = true
        onClose()
      }, setError)
      .finally(() => setBusy(false))
  }
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && !busy && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-backdrop confirm-backdrop" />
        <AlertDialog.Popup
          className="dialog confirm"
          finalFocus={() => (done.current ? (focusAfter?.current ?? true) : true)}
        >
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          <ErrorNote error={error} />
          <div className="confirm-actions">
            <AlertDialog.Close className="plain" disabled={busy}>
              {common.cancel}
            </AlertDialog.Close>
            <button type="button" className="primary" disabled={busy || !isReady} onClick={confirm}>
              {action}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
