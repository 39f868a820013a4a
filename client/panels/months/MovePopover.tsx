import { Popover } from '@base-ui/react/popover'
import { useId, useState } from 'react'
import type { MonthlyItem, Part } from '../../../shared/plan/plan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { monthWords } from '../../i18n/months.ts'
import { readingWords } from '../../i18n/panels.ts'
import type { TermMonth } from './layMonths.ts'

const PARTS = [null, 'early', 'mid', 'late'] as const satisfies readonly (Part | null)[]

/** The item that is to be moved, and the button that asked. */
export type MoveTarget = { item: MonthlyItem; anchor: HTMLElement }

type MovePopoverProps = {
  target: MoveTarget | null
  term: readonly TermMonth[]
  onMove: (item: MonthlyItem, month: number | null, part: Part | null) => void
  onClose: () => void
}

/** 改到…: chooses month and part of the month; the button says where the item will stand. One for all rows. */
export function MovePopover({ target, term, onMove, onClose }: MovePopoverProps) {
  const words = useMessages(monthWords)
  if (target === null) return null
  const { item, anchor } = target
  return (
    <Popover.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          className="months-positioner"
          anchor={anchor}
          sideOffset={4}
          align="end"
          collisionPadding={8}
        >
          <Popover.Popup
            className="months-popup"
            aria-label={words.moveOf(item.task)}
            finalFocus={() => anchor}
          >
            <MoveForm
              item={item}
              term={term}
              onMove={(month, part) => {
                onClose()
                onMove(item, month, part)
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

type MoveFormProps = {
  item: MonthlyItem
  term: readonly TermMonth[]
  onMove: (month: number | null, part: Part | null) => void
}

function MoveForm({ item, term, onMove }: MoveFormProps) {
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
