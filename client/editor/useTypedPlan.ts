import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { typedPlanOf, type TypedPlanState } from './typedPlan.ts'

/** Drawing the outline and panels of a plan with more blocks than this takes longer than a frame. */
const LONG = 1_500
/** In a long plan they wait for a pause in typing, milliseconds. */
const PAUSE_MS = 250

/**
 * The typed plan of an editor for what stands beside the text: it follows the typing within a frame, in a long
 * plan at the first pause. The chips in the text are drawn with the text itself (typedPlan.ts).
 */
export function useTypedPlan(editor: Editor | null): TypedPlanState | null {
  const [typed, setTyped] = useState<TypedPlanState | null>(null)

  useEffect(() => {
    if (editor === null) return undefined
    let shown: TypedPlanState | undefined
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      if (editor.isDestroyed) return
      shown = typedPlanOf(editor.state)
      setTyped(shown ?? null)
    }
    const onTransaction = (): void => {
      const now = typedPlanOf(editor.state)
      if (now === shown || now === undefined) return
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      if (now.blocks.length > LONG) timer = setTimeout(show, PAUSE_MS)
      else frame = requestAnimationFrame(show)
    }
    frame = requestAnimationFrame(show)
    editor.on('transaction', onTransaction)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      editor.off('transaction', onTransaction)
    }
  }, [editor])

  return editor === null ? null : typed
}
