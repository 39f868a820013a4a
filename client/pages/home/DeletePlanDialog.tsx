import { type RefObject, useState } from 'react'
import { z } from 'zod'
import type { PlanRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { homeWords } from '../../i18n/home.ts'
import { useMessages } from '../../i18n/messages.ts'
import { call } from '../../sync/api.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

type DeletePlanDialogProps = {
  plan: PlanRow
  focusAfter: RefObject<HTMLElement | null>
  onDeleted: () => void
  onClose: () => void
}

/** Whether a typed name is the plan's; spaces do not matter. */
const isSameName = (typed: string, name: string): boolean =>
  typed.replaceAll(/\s/gu, '') === name.replaceAll(/\s/gu, '')

/** Deletes a plan for everyone, once its name has been typed: it cannot be brought back. */
export function DeletePlanDialog({ plan, focusAfter, onDeleted, onClose }: DeletePlanDialogProps) {
  const words = useMessages(homeWords)
  const common = useMessages(commonWords)
  const [typed, setTyped] = useState('')
  const name = plan.title === null || plan.title.trim() === '' ? common.untitled : plan.title
  return (
    <ConfirmDialog
      title={words.removeAsk}
      action={common.delete}
      isReady={isSameName(typed, name)}
      focusAfter={focusAfter}
      onConfirm={async () => {
        await call(z.object({}), 'DELETE', `/plans/${plan.id}`)
        onDeleted()
      }}
      onClose={onClose}
    >
      <p>{words.removeBody}</p>
      <label className="field">
        <span>{words.removeType(name)}</span>
        <input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </label>
    </ConfirmDialog>
  )
}
