import type { Block, Front } from '../plan/block.ts'
import { remember } from '../plan/remember.ts'
import { parseFix } from '../plan/fix.ts'
import { expectedCount } from '../plan/occurrences.ts'
import { type Drawn, drawn } from '../plan/numbering.ts'
import type { Goal, MonthlyItem, Part, Plan, Section, SectionKind } from '../plan/plan.ts'
import { type CellOver, cellsOver, itemsInCell } from './cells.ts'
import { withoutEnd } from './clauses.ts'
import { monthPhrases } from './dates.ts'
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
  /** What the columns of the rows below hold, when the block is a table's header line. */
  columns: readonly Column[] | null
}

function readBlock(block: Block, context: Context): BlockReading {
  const { id, text } = block
  // A goal or item that was only just begun says nothing yet.
  if (text.trim() === '') return { goals: [], monthly: [], columns: null }
  const fix = parseFix(block.fix)
  const fixed = Object.keys(fix)
  const isItem = block.kind === 'monthlyItem'
  const isGoal = block.kind === 'goal'
  const readings = block.kind === 'heading' || isItem || context.isPast ? [] : goalsIn(text)
  const goals = readings.map((reading, index): Goal => {
    const { start, end, ...fields } = reading
    return {
      block: id,
      quote: text.slice(start, end),
      start,
      source: isGoal ? 'block' : 'prose',
      ...fields,
      // A block's figure is corrected in its first goal; deadline and owners hold for all of them.
      ...(isGoal ? pick(fix, index === 0 ? GOAL_FIELDS : WHOLE_FIELDS) : {}),
      fixed: isGoal ? fixed.filter((field) => index === 0 || WHOLE_FIELDS.some((own) => own === field)) : [],
    }
  })
  if (isGoal && goals.length === 0)
    goals.push({ ...UNREAD_GOAL, block: id, quote: text, metric: text, ...pick(fix, GOAL_FIELDS), fixed })

  const items = isItem
    ? [itemOf(text, { months: block.months ?? [], part: context.part, columns: context.columns })]
    : proseItems(block, context)
  const monthly = items.map((reading): MonthlyItem => {
    const { start, end, owner, owners, ...fields } = reading
    const corrected = isItem ? pick(fix, ITEM_FIELDS) : {}
    return {
      block: id,
      quote: text.slice(start, end),
      start,
      source: isItem ? 'block' : 'prose',
      doubt: null,
      expected: null,
      ...fields,
      ...corrected,
      owner: corrected.owners === undefined ? owner : (corrected.owners[0] ?? null),
      owners: corrected.owners ?? owners,
      fixed: isItem ? fixed : [],
    }
  })
  return { goals, monthly, columns: block.kind === 'paragraph' ? headerColumns(text) : null }
}

const GOAL_FIELDS = ['comparator', 'value', 'valueMax', 'unit', 'deadline', 'owners'] as const
const WHOLE_FIELDS = ['deadline', 'owners'] as const
const ITEM_FIELDS = ['months', 'part', 'pending', 'owners'] as const

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
} as const satisfies Partial<Goal>

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const taken: Partial<Pick<T, K>> = {}
  for (const key of keys) if (from[key] !== undefined) taken[key] = from[key]
  return taken
}

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

type Cache = (block: Block, context: Context) => BlockReading

function assemble(front: Front, blocks: readonly Block[], read: Cache): Plan {
  const draws = drawn(front, blocks)
  const cells = cellsOver(blocks)
  const sections: Section[] = []
  const goals: Goal[] = []
  const monthly: MonthlyItem[] = []
  const seen = new Set<string>()
  let kind: SectionKind = 'other'
  let isReport = false
  let isPast = false
  let part: Part | null = null
  let columns = NO_COLUMNS
  let titleBlock: Block | null = null
  let index = 0
  for (const block of blocks) {
    const draw = draws[index]
    index += 1
    // Twins that a merge left are counted once (RULES T4).
    if (seen.has(block.id)) continue
    seen.add(block.id)
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
    const reading = read(block, {
      kind,
      isPast: isPast && !isItem && block.kind !== 'goal',
      part: isItem ? part : null,
      columns: isItem ? columns : NO_COLUMNS,
      cell: block.kind === 'cell' ? (cells.get(block) ?? null) : null,
    })
    if (reading.columns !== null) ({ columns } = reading)
    for (const goal of reading.goals) goals.push(goal)
    for (const item of reading.monthly) monthly.push(item)
  }
  const title = front.title ?? (titleBlock === null ? null : titleOf(titleBlock.text))
  const words = blocks.map((block) => block.text)
  const period = front.period ?? periodIn(title, words, monthly)
  return {
    lang: langOf(words),
    title,
    organisation: front.organisation ?? organisationIn(title, words, sections),
    period,
    signedOn: signedOnIn(words),
    sections,
    goals,
    monthly: monthly.map((item) =>
      item.recurrence === null ? item : { ...item, expected: expectedCount(item, period) },
    ),
  }
}

/** The typed plan of a text, read in full. */
export const readPlan = (front: Front, blocks: readonly Block[]): Plan => assemble(front, blocks, readBlock)

/**
 * A reader that remembers: gives what readPlan gives, and reads again only blocks that are other objects,
 * or stand in another context, than before.
 */
export function makeReader(): (front: Front, blocks: readonly Block[]) => Plan {
  const kept = new WeakMap<Block, { context: Context; reading: BlockReading }>()
  const read: Cache = (block, context) => {
    const before = kept.get(block)
    if (before !== undefined && isSame(before.context, context)) return before.reading
    const reading = readBlock(block, context)
    kept.set(block, { context, reading })
    return reading
  }
  return (front, blocks) => assemble(front, blocks, read)
}

const isSame = (a: Context, b: Context): boolean =>
  a.kind === b.kind &&
  a.isPast === b.isPast &&
  a.part === b.part &&
  a.columns === b.columns &&
  (a.cell === b.cell || JSON.stringify(a.cell) === JSON.stringify(b.cell))
