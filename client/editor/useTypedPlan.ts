import type { Editor } from '@tiptap/core'
import { useCallback, useSyncExternalStore } from 'react'
import { typedPlanOf, type TypedPlanState } from './typedPlan.ts'

/** The typed plan of an editor, following the typing at most once a frame. */
export function useTypedPlan(editor: Editor | null): TypedPlanState | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      if (editor === null) return () => undefined
      let frame = 0
      const schedule = (): void => {
        cancelAnimationFrame(frame)
        frame = requestAnimationFrame(changed)
      }
      editor.on('transaction', schedule)
      return () => {
        cancelAnimationFrame(frame)
        editor.off('transaction', schedule)
      }
    },
    [editor],
  )
  return useSyncExternalStore(subscribe, () => (editor === null ? null : (typedPlanOf(editor.state) ?? null)))
}
