import type { Editor } from '@tiptap/core'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { type FixAsked, onFixAsked } from '../../editor/askFix.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { focusAfter, type Origin, originOf } from '../../panels/fix/focusAfter.ts'
import { ahead } from '../../ui/ahead.ts'

const FixPopover = lazy(
  ahead(async () => ({
    default: (await import('../../panels/fix/FixPopover.tsx')).FixPopover,
  })),
)

type CorrectingProps = {
  editor: Editor | null
  typed: TypedPlanState | null
  /** What the panels show by now. */
  shown: TypedPlanState | null
}

/** The correction that was asked for, by a chip in the text or a value in a panel; nothing else until then. */
export function Correcting({ editor, typed, shown }: CorrectingProps) {
  const [asked, setAsked] = useState<{ asked: FixAsked; origin: Origin } | null>(null)
  /** What was saved last, and what the panels showed then. */
  const closed = useRef<{ asked: FixAsked; origin: Origin; shown: TypedPlanState | null } | null>(null)
  useEffect(() => onFixAsked((fix) => setAsked({ asked: fix, origin: originOf(fix.anchor) })), [])
  // What was corrected may stand elsewhere once it is read, and what had the focus is gone with its old place.
  useEffect(() => {
    const last = closed.current
    if (last === null || last.shown === shown) return
    closed.current = null
    if (editor !== null && document.activeElement === document.body)
      focusAfter(last.asked, last.origin, editor).focus()
  }, [shown, editor])
  if (asked === null || editor === null || typed === null) return null
  return (
    <Suspense>
      <FixPopover
        {...asked}
        typed={typed}
        editor={editor}
        onClose={(isSaved) => {
          closed.current = isSaved ? { ...asked, shown } : null
          setAsked(null)
        }}
      />
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
