import { GripVertical, Pencil } from 'lucide-react'
import { memo } from 'react'
import type { MonthlyItem } from '../../../shared/plan/plan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { askFix, type FixField } from '../../editor/askFix.ts'
import { fixWords } from '../../i18n/fix.ts'
import { monthWords } from '../../i18n/months.ts'
import { readingWords } from '../../i18n/panels.ts'
import { usePlanLang } from '../../ui/planLang.ts'
import { amountWords } from '../goals/targetWords.ts'
import type { ItemDrag } from './dragItem.ts'
import type { MoveTarget } from './MovePopover.tsx'

/** What a row can do; null where the text may not be changed. */
export type ItemEdits = {
  startDrag: ItemDrag['start']
  askMove: (target: MoveTarget) => void
  /** Makes the text that an item was found in a monthly item. */
  make: (item: MonthlyItem) => void
}

type ItemRowProps = {
  item: MonthlyItem
  edits: ItemEdits | null
  /** One click can make this found item a monthly item. */
  convertible: boolean
  isInCell: boolean
  /** What its expected count is counted over where it names no months. */
  span: 'year' | 'period' | undefined
  onGo: (item: MonthlyItem) => void
}

/** One item: its words lead to the place, its chips say what was read, its menu moves it. */
export const ItemRow = memo(function ItemRow({
  item,
  edits,
  convertible,
  isInCell,
  span,
  onGo,
}: ItemRowProps) {
  const words = useMessages(monthWords)
  const reading = useMessages(readingWords)
  const make = edits !== null && convertible ? () => edits.make(item) : null
  const fix = useMessages(fixWords)
  const lang = usePlanLang()
  const movable = edits !== null && item.source === 'block'
  const owners = reading.list(item.owners)
  const chip = (field: FixField, look: string, name: string, value: string) => {
    const said = item.fixed.includes(field) ? `${value}（${fix.fixed}）` : value
    return edits === null ? (
      <span className={`panel-chip ${look}`}>{said}</span>
    ) : (
      <button
        type="button"
        className={`panel-chip ${look} months-value`}
        aria-label={fix.change(name, said)}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => askFix(currentTarget, item.block, field)}
      >
        {said}
      </button>
    )
  }
  return (
    <li className="months-item" data-item={item.block}>
      {movable && (
        <span
          className="months-handle"
          title={words.drag(item.task)}
          onPointerDown={(event) => edits.startDrag(event, item)}
        >
          <GripVertical size={16} aria-hidden />
        </span>
      )}
      <div className="months-words">
        <button type="button" className="panel-go" lang={lang} onClick={() => onGo(item)}>
          {item.task === '' ? item.quote : item.task}
        </button>
        <div className="panel-chips">
          {item.pending && chip('pending', 'panel-chip-warn', fix.pending, words.pending)}
          {item.doubt !== null && <span className="panel-chip panel-chip-warn">{reading.doubt}</span>}
          {item.recurrence !== null &&
            chip(
              'recurrence',
              '',
              fix.recurrence,
              item.expected === null
                ? item.recurrence.text
                : words.expected(item.recurrence.text, item.expected, span ?? 'months'),
            )}
          {item.time !== null && item.recurrence?.text.includes(item.time) !== true && (
            <span className="panel-chip panel-chip-plain">{item.time}</span>
          )}
          {item.owners.length > 0 && chip('owners', 'panel-chip-plain', fix.owners, owners)}
          {item.amount !== null &&
            chip('amount', 'panel-chip-plain', fix.amount, amountWords(item.amount, reading))}
          {item.source === 'prose' && (
            <span className="panel-chip">{isInCell ? reading.inTable : reading.inProse}</span>
          )}
          {make !== null && (
            <button
              type="button"
              className="panel-button"
              aria-label={`${words.makeItem}: ${item.task}`}
              onClick={make}
            >
              {words.makeItem}
            </button>
          )}
        </div>
        {item.doubt !== null && (
          <p className="months-readings">{reading.why(item.doubt.reason, item.doubt.readings)}</p>
        )}
      </div>
      {movable && (
        <button
          type="button"
          className="panel-button months-fix"
          aria-label={fix.changeItem(item.task)}
          title={fix.changeItem(item.task)}
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => askFix(currentTarget, item.block, 'owners')}
        >
          <Pencil size={14} aria-hidden />
        </button>
      )}
      {movable && (
        <button
          type="button"
          className="panel-button months-move"
          aria-label={`${words.move} ${item.task}`}
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => edits.askMove({ item, anchor: currentTarget })}
        >
          {words.move}
        </button>
      )}
    </li>
  )
})
