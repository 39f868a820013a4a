import { type ReactNode, useId, useState } from 'react'
import type { MonthlyItem } from '../../../shared/plan/plan.ts'
import { useMessages } from '../../i18n/messages.ts'
import { monthWords } from '../../i18n/months.ts'
import { readingWords } from '../../i18n/panels.ts'
import type { FoundIn } from '../foundIn.ts'
import { DROP, type ItemDrag } from './dragItem.ts'
import type { FestivalDay } from './festivalDays.ts'
import { ItemRow, type ItemEdits } from './ItemRow.tsx'
import type { MonthPlace } from './layMonths.ts'

type MonthCardProps = {
  place: MonthPlace
  festivals: readonly FestivalDay[]
  isNow: boolean
  edits: ItemEdits | null
  dragging: ItemDrag['now']
  found: FoundIn
  onAdd: ((month: number) => void) | null
  onGo: (item: MonthlyItem) => void
}

/** One month: its festivals, and its items in lanes; lanes without an item are not drawn. */
export function MonthCard({ place, festivals, isNow, edits, dragging, found, onAdd, onGo }: MonthCardProps) {
  const words = useMessages(monthWords)
  const reading = useMessages(readingWords)
  const { month, year, lanes } = place
  const named = reading.month(month)
  const divided = lanes.some(({ lane }) => lane !== 'undivided')
  return (
    <DropGroup
      month={month}
      dragging={dragging}
      isNow={isNow}
      heading={year === null ? named : words.yearMonth(year, month)}
    >
      <div className="panel-chips">
        {isNow && <span className="panel-chip months-now-chip">{words.thisMonth}</span>}
        {place.outside && <span className="panel-chip panel-chip-warn">{words.outside}</span>}
        {festivals.map(({ festival, day }) => (
          <span key={festival} className="panel-chip months-festival">
            {words.festival(festival, day)}
          </span>
        ))}
      </div>
      {lanes.length === 0 && <p className="months-nothing">{words.nothing}</p>}
      {lanes.map(({ lane, items }) => (
        <div key={lane} className="months-lane">
          {divided && <h4>{lane === 'undivided' ? words.undivided : reading.part(lane)}</h4>}
          <ItemList items={items} edits={edits} found={found} onGo={onGo} />
        </div>
      ))}
      {onAdd !== null && (
        <button
          type="button"
          className="panel-button months-add"
          aria-label={words.addTo(named)}
          onClick={() => onAdd(month)}
        >
          <span aria-hidden>＋ </span>
          {words.add}
        </button>
      )}
    </DropGroup>
  )
}

type DropGroupProps = {
  /** What an item dropped here gets; null is "no month yet", undefined takes no drop. */
  month: number | null | undefined
  heading: string
  dragging: ItemDrag['now']
  isNow?: boolean
  children: ReactNode
}

/** A headed group of items that may take a dropped one. */
export function DropGroup({ month, heading, dragging, isNow = false, children }: DropGroupProps) {
  const id = useId()
  const key = month === null ? '' : `${month}`
  const over = month !== undefined && dragging?.over === key
  const drop = month === undefined ? {} : { [DROP]: key }
  return (
    <section
      {...drop}
      className={`months-card${isNow ? ' months-now' : ''}${over ? ' months-over' : ''}`}
      aria-labelledby={id}
      aria-current={isNow ? 'date' : undefined}
    >
      <h3 id={id}>{heading}</h3>
      {children}
    </section>
  )
}

type ItemListProps = {
  items: readonly MonthlyItem[]
  edits: ItemEdits | null
  found: FoundIn
  /** What the expected counts of recurring items without months are counted over. */
  span?: 'year' | 'period'
  onGo: (item: MonthlyItem) => void
}

/** This many items of a lane are drawn at first: a hundred pages have thousands, and nobody reads them at once. */
const SHOWN = 30

export function ItemList({ items, edits, found, span, onGo }: ItemListProps) {
  const words = useMessages(monthWords)
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, SHOWN)
  return (
    <>
      <ul className="months-list">
        {shown.map((item, index) => (
          // Several items may stand in one block, and twins share an id.
          <ItemRow
            key={`${item.block} ${index}`}
            item={item}
            edits={edits}
            convertible={item.source === 'prose' && found.convertible.has(item.block)}
            isInCell={found.cells.has(item.block)}
            span={span}
            onGo={onGo}
          />
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" className="panel-button months-add" onClick={() => setAll(true)}>
          {words.rest(items.length - shown.length)}
        </button>
      )}
    </>
  )
}
