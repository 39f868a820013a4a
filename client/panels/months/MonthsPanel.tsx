import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Block } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { MonthlyItem, Part, Plan } from '../../../shared/plan/plan.ts'
import { addToMonth, moveToMonth } from '../../editor/months.ts'
import { useMessages } from '../../i18n/messages.ts'
import { monthWords } from '../../i18n/months.ts'
import { readingWords } from '../../i18n/panels.ts'
import { foundIn } from '../foundIn.ts'
import { makeBlock } from '../makeBlock.ts'
import { useItemDrag } from './dragItem.ts'
import { festivalDays } from './festivalDays.ts'
import type { ItemEdits } from './ItemRow.tsx'
import { layMonths, type TermMonth } from './layMonths.ts'
import { DropGroup, ItemList, MonthCard } from './MonthCard.tsx'
import { MovePopover, type MoveTarget } from './MovePopover.tsx'
import { termOf } from './term.ts'
import '../panel.css'
import './months.css'

type MonthsPanelProps = {
  typed: { plan: Plan; blocks: readonly Block[] }
  editor: Editor | null
  editable: boolean
  onGo: (block: BlockId) => void
  now?: () => Date
}

const orderOf = (term: readonly TermMonth[]): number[] => term.map(({ month }) => month)
const clock = (): Date => new Date()

/** 月历: the months of the plan's period with their items; moving an item here moves its block in the text. */
export function MonthsPanel({ typed, editor, editable, onGo, now = clock }: MonthsPanelProps) {
  const words = useMessages(monthWords)
  const { plan } = typed
  const term = useSettled(useMemo(() => termOf(plan.period, plan.monthly), [plan]))
  const layout = useMemo(() => layMonths(plan.monthly, term), [plan, term])
  const { edits, popover, dragging, said, panel } = useItemEdits(typed, term, editable ? editor : null)
  const found = useMemo(() => foundIn(typed.blocks), [typed.blocks])
  const today = now()
  const isNow = ({ month, year }: TermMonth): boolean =>
    month === today.getMonth() + 1 && (year === null || year === today.getFullYear())
  const go = useCallback((item: MonthlyItem): void => onGo(item.block), [onGo])
  const add =
    edits === null || editor === null
      ? null
      : (month: number): void => {
          onGo(addToMonth(editor, month, orderOf(term)))
        }
  const empty = plan.monthly.length === 0
  const { recurring, undated, months } = layout
  return (
    <div className="panel months" ref={panel}>
      {empty ? (
        <div className="panel-empty">
          <p>{words.empty}</p>
          {edits !== null && <p>{words.hint}</p>}
        </div>
      ) : (
        <p className="panel-summary">
          {words.summary(
            plan.monthly.length,
            undated.length,
            plan.monthly.filter((item) => item.pending).length,
          )}
        </p>
      )}
      <p className="months-said" role="status">
        {said}
      </p>
      {recurring.length > 0 && (
        <DropGroup month={undefined} heading={words.recurring} dragging={dragging}>
          <ItemList
            items={recurring}
            edits={edits}
            found={found}
            span={term.length === 12 ? 'year' : 'period'}
            onGo={go}
          />
        </DropGroup>
      )}
      {(!empty || edits !== null) && (
        <div className="months-grid">
          {months.map((place) => (
            <MonthCard
              key={place.month}
              place={place}
              festivals={festivalDays(place)}
              isNow={isNow(place)}
              edits={edits}
              dragging={dragging}
              found={found}
              onAdd={add}
              onGo={go}
            />
          ))}
        </div>
      )}
      {(undated.length > 0 || dragging !== null) && (
        <DropGroup month={null} heading={words.undated} dragging={dragging}>
          <ItemList items={undated} edits={edits} found={found} onGo={go} />
        </DropGroup>
      )}
      {popover}
    </div>
  )
}

/** The same object as long as it says the same. */
function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value)
  const isSame = JSON.stringify(value) === JSON.stringify(settled)
  if (!isSame) settle(value)
  return isSame ? settled : value
}

/** The ways to change an item, what was last said about one, and the focus that follows a moved row. */
function useItemEdits(typed: MonthsPanelProps['typed'], term: readonly TermMonth[], editor: Editor | null) {
  const words = useMessages(monthWords)
  const reading = useMessages(readingWords)
  const [said, setSaid] = useState('')
  const [target, setTarget] = useState<MoveTarget | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  /** The item moved or made last, until its row stands in its new place. */
  const moved = useRef<BlockId | null>(null)
  const shown = useRef(typed)
  const move = useCallback(
    (item: MonthlyItem, month: number | null, part: Part | null) => {
      if (editor === null) return
      moveToMonth(editor, item.block, month === null ? [] : [month], part, orderOf(term))
      moved.current = item.block
      const place =
        month === null ? words.noMonth : part === null ? reading.month(month) : reading.monthPart(month, part)
      setSaid(words.moved(item.task, place))
    },
    [editor, words, reading, term],
  )
  useEffect(() => {
    const isNew = shown.current !== typed
    shown.current = typed
    if (!isNew || moved.current === null) return
    panel.current?.querySelector<HTMLElement>(`[data-item="${moved.current}"] .months-move`)?.focus()
    moved.current = null
  }, [typed])
  const drop = useCallback(
    (item: MonthlyItem, month: number | null) => {
      const stays = month === null ? item.months.length === 0 : item.months.join() === `${month}`
      if (!stays) move(item, month, month === null ? null : item.part)
    },
    [move],
  )
  const { now, start } = useItemDrag(drop)
  const edits: ItemEdits | null = useMemo(
    () =>
      editor === null
        ? null
        : {
            startDrag: start,
            askMove: setTarget,
            make: (item) => {
              if (makeBlock(editor, item.block, 'monthlyItem')) moved.current = item.block
            },
          },
    [editor, start],
  )
  const popover = <MovePopover target={target} term={term} onMove={move} onClose={() => setTarget(null)} />
  return { edits, popover, dragging: now, said, panel }
}
