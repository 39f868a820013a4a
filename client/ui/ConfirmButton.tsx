import { type RefObject, useState } from 'react'
import { ConfirmDialog } from './ConfirmDialog.tsx'

type ConfirmButtonProps = {
  className: string
  /** The word on the button, and on the one that does it. */
  action: string
  title: string
  /** What follows from it. */
  body: string
  onConfirm: () => void | Promise<void>
  /** Where the focus goes when this button is gone with what it stood beside. */
  focusAfter: RefObject<HTMLElement | null>
}

/** A button for what cannot be taken back: it asks first. */
export function ConfirmButton({ className, action, title, body, onConfirm, focusAfter }: ConfirmButtonProps) {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <button type="button" className={className} onClick={() => setAsks(true)}>
        {action}
      </button>
      {asks && (
        <ConfirmDialog
          title={title}
          action={action}
          focusAfter={focusAfter}
          onConfirm={async () => onConfirm()}
          onClose={() => setAsks(false)}
        >
          {body}
        </ConfirmDialog>
      )}
    </>
  )
}
