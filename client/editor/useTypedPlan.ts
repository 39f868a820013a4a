import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { typedPlanOf, type TypedPlanState } from './typedPlan.ts'

/** The typed plan of an editor, following the typing at most once a frame. */
export function useTypedPlan(editor: Editor | null): TypedPlanState | null {
  const [typed, setTyped] = useState<TypedPlanState | null>(null)
  useEffect(() => {
    if (editor === null) {
      setTyped(null)
      return undefined
    }
    let frame = 0
    const update = (): void => {
      frame = 0
      setTyped(typedPlanOf(editor.state) ?? null)
    }
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(update)
    }
    update()
    editor.on('update', schedule)
    editor.on('create', schedule)
    return () => {
      cancelAnimationFrame(frame)
      editor.off('update', schedule)
      editor.off('create', schedule)
    }
  }, [editor])
  return typed
}
