import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { correct } from '../../../shared/plan/fix.ts'
import { askFix } from '../../editor/askFix.ts'
import { isImeKey } from '../../editor/ime.ts'
import { lightUp } from '../../editor/goToBlock.ts'
import { moveToMonth } from '../../editor/months.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { asOneUndo } from '../../editor/undo.ts'
import { useMessages } from '../../i18n/messages.ts'
import { readingWords } from '../../i18n/panels.ts'
import { walkWords } from '../../i18n/walk.ts'
import { saidBy } from '../fix/automatic.ts'
import { fixNow, writeFix } from '../fix/writeFix.ts'
import { makeBlock } from '../makeBlock.ts'
import { MovePopover, type MoveTarget } from '../months/MovePopover.tsx'
import { termOf } from '../months/term.ts'
import { fieldsOf, type Question } from '../../../shared/reading/questions.ts'
import type { Walk } from './useWalk.ts'
import { writeYear } from './writeYear.ts'
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

type AskedProps = {
  walk: Walk
  question: Question
  typed: TypedPlanState
  editor: Editor
  onPickMonth: (target: MoveTarget) => void
  onClose: () => void
}

function Asked({ walk, question, typed, editor, onPickMonth, onClose }: AskedProps) {
  const words = useMessages(walkWords)
  const reading = useMessages(readingWords)
  const box = useRef<HTMLDivElement>(null)
  const { kind, block, start, quote } = question
  const choices = choicesOf(question, words)
  const proposed = question.kind === 'doubt' && choices.length > 0 ? question.proposed : 0
  const buttons = (): HTMLButtonElement[] => [
    ...(box.current?.querySelectorAll<HTMLButtonElement>('.walk-choice') ?? []),
  ]

  useEffect(() => {
    box.current?.querySelectorAll('button')[kind === 'doubt' ? proposed : 0]?.focus()
    // On a phone the text was hidden until this render.
    const frame = requestAnimationFrame(() => lightUp(editor, { block, start, length: quote.length }))
    return () => cancelAnimationFrame(frame)
  }, [kind, proposed, editor, block, start, quote])

  const accept = (index: number, button: HTMLButtonElement): void => {
    if (question.kind === 'undated') {
      onPickMonth({ item: question.item, anchor: button })
      return
    }
    if (question.kind === 'cell') {
      walk.leave(question)
      return
    }
    if (question.kind === 'year') {
      const year = question.choices[index]
      if (year !== undefined) asOneUndo(editor, () => writeYear(editor, block, year))
    } else if (question.kind === 'prose') {
      const kind = question.kinds[index]
      if (kind !== undefined) asOneUndo(editor, () => makeBlock(editor, block, kind))
    } else {
      const fix = fixNow(editor, block)
      const chosen = question.choices[index]
      if (fix !== null && chosen !== undefined) {
        const fields = fieldsOf(chosen, question.goal)
        asOneUndo(editor, () =>
          writeFix(editor, block, correct(fix, fields, saidBy(typed, block), question.at)),
        )
      }
    }
    walk.settle(question)
  }
  // The first button stays for the next question: the popover gives the focus back to it.
  const fix = (): void => {
    const at = question.kind === 'doubt' ? question.at : 0
    const [anchor] = box.current?.querySelectorAll('button') ?? []
    if (anchor !== undefined) askFix(anchor, block, question.kind === 'undated' ? 'months' : 'figure', at)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key: pressed, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || isImeKey(event.nativeEvent)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed]
    if (step !== undefined) {
      const all = buttons()
      const at = all.findIndex((button) => button === document.activeElement)
      all[(at + step + all.length) % all.length]?.focus()
    } else if (pressed === 'Escape') walk.leave(question)
    else if (pressed.toLowerCase() === 'e' && hasFix(question)) fix()
    else return
    event.preventDefault()
  }
  return (
    <div ref={box} role="group" aria-label={words.title} onKeyDown={onKeyDown}>
      <p className="walk-at" role="status">
        {words.progress(walk.done + 1, walk.done + walk.open)}
      </p>
      <blockquote className="walk-quote">{quote}</blockquote>
      <p className="walk-why">
        {words[question.kind]}
        {question.kind === 'doubt' &&
          question.goal.doubt !== null &&
          ` ${reading.why(question.goal.doubt.reason, question.goal.doubt.readings)}`}
        {choices.length === 0 && ` ${question.kind === 'year' ? words.noYear : words.inText}`}
      </p>
      <div className="walk-choices">
        {choices.map((choice, index) => (
          <button
            // The same buttons for each question, so that the focus has where to return.
            key={index}
            type="button"
            className="panel-button walk-choice"
            onClick={({ currentTarget }) => accept(index, currentTarget)}
          >
            {choice}
          </button>
        ))}
      </div>
      <div className="walk-others">
        {hasFix(question) && (
          <button type="button" className="panel-button" aria-keyshortcuts="E" onClick={fix}>
            {words.correct}
          </button>
        )}
        <button
          type="button"
          className="panel-button"
          aria-keyshortcuts="Escape"
          onClick={() => walk.leave(question)}
        >
          {words.leave}
        </button>
        <button type="button" className="panel-button" onClick={onClose}>
          {words.stop}
        </button>
      </div>
      <p className="walk-keys">{words.keys(hasFix(question))}</p>
    </div>
  )
}

/** Whether the form of corrections has something to say there: not of a year, which stands in the text, nor of a cell. */
const hasFix = ({ kind }: Question): boolean => kind !== 'year' && kind !== 'cell'

/** What can be accepted: the readings of a figure, what prose may become, or the way to a month. */
function choicesOf(question: Question, words: (typeof walkWords)['en']): readonly string[] {
  switch (question.kind) {
    case 'doubt':
    case 'year':
      return question.choices
    case 'cell':
      return [words.right]
    case 'undated':
      return [words.pickMonth]
    case 'prose':
      return question.kinds.map((kind) => words[kind])
  }
}

function WalkEnd({ walk, onClose }: { walk: Walk; onClose: () => void }) {
  const words = useMessages(walkWords)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <p className="walk-why" role="status">
        {words.allDone} {walk.left > 0 && words.left(walk.left)}
      </p>
      <div className="walk-others">
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
