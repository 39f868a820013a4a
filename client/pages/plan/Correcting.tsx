import type { Editor } from '@tiptap/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { type FixAsked, onFixAsked } from '../../editor/askFix.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'

const FixPopover = lazy(async () => ({
  default: (await import('../../panels/fix/FixPopover.tsx')).FixPopover,
}))

/** The correction that was asked for, by a chip in the text or a value in a panel; nothing else until then. */
export function Correcting({ editor, typed }: { editor: Editor | null; typed: TypedPlanState | null }) {
  const [asked, setAsked] = useState<FixAsked | null>(null)
  useEffect(() => onFixAsked(setAsked), [])
  if (asked === null || editor === null || typed === null) return null
  return (
    <Suspense>
      <FixPopover asked={asked} typed={typed} editor={editor} onClose={() => setAsked(null)} />
    </Suspense>
  )
}

/** Whether a key is Ctrl+Z outside of the text and of any field: it takes back what a panel changed. */
export const isUndoOutside = ({ key, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'z' &&
  (ctrlKey || metaKey) &&
  !shiftKey &&
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable]') === null
