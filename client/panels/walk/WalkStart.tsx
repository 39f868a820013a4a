import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { walkWords } from '../../i18n/walk.ts'
import { useWalk } from './useWalk.ts'
import { WalkCard } from './WalkCard.tsx'
import './walk.css'

type WalkStartProps = {
  typed: TypedPlanState
  editor: Editor
  /** Person and plan: what was left is remembered for them. */
  store: string
  /** It was asked for from elsewhere: by Alt+Q, or over the text. */
  isAsked: boolean
  onAsked: () => void
  /** Shows the text where the panel covers it; says whether it did. */
  onText: () => boolean
}

/** The button that begins to settle the unsure places one by one, and what it begins. */
export function WalkStart({ typed, editor, store, isAsked, onAsked, onText }: WalkStartProps) {
  const words = useMessages(walkWords)
  const walk = useWalk(typed, store)
  const button = useRef<HTMLButtonElement>(null)
  const [shown, setShown] = useState<'card' | 'sheet' | null>(null)
  const mayStart = shown === null && walk.open + walk.left > 0
  const start = (): void => {
    // Where nothing else is open, what was left is what one comes back for.
    if (walk.open > 0) walk.restart()
    else walk.askLeftAgain()
    setShown(onText() ? 'sheet' : 'card')
  }
  useEffect(() => {
    if (!isAsked) return
    onAsked()
    // The button is there when something can be asked about; on a walk there is its card.
    if (button.current !== null) button.current.click()
    else document.querySelector<HTMLElement>('.walk button')?.focus()
  }, [isAsked, onAsked])
  if (shown !== null) {
    return (
      <WalkCard
        walk={walk}
        typed={typed}
        editor={editor}
        isSheet={shown === 'sheet'}
        onClose={() => {
          flushSync(() => setShown(null))
          button.current?.focus()
        }}
      />
    )
  }
  if (!mayStart) return null
  return (
    <p className="walk-start">
      <button
        ref={button}
        type="button"
        className="panel-button panel-button-primary"
        aria-keyshortcuts="Alt+Q"
        onClick={start}
      >
        {walk.open > 0 ? words.start(walk.open) : words.startLeft(walk.left)}
      </button>
      <kbd className="walk-keys">Alt+Q</kbd>
    </p>
  )
}
