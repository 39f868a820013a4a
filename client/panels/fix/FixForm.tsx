import { Popover } from '@base-ui/react/popover'
import type { KeyboardEvent, ReactNode } from 'react'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'

type FixFormProps = {
  /** False where something in it cannot be saved. */
  isValid: boolean
  onSave: () => void
  children: ReactNode
}

/** Enter saves from every field, also from a list, where browsers differ in what it does. */
function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}

/** A form of corrections with 取消 and 保存 below. */
export function FixForm({ isValid, onSave, children }: FixFormProps) {
  const words = useMessages(fixWords)
  return (
    <form
      className="fix-form"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onSave()
      }}
    >
      {children}
      <div className="fix-actions">
        <Popover.Close className="panel-button">{words.cancel}</Popover.Close>
        <button type="submit" className="panel-button panel-button-primary">
          {words.save}
        </button>
      </div>
    </form>
  )
}
