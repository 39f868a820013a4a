import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { correct, type FixFields } from '../../../shared/plan/fix.ts'
import type { Goal } from '../../../shared/plan/plan.ts'
import { fieldsOf, type Question } from '../../../shared/reading/questions.ts'
import { askFix, type FixField } from '../../editor/askFix.ts'
import { lightUp } from '../../editor/goToBlock.ts'
import { isImeKey } from '../../editor/ime.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { asOneUndo } from '../../editor/undo.ts'
import { useMessages } from '../../i18n/messages.ts'
import { readingWords } from '../../i18n/panels.ts'
import { walkWords } from '../../i18n/walk.ts'
import { usePlanLang } from '../../ui/planLang.ts'
import { saidBy } from '../fix/automatic.ts'
import { fixNow, writeFix } from '../fix/writeFix.ts'
import { amountWords } from '../goals/targetWords.ts'
import { makeBlock } from '../makeBlock.ts'
import type { MoveTarget } from '../months/MovePopover.tsx'
import type { Walk } from './useWalk.ts'
import { writeYear } from './writeYear.ts'

type AskedProps = {
  walk: Walk
  question: Question
  typed: TypedPlanState
  editor: Editor
  onPickMonth: (target: MoveTarget) => void
  onClose: () => void
}

/** One place with what can be said about it, by buttons and keys; also one that was gone back to. */
export function Asked({ walk, question, typed, editor, onPickMonth, onClose }: AskedProps) {
  const words = useMessages(walkWords)
  const reading = useMessages(readingWords)
  const lang = usePlanLang()
  const box = useRef<HTMLDivElement>(null)
  /** The place that was given the focus. */
  const focused = useRef('')
  const { key, kind, block, start, quote } = question
  const { back, next, isSettled } = walk
  const doubt = doubtOf(question)
  const at = question.kind === 'doubt' ? question.at : 0
  const choices = choicesOf(question, isSettled, words, reading)
  // A sum that may be wrong is not confirmed by a key too many: the way to correct it comes first.
  const proposed =
    question.kind === 'doubt' && choices.length > 0
      ? question.proposed
      : kind === 'amount'
        ? choices.length
        : 0
  const buttons = (): HTMLButtonElement[] => [
    ...(box.current?.querySelectorAll<HTMLButtonElement>('.walk-choice') ?? []),
  ]

  useEffect(() => {
    const asked = `${key} ${isSettled}`
    if (focused.current !== asked) {
      focused.current = asked
      const all = box.current?.querySelectorAll('button')
      // What is settled is not chosen anew by a key too many.
      const on = box.current?.querySelector<HTMLButtonElement>('.walk-next')
      const first = isSettled ? on : all?.[proposed]
      first?.focus()
    }
    // On a phone the text was hidden until this render.
    const frame = requestAnimationFrame(() => lightUp(editor, { block, start, length: quote.length }))
    return () => cancelAnimationFrame(frame)
  }, [key, isSettled, proposed, editor, block, start, quote])

  const accept = (index: number, button: HTMLButtonElement): void => {
    if (question.kind === 'undated') {
      const item = typed.plan.monthly.find((one) => one.block === block) ?? question.item
      onPickMonth({ item, anchor: button })
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
      const fields = chosenFields(question, index)
      const said = saidBy(typed, block)
      // Whoever came back to a place may find its words changed meanwhile: then the text is the place to mend.
      if (fix !== null && fields !== null && said[at]?.quote === quote)
        asOneUndo(editor, () => writeFix(editor, block, correct(fix, fields, said, at)))
    }
    walk.settle(question)
  }
  // The first button stays for the next question: the popover gives the focus back to it.
  const fix = (): void => {
    const [anchor] = box.current?.querySelectorAll('button') ?? []
    if (anchor === undefined) return
    walk.mayAnswer(question)
    askFix(anchor, block, FIELD[kind] ?? 'figure', at)
  }
  const pass = isSettled && next !== null ? next : () => walk.leave(question)
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key: pressed, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || isImeKey(event.nativeEvent)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed]
    if (step !== undefined) {
      const all = buttons()
      const at = all.findIndex((button) => button === document.activeElement)
      all[(at + step + all.length) % all.length]?.focus()
    } else if (pressed === 'ArrowLeft') back?.()
    else if (pressed === 'ArrowRight') next?.()
    else if (pressed === 'Escape') pass()
    else if (pressed.toLowerCase() === 'e' && hasFix(question)) fix()
    else return
    event.preventDefault()
  }
  return (
    <div ref={box} role="group" aria-label={words.title} onKeyDown={onKeyDown}>
      <p className="walk-at" role="status">
        {words.progress(walk.at, walk.all)}
      </p>
      <blockquote className="walk-quote" lang={lang}>
        {quote}
      </blockquote>
      <p className="walk-why">
        {isSettled ? words.settled : words[kind]}
        {doubt !== null && ` ${reading.why(doubt.reason, doubt.readings)}`}
        {choices.length === 0 && !isSettled && ` ${kind === 'year' ? words.noYear : words.inText}`}
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
        {back !== null && <BackButton back={back} />}
        {next !== null && (
          <button
            type="button"
            className="panel-button walk-next"
            aria-keyshortcuts="ArrowRight"
            onClick={next}
          >
            {words.next}
          </button>
        )}
        {!isSettled && (
          <button
            type="button"
            className="panel-button"
            aria-keyshortcuts="Escape"
            onClick={() => walk.leave(question)}
          >
            {words.leave}
          </button>
        )}
        <button type="button" className="panel-button" onClick={onClose}>
          {words.stop}
        </button>
      </div>
      <p className="walk-keys">
        {words.keys({ hasFix: hasFix(question), hasBack: back !== null, hasNext: next !== null, isSettled })}
      </p>
    </div>
  )
}

/** 上一处. */
export function BackButton({ back }: { back: () => void }) {
  const words = useMessages(walkWords)
  return (
    <button type="button" className="panel-button" aria-keyshortcuts="ArrowLeft" onClick={back}>
      {words.back}
    </button>
  )
}

/** The readings between which a member chooses. */
const doubtOf = (question: Question): Goal['doubt'] =>
  question.kind === 'doubt' ? question.goal.doubt : question.kind === 'amount' ? question.item.doubt : null

/** Where the form of corrections begins; at the figure otherwise. */
const FIELD: Partial<Record<Question['kind'], FixField>> = {
  undated: 'months',
  months: 'months',
  amount: 'amount',
}

/** Whether the form of corrections has something to say there: not of a year, which stands in the text, nor of a cell. */
const hasFix = ({ kind }: Question): boolean => kind !== 'year' && kind !== 'cell'

/** What a chosen reading corrects: a figure, or an item's months or sum. */
function chosenFields(
  question: Question & { kind: 'doubt' | 'months' | 'amount' },
  index: number,
): FixFields | null {
  if (question.kind === 'amount') {
    const { value, valueMax, unit } = question.amount
    return { amount: { value, ...(valueMax === null ? {} : { valueMax }), unit } }
  }
  if (question.kind === 'months') {
    const months = question.choices[index]
    return months === undefined ? null : { months: [...months] }
  }
  const chosen = question.choices[index]
  return chosen === undefined ? null : fieldsOf(chosen, question.goal)
}

/** What can be accepted: the readings of a figure or of months, what prose may become, or the way to a month; what is done in the text is done. */
function choicesOf(
  question: Question,
  isSettled: boolean,
  words: (typeof walkWords)['en'],
  reading: (typeof readingWords)['en'],
): readonly string[] {
  switch (question.kind) {
    case 'doubt':
      return question.choices
    case 'amount':
      return [amountWords(question.amount, reading)]
    case 'months':
      return question.choices.map((months) => reading.list(months.map(reading.month)))
    case 'year':
      return isSettled ? [] : question.choices
    case 'cell':
      return [words.right]
    case 'undated':
      return [words.pickMonth]
    case 'prose':
      return isSettled ? [] : question.kinds.map((kind) => words[kind])
  }
}
