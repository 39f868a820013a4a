import type { Block } from '../plan/block.ts'
import { parseFix } from '../plan/fix.ts'
import type { Deadline, Goal, MonthlyItem, Part, SectionKind } from '../plan/plan.ts'
import { sumDoubt } from './amounts.ts'
import { unbroken } from './brokenLines.ts'
import { type CellOver, itemsInCell } from './cells.ts'
import { correctGoals, correctItem } from './corrections.ts'
import { descendingDoubt } from './doubts.ts'
import { type Span, withoutNames } from './clauses.ts'
import { deadlineOf } from './deadlines.ts'
import { fold } from './fold.ts'
import { goalsIn } from './goals.ts'
import { type Column, itemOf, type ItemReading } from './items.ts'
import { peopleIn } from './people.ts'
import { itemsInProse } from './prose.ts'
import { recordOf } from './records.ts'
import type { Recurrence } from './recurrence.ts'
import { markLength } from './proseTask.ts'
import { isStage } from './sections.ts'
import { headerColumns } from './tables.ts'

/** What a block's reading depends on besides the block. */
export type Context = {
  kind: SectionKind
  /** The section tells what was done: its prose undertakes nothing. */
  isPast: boolean
  part: Part | null
  /** Of the table line above, for items that are its rows. */
  columns: readonly Column[]
  /** For table cells: what their row and column say. */
  cell: CellOver | null
  /** The months of the stage that the block stands in (宣传发动阶段（3月—4月）). */
  stage: readonly number[]
  /** The time of the numbered paragraph that this one goes on from. */
  until: Deadline | null
  /** How often the list is due that the block is a line of. */
  often: Recurrence | null
}

/** One block's goals and items, with offsets from the block's first word. */
export type BlockReading = {
  goals: Goal[]
  monthly: MonthlyItem[]
  /** A figure of it lost a dash in copying, whether a member put it right or not. */
  isDamaged: boolean
  /** What the columns of the rows below hold, when the block is a table's header line. */
  columns: readonly Column[] | null
}

/** One block's goals and items in its context. */
export function readBlock(block: Block, context: Context): BlockReading {
  const { id, text } = block
  // A goal or item that was only just begun says nothing yet.
  if (text.trim() === '') return NOTHING
  const { words, at } =
    block.kind === 'cell' || recordOf(text) !== null
      ? { words: text, at: (place: number) => place }
      : unbroken(text)
  const placeOf = ({ start, end }: Span): { start: number; quote: string } => ({
    start: at(start),
    quote: text.slice(at(start), at(end - 1) + 1),
  })
  const fix = parseFix(block.fix)
  const isItem = block.kind === 'monthlyItem'
  const isGoal = block.kind === 'goal'
  const readings =
    isItem || context.isPast || context.often !== null || context.cell?.isTask === false
      ? []
      : block.kind === 'heading'
        ? // 一、新建工会20家。…: a heading that runs into its text.
          goalsIn(block.level === 0 ? '' : words).filter(({ value }) => value !== null && value > 0)
        : goalsIn(words, isGoal || (context.kind === 'goals' && context.cell === null))
  const goals = readings.map((reading): Goal => {
    const { start, end, doubt, ...fields } = reading
    return {
      block: id,
      ...placeOf({ start, end }),
      source: isGoal ? 'block' : 'prose',
      ...fields,
      deadline: reading.deadline ?? (THEN.test(text) ? context.until : null),
      doubt: doubt ?? descendingDoubt(reading),
      fixed: [],
    }
  })
  if (isGoal && goals.length === 0)
    goals.push({ ...UNREAD_GOAL, ...unfiguredGoal(words), block: id, quote: text, metric: text })

  const items = isItem
    ? [itemOf(words, { months: block.months ?? [], part: context.part, columns: context.columns })]
    : proseItems(block, words, context)
  const monthly = items.map((reading): MonthlyItem => {
    const { start, end, ...fields } = reading
    const item: MonthlyItem = {
      block: id,
      ...placeOf({ start, end }),
      source: isItem ? 'block' : 'prose',
      doubt: isItem && reading.amount !== null ? sumDoubt(words) : null,
      expected: null,
      ...fields,
      fixed: [],
    }
    return isItem ? correctItem(item, fix) : item
  })
  return {
    goals: isGoal ? correctGoals(goals, fix) : goals,
    monthly,
    isDamaged: goals.some(
      ({ doubt, unit }) => doubt?.reason === 'glued' || (doubt?.reason === 'joined' && unit === null),
    ),
    columns: block.kind === 'paragraph' ? headerColumns(text) : null,
  }
}

/** Words that speak of the time that was named before. */
const THEN = /最后|最终|届时|届時|期间|期間|其间|时间段|時間段|时段|時段|(?:活动|评比|比赛|培训)(?:结束)?后/u

const NOTHING: BlockReading = { goals: [], monthly: [], isDamaged: false, columns: null }

const UNREAD_GOAL = {
  start: 0,
  source: 'block',
  doubt: null,
  comparator: '=',
  value: null,
  valueMax: null,
  unit: null,
  fixed: [],
} as const satisfies Partial<Goal>

/** By when and whose a goal is that gives no figure (6月底前由陈静负责走访职工). */
const unfiguredGoal = (words: string): Pick<Goal, 'deadline' | 'owners'> => ({
  deadline: deadlineOf(withoutNames(fold(words))),
  owners: peopleIn(words).owners,
})

/** A heading that has a date and says less is none of a task. */
const LEAST_TASK = 6

/** A line of a list that is due every so often. */
function routineItem(words: string, often: Recurrence): ItemReading {
  const start = markLength(words)
  const item = itemOf(words.slice(start), { months: [], part: null, columns: [] })
  return { ...item, recurrence: often, start, end: words.length }
}

const proseItems = (block: Block, words: string, context: Context): ItemReading[] => {
  if (context.isPast) return []
  if (block.kind === 'heading')
    return block.level === 0 || isStage(words)
      ? []
      : itemsInProse(words).filter(
          ({ months, task }) =>
            (months.length > 0 || /[一1][次期场]/u.test(task)) && task.length >= LEAST_TASK,
        )
  if (context.cell !== null) return itemsInCell(words, context.cell)
  const items = itemsInProse(words, context.stage)
  if (items.length === 0 && context.often !== null) return [routineItem(words, context.often)]
  // The date of a goal among goals is by when it is reached.
  return block.kind === 'goal' && context.kind === 'goals'
    ? items.filter(({ months }) => months.length === 0)
    : items
}
