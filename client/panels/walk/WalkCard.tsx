import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { lightUp } from '../../editor/goToBlock.ts'
import { moveToMonth } from '../../editor/months.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { asOneUndo } from '../../editor/undo.ts'
import { useMessages } from '../../i18n/messages.ts'
import { walkWords } from '../../i18n/walk.ts'
import { MovePopover, type MoveTarget } from '../months/MovePopover.tsx'
import { termOf } from '../months/term.ts'
import { Asked, BackButton } from './Asked.tsx'
import type { Walk } from './useWalk.ts'
import './walk.css'

type WalkCardProps = {
  walk: Walk
  typed: TypedPlanState
  editor: Editor
  /** The panel covers the text: the card stands in a sheet over the text's lower end instead. */
  isSheet: boolean
  onClose: () => void
}

/** 逐条确认: the place that is asked for now, lit up in the text, with what can be said about it. */
export function WalkCard({ walk, typed, editor, isSheet, onClose }: WalkCardProps) {
  const [target, setTarget] = useState<MoveTarget | null>(null)
  const { now } = walk
  const close = (): void => {
    lightUp(editor, null)
    onClose()
  }
  const term = termOf(typed.plan.period, typed.plan.monthly)
  const card = (
    <>
      <section className={isSheet ? 'walk walk-sheet' : 'walk'}>
        {now === null ? (
          <WalkEnd walk={walk} onClose={close} />
        ) : (
          <Asked
            walk={walk}
            question={now}
            typed={typed}
            editor={editor}
            onPickMonth={setTarget}
            onClose={close}
          />
        )}
      </section>
      {/* Beside the card, whose keys are not those of the popover. */}
      <MovePopover
        target={target}
        term={term}
        onClose={() => setTarget(null)}
        onMove={(item, month, part) => {
          if (now === null || month === null) return
          const order = term.map((at) => at.month)
          asOneUndo(editor, () => moveToMonth(editor, item.block, [month], part, order))
          walk.settle(now)
        }}
      />
    </>
  )
  return isSheet ? createPortal(card, document.body) : card
}

function WalkEnd({ walk, onClose }: { walk: Walk; onClose: () => void }) {
  const words = useMessages(walkWords)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <div
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        else if (event.key === 'ArrowLeft' && walk.back !== null) walk.back()
        else return
        event.preventDefault()
      }}
    >
      <p className="walk-why" role="status">
        {words.allDone} {walk.left > 0 && words.left(walk.left)}
      </p>
      <div className="walk-others">
        {walk.back !== null && <BackButton back={walk.back} />}
        {walk.left > 0 && (
          <button type="button" className="panel-button" onClick={walk.askLeftAgain}>
            {words.again}
          </button>
        )}
        <button ref={close} type="button" className="panel-button panel-button-primary" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </div>
  )
}
