import type { Block, Front } from '../plan/block.ts'
import { remember } from '../plan/remember.ts'
import { parseFix } from '../plan/fix.ts'
import { expectedCount, monthsOfPeriod } from '../plan/occurrences.ts'
import { type Drawn, drawn, makeDrawn } from '../plan/numbering.ts'
import type { Goal, MonthlyItem, Part, Plan, Section, SectionKind } from '../plan/plan.ts'
import { type CellOver, cellsOver, itemsInCell } from './cells.ts'
import { withoutEnd } from './clauses.ts'
import { correctGoals, correctItem } from './corrections.ts'
import { monthPhrases } from './dates.ts'
import { descendingDoubt, doubtLostDashes } from './doubts.ts'
import { langOf, organisationIn, periodIn, signedOnIn, titleOf } from './front.ts'
import { goalsIn } from './goals.ts'
import { type Column, itemOf, type ItemReading } from './items.ts'
import { itemsInProse } from './prose.ts'
import { isAhead, isReview, sectionKind } from './sections.ts'
import { headerColumns } from './tables.ts'

/**
 * Blocks → the typed Plan. Pure and deterministic (RULES R1). One block's reading depends on the block
 * and on `Context` alone, so it is kept as long as both stay the same (RULES R2).
 */

/** What a block's reading depends on besides the block. */
type Context = {
  kind: SectionKind
  /** The section tells what was done: its prose undertakes nothing. */
  isPast: boolean
  part: Part | null
  /** Of the table line above, for items that are its rows. */
  columns: readonly Column[]
  /** For table cells: what their row and column say. */
  cell: CellOver | null
}

/** One block's goals and items, with offsets from the block's first word. */
type BlockReading = {
  goals: Goal[]
  monthly: MonthlyItem[]
  /** A figure of it lost a dash in copying, whether a member put it right or not. */
  isDamaged: boolean
  /** What the columns of the rows below hold, when the block is a table's header line. */
  columns: readonly Column[] | null
}

function readBlock(block: Block, context: Context): BlockReading {
  const { id, text } = block
  // A goal or item that was only just begun says nothing yet.
  if (text.trim() === '') return NOTHING
  const fix = parseFix(block.fix)
  const isItem = block.kind === 'monthlyItem'
  const isGoal = block.kind === 'goal'
  const readings = block.kind === 'heading' || isItem || context.isPast ? [] : goalsIn(text)
  const goals = readings.map((reading): Goal => {
    const { start, end, doubt, ...fields } = reading
    return {
      block: id,
      quote: text.slice(start, end),
      start,
      source: isGoal ? 'block' : 'prose',
      ...fields,
      doubt: doubt ?? descendingDoubt(reading),
      fixed: [],
    }
  })
  if (isGoal && goals.length === 0) goals.push({ ...UNREAD_GOAL, block: id, quote: text, metric: text })

  const items = isItem
    ? [itemOf(text, { months: block.months ?? [], part: context.part, columns: context.columns })]
    : proseItems(block, context)
  const monthly = items.map((reading): MonthlyItem => {
    const { start, end, ...fields } = reading
    const item: MonthlyItem = {
      block: id,
      quote: text.slice(start, end),
      start,
      source: isItem ? 'block' : 'prose',
      doubt: null,
      expected: null,
      ...fields,
      fixed: [],
    }
    return isItem ? correctItem(item, fix) : item
  })
  return {
    goals: isGoal ? correctGoals(goals, fix) : goals,
    monthly,
    isDamaged: goals.some(({ doubt }) => doubt?.reason === 'glued'),
    columns: block.kind === 'paragraph' ? headerColumns(text) : null,
  }
}

const NOTHING: BlockReading = { goals: [], monthly: [], isDamaged: false, columns: null }

const UNREAD_GOAL = {
  start: 0,
  source: 'block',
  doubt: null,
  comparator: '=',
  value: null,
  valueMax: null,
  unit: null,
  deadline: null,
  owners: [],
  fixed: [],
} as const satisfies Partial<Goal>

const proseItems = (block: Block, context: Context): ItemReading[] => {
  if (block.kind === 'heading' || context.isPast || (block.kind === 'goal' && context.kind === 'goals'))
    return []
  return context.cell === null ? itemsInProse(block.text) : itemsInCell(block.text, context.cell)
}

const bare = (heading: string): string => withoutEnd(heading, '。：:')

function sectionOf(block: Block, draw: Drawn | undefined, kind: SectionKind): Section | null {
  if (block.kind !== 'heading' || block.level === undefined || block.level === 0) return null
  const heading = bare(`${draw?.number ?? ''}${block.text}`)
  return { block: block.id, heading, level: block.level, kind, start: 0 }
}

/** The part that a month heading says for all its items (四月下旬). */
const headingPart = remember((heading): Part | null => monthPhrases(heading)[0]?.part ?? null)
const NO_COLUMNS: readonly Column[] = []

/** Reads a block in its context, whose fields are passed one by one: most blocks are known and need no object. */
type Cache = (
  block: Block,
  kind: SectionKind,
  isPast: boolean,
  part: Part | null,
  columns: readonly Column[],
  cell: CellOver | null,
) => BlockReading

/** What is known of a text's shape: how it is drawn, and which blocks repeat one before them (RULES T4). */
type Shape = { draws: readonly Drawn[]; twins: ReadonlySet<number> }

/** The places of blocks that a merge left a second time. */
function twinsOf(blocks: readonly Block[]): Set<number> {
  const seen = new Set<string>()
  const twins = new Set<number>()
  for (const [index, { id }] of blocks.entries()) {
    if (seen.has(id)) twins.add(index)
    else seen.add(id)
  }
  return twins
}

function assemble(front: Front, blocks: readonly Block[], { draws, twins }: Shape, read: Cache): Plan {
  const cells = cellsOver(blocks)
  const sections: Section[] = []
  const goals: Goal[] = []
  const monthly: MonthlyItem[] = []
  let kind: SectionKind = 'other'
  let isReport = false
  let isPast = false
  let isDamaged = false
  let part: Part | null = null
  let columns = NO_COLUMNS
  let titleBlock: Block | null = null
  for (const [index, block] of blocks.entries()) {
    const draw = draws[index]
    // Twins are counted once.
    if (twins.has(index)) continue
    if (block.kind === 'heading') {
      part = null
      columns = NO_COLUMNS
      if (block.level === 0) {
        titleBlock ??= block
        isReport = isReview(block.text)
        isPast = isReport
      } else if (block.level === 1) {
        kind = sectionKind(block.text)
        isPast = isReview(block.text) || (isReport && !isAhead(block.text))
      }
      const section = sectionOf(block, draw, sectionKind(block.text))
      if (section !== null) sections.push(section)
    }
    if (draw?.monthHeading) part = headingPart(draw.monthHeading)
    const isItem = block.kind === 'monthlyItem'
    const cell = block.kind === 'cell' ? (cells.get(block) ?? null) : null
    const reading = isItem
      ? read(block, kind, false, part, columns, cell)
      : read(block, kind, isPast && block.kind !== 'goal', null, NO_COLUMNS, cell)
    if (reading.columns !== null) ({ columns } = reading)
    isDamaged ||= reading.isDamaged
    for (const goal of reading.goals) goals.push(goal)
    for (const item of reading.monthly) monthly.push(item)
  }
  const title = front.title ?? (titleBlock === null ? null : titleOf(titleBlock.text))
  const words = blocks.map((block) => block.text)
  const period = front.period ?? periodIn(title, words, monthly)
  const span = monthsOfPeriod(period)?.length ?? null
  return {
    lang: langOf(words),
    title,
    organisation: front.organisation ?? organisationIn(title, words, sections),
    period,
    signedOn: signedOnIn(words),
    sections,
    goals: isDamaged ? doubtLostDashes(goals) : goals,
    monthly: monthly.map((item) => (item.recurrence === null ? item : counted(item, span))),
  }
}

const knownCounts = new WeakMap<MonthlyItem, MonthlyItem>()

/** A recurring item with how often it is due; the same object as long as item and number are the same. */
function counted(item: MonthlyItem, period: number | null): MonthlyItem {
  const expected = expectedCount(item, period)
  const before = knownCounts.get(item)
  if (before?.expected === expected) return before
  const now = { ...item, expected }
  knownCounts.set(item, now)
  return now
}

/** The typed plan of a text, read in full. */
export const readPlan = (front: Front, blocks: readonly Block[]): Plan =>
  assemble(
    front,
    blocks,
    { draws: drawn(front, blocks), twins: twinsOf(blocks) },
    (block, kind, isPast, part, columns, cell) => readBlock(block, { kind, isPast, part, columns, cell }),
  )

/**
 * A reader that remembers: gives what readPlan gives, and reads again only blocks that are other objects,
 * or stand in another context, than before.
 */
export function makeReader(): (front: Front, blocks: readonly Block[]) => Plan {
  const kept = new WeakMap<Block, { context: Context; reading: BlockReading }>()
  const read: Cache = (block, kind, isPast, part, columns, cell) => {
    const before = kept.get(block)
    if (
      before?.context.kind === kind &&
      before.context.isPast === isPast &&
      before.context.part === part &&
      before.context.columns === columns &&
      isSameCell(before.context.cell, cell)
    )
      return before.reading
    const context = { kind, isPast, part, columns, cell }
    const reading = readBlock(block, context)
    kept.set(block, { context, reading })
    return reading
  }
  const draw = makeDrawn()
  let shape: Shape | null = null
  return (front, blocks) => {
    const draws = draw(front, blocks)
    // The same drawing is that of the same blocks.
    if (shape?.draws !== draws) shape = { draws, twins: twinsOf(blocks) }
    return assemble(front, blocks, shape, read)
  }
}

const isSameCell = (a: CellOver | null, b: CellOver | null): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)
