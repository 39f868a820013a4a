import { Popover } from '@base-ui/react/popover'
import { useId, useState } from 'react'
import type { MonthlyItem, Part } from '../../../shared/plan/plan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { monthWords } from '../../i18n/months.ts'
import { readingWords } from '../../i18n/panels.ts'
import type { TermMonth } from './layMonths.ts'

const PARTS = [null, 'early', 'mid', 'late'] as const satisfies readonly (Part | null)[]

type MovePopoverProps = {
  item: MonthlyItem
  term: readonly TermMonth[]
  onMove: (month: number | null, part: Part | null) => void
}

/** 改到…: chooses month and part of the month; the button says where the item will stand. */
export function MovePopover({ item, term, onMove }: MovePopoverProps) {
  const words = useMessages(monthWords)
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="panel-button months-move" aria-label={`${words.move} ${item.task}`}>
        {words.move}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="months-positioner" sideOffset={4} align="end" collisionPadding={8}>
          <Popover.Popup className="months-popup" aria-label={words.moveOf(item.task)}>
            <MoveForm
              item={item}
              term={term}
              onMove={(month, part) => {
                setOpen(false)
                onMove(month, part)
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function MoveForm({ item, term, onMove }: MovePopoverProps) {
  const words = useMessages(monthWords)
  const reading = useMessages(readingWords)
  const name = useId()
  const [month, setMonth] = useState<number | null>(item.months[0] ?? null)
  const [part, setPart] = useState<Part | null>(item.part)
  const place =
    month === null ? words.noMonth : part === null ? reading.month(month) : reading.monthPart(month, part)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onMove(month, month === null ? null : part)
      }}
    >
      <fieldset>
        <legend>{words.pickMonth}</legend>
        {[...term.map((at) => at.month), null].map((choice) => (
          <label key={choice ?? 0} className="months-choice">
            <input
              type="radio"
              name={`${name}-month`}
              checked={month === choice}
              onChange={() => setMonth(choice)}
            />
            <span>{choice === null ? words.noMonth : reading.month(choice)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset disabled={month === null}>
        <legend>{words.pickPart}</legend>
        {PARTS.map((choice) => (
          <label key={choice ?? 'none'} className="months-choice">
            <input
              type="radio"
              name={`${name}-part`}
              checked={part === choice}
              onChange={() => setPart(choice)}
            />
            <span>{choice === null ? words.noPart : reading.part(choice)}</span>
          </label>
        ))}
      </fieldset>
      <div className="months-actions">
        <Popover.Close className="panel-button">{words.cancel}</Popover.Close>
        <button type="submit" className="panel-button panel-button-primary">
          {words.moveTo(place)}
        </button>
      </div>
    </form>
  )
}
