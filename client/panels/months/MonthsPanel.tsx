import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Block } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { MonthlyItem, Part, Plan } from '../../../shared/plan/plan.ts'
import { addToMonth, moveToMonth } from '../../editor/months.ts'
import { useMessages } from '../../i18n/messages.ts'
import { monthWords } from '../../i18n/months.ts'
import { readingWords } from '../../i18n/panels.ts'
import { canMakeBlock, makeBlock } from '../makeBlock.ts'
import { useItemDrag } from './dragItem.ts'
import { festivalDays } from './festivalDays.ts'
import type { ItemEdits } from './ItemRow.tsx'
import { layMonths, type TermMonth } from './layMonths.ts'
import { type LunarDate, loadLunarDates } from './lunar.ts'
import { DropGroup, ItemList, MonthCard } from './MonthCard.tsx'
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
  const term = useMemo(() => termOf(plan.period, plan.monthly), [plan])
  const layout = useMemo(() => layMonths(plan.monthly, term), [plan, term])
  const lunar = useLunarDates(term)
  const { edits, said, panel } = useItemEdits(typed, term, editable ? editor : null)
  const today = now()
  const isNow = ({ month, year }: TermMonth): boolean =>
    month === today.getMonth() + 1 && (year === null || year === today.getFullYear())
  const go = (item: MonthlyItem): void => onGo(item.block)
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
        <DropGroup month={undefined} heading={words.recurring} edits={edits}>
          <ItemList items={recurring} edits={edits} onGo={go} />
        </DropGroup>
      )}
      {(!empty || edits !== null) && (
        <div className="months-grid">
          {months.map((place) => (
            <MonthCard
              key={place.month}
              place={place}
              festivals={festivalDays(place, lunar)}
              isNow={isNow(place)}
              edits={edits}
              onAdd={add}
              onGo={go}
            />
          ))}
        </div>
      )}
      {(undated.length > 0 || edits?.drag.now != null) && (
        <DropGroup month={null} heading={words.undated} edits={edits}>
          <ItemList items={undated} edits={edits} onGo={go} />
        </DropGroup>
      )}
    </div>
  )
}

/** The lunar festivals of the years shown; empty until their table is here. */
function useLunarDates(term: readonly TermMonth[]): readonly LunarDate[] {
  const years = [...new Set(term.map((at) => at.year).filter((year) => year !== null))].join(',')
  const [dates, setDates] = useState<readonly LunarDate[]>([])
  useEffect(() => {
    if (years === '') return undefined
    let current = true
    loadLunarDates(years.split(',').map(Number)).then(
      (loaded) => {
        if (current) setDates(loaded)
      },
      (cause: unknown) => {
        // The months are as useful without these chips (offline, before the table was ever loaded).
        console.warn('lunar festivals are not shown', cause)
      },
    )
    return () => {
      current = false
    }
  }, [years])
  return dates
}

/** The ways to change an item, what was last said about one, and the focus that follows a moved row. */
function useItemEdits(typed: MonthsPanelProps['typed'], term: readonly TermMonth[], editor: Editor | null) {
  const words = useMessages(monthWords)
  const reading = useMessages(readingWords)
  const [said, setSaid] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const moved = useRef<{ block: BlockId; before: MonthsPanelProps['typed'] } | null>(null)
  const move = useCallback(
    (item: MonthlyItem, month: number | null, part: Part | null) => {
      if (editor === null) return
      moveToMonth(editor, item.block, month === null ? [] : [month], part, orderOf(term))
      moved.current = { block: item.block, before: typed }
      const place =
        month === null ? words.noMonth : part === null ? reading.month(month) : reading.monthPart(month, part)
      setSaid(words.moved(item.task, place))
    },
    [editor, words, reading, typed, term],
  )
  useEffect(() => {
    if (moved.current === null || moved.current.before === typed) return
    panel.current?.querySelector<HTMLElement>(`[data-item="${moved.current.block}"] .months-move`)?.focus()
    moved.current = null
  }, [typed])
  const drop = useCallback(
    (item: MonthlyItem, month: number | null) => {
      const stays = month === null ? item.months.length === 0 : item.months.join() === `${month}`
      if (!stays) move(item, month, month === null ? null : item.part)
    },
    [move],
  )
  const drag = useItemDrag(drop)
  const convertible = useMemo(
    () => new Set(typed.blocks.filter(canMakeBlock).map((block) => block.id)),
    [typed.blocks],
  )
  const edits: ItemEdits | null =
    editor === null
      ? null
      : {
          term,
          drag,
          move,
          make: (item) =>
            item.source === 'prose' && convertible.has(item.block)
              ? () => makeBlock(editor, item.block, 'monthlyItem')
              : null,
        }
  return { edits, said, panel }
}
