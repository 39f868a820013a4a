import type { Editor } from '@tiptap/core'
import { lazy, Suspense } from 'react'
import type { ReadPart } from '../../../shared/inputs/readFile.ts'
import type { PlanId } from '../../../shared/plan/ids.ts'
import type { Me } from '../../../shared/wire/api.ts'
import type { ImportPlace } from '../../panels/import/ImportDialog.tsx'
import { importPlaces } from './importBlocks.ts'
import { ahead } from '../../ui/ahead.ts'

const ImportDialog = lazy(
  ahead(async () => ({
    default: (await import('../../panels/import/ImportDialog.tsx')).ImportDialog,
  })),
)
const ShareDialog = lazy(ahead(() => import('../share/ShareDialog.tsx')))

export type PlanDialog = 'share' | 'import'

type PlanDialogsProps = {
  /** Which one is open. */
  dialog: PlanDialog | null
  me: Me
  plan: PlanId
  editor: Editor | null
  mayCreate: boolean
  onImport: (plans: readonly ReadPart[], place: ImportPlace) => void
  onClose: () => void
}

/** The dialogs that the plan's header opens, fetched when they are asked for. */
export function PlanDialogs({ dialog, me, plan, editor, mayCreate, onImport, onClose }: PlanDialogsProps) {
  return (
    <Suspense>
      {dialog === 'import' && editor !== null && (
        <ImportDialog open onClose={onClose} onImport={onImport} places={importPlaces(editor, mayCreate)} />
      )}
      {dialog === 'share' && <ShareDialog me={me} plan={plan} onClose={onClose} />}
    </Suspense>
  )
}
