import type { Block, Front } from '../plan/block.ts'
import { remember } from '../plan/remember.ts'
import { expectedCount, monthsOfPeriod } from '../plan/occurrences.ts'
import { type Drawn, drawn, makeDrawn, typedNumber } from '../plan/numbering.ts'
import type { Deadline, Goal, MonthlyItem, Part, Plan, Section, SectionKind } from '../plan/plan.ts'
import { type CellOver, cellsOver } from './cells.ts'
import { withoutEnd } from './clauses.ts'
import { monthPhrases } from './dates.ts'
import { doubtLostDashes } from './doubts.ts'
import { langOf, periodIn, signedOnIn, titleOf } from './front.ts'
import { organisationIn } from './organisation.ts'
import type { Column } from './items.ts'
import { type BlockReading, type Context, readBlock } from './readBlock.ts'
import { announcesReport, isAhead, isReview, isStage, sectionKind } from './sections.ts'

/**
 * Blocks → the typed Plan. Pure and deterministic (RULES R1). One block's reading (readBlock.ts) depends on the
 * block and on its context alone, so it is kept as long as both stay the same (RULES R2).
 */

const bare = (heading: string): string => withoutEnd(heading, '。：:')

function sectionOf(block: Block, draw: Drawn | undefined, kind: SectionKind): Section | null {
  if (block.kind !== 'heading' || block.level === undefined || block.level === 0) return null
  const heading = bare(`${draw?.number ?? ''}${block.text}`)
    .split('\n')
    .map((line) => line.trim())
    .join('')
  return { block: block.id, heading, level: block.level, kind, start: 0 }
}

/** The part that a month heading says for all its items (四月下旬). */
const headingPart = remember((heading): Part | null => monthPhrases(heading)[0]?.part ?? null)
const NO_COLUMNS: readonly Column[] = []
const NO_MONTHS: readonly number[] = []
/** The months that a stage's heading names (宣传发动阶段（3月—4月）); none for any other heading. */
const stageMonths = remember((heading): readonly number[] =>
  isStage(heading) ? [...new Set(monthPhrases(heading).flatMap(({ months }) => months))] : NO_MONTHS,
)

/** By when a numbered paragraph says that it is done: its only month; null for none or several. */
const onlyMonth = remember((words): Deadline | null => {
  const phrases = monthPhrases(words)
  const [phrase] = phrases
  return phrase === undefined || phrases.length > 1
    ? null
    : { month: phrase.months.at(-1) ?? null, part: phrase.part }
})

/** The time of the numbered paragraph that an unnumbered one goes on from (1、…至9月下旬… / 最后评出…). */
const untilAfter = (until: Deadline | null, block: Block): Deadline | null =>
  block.kind !== 'paragraph' ? null : typedNumber(block.text) === null ? until : onlyMonth(block.text)

/** Reads a block in its context, whose fields are passed one by one: most blocks are known and need no object. */
type Cache = (
  block: Block,
  kind: SectionKind,
  isPast: boolean,
  part: Part | null,
  columns: readonly Column[],
  cell: CellOver | null,
  stage: readonly number[],
  until: Deadline | null,
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

/** A section of the first level with how many blocks, and how many monthly items, stand under it. */
type Under = { section: Section | null; items: number; blocks: number }

/** Where a text says what it is. */
const FIRST_BLOCKS = 12
/** A line that is no paragraph of text yet. */
const SHORT_LINE = 30
/** So many items, and half of what stands under it, make a section a schedule whatever its heading. */
const FEWEST_ITEMS = 3

function count(under: Under | undefined, { kind }: Block): void {
  if (under === undefined) return
  under.blocks += 1
  if (kind === 'monthlyItem') under.items += 1
}

const withSchedules = (sections: readonly Section[], under: readonly Under[]): Section[] => {
  const schedules = new Set(
    under.flatMap(({ section, items, blocks }) =>
      items >= FEWEST_ITEMS && items * 2 >= blocks ? [section] : [],
    ),
  )
  return sections.map((section) =>
    section.kind === 'measures' && schedules.has(section) ? { ...section, kind: 'schedule' } : section,
  )
}

function assemble(front: Front, blocks: readonly Block[], { draws, twins }: Shape, read: Cache): Plan {
  const cells = cellsOver(blocks)
  const sections: Section[] = []
  const goals: Goal[] = []
  const monthly: MonthlyItem[] = []
  const under: Under[] = []
  let kind: SectionKind = 'other'
  let isReport = false
  let isPast = false
  let isDamaged = false
  let part: Part | null = null
  let columns = NO_COLUMNS
  let stage = NO_MONTHS
  let stageLevel = 0
  let until: Deadline | null = null
  let titleBlock: Block | null = null
  for (const [index, block] of blocks.entries()) {
    const draw = draws[index]
    // Twins are counted once.
    if (twins.has(index)) continue
    until = untilAfter(until, block)
    if (block.kind === 'heading') {
      part = null
      columns = NO_COLUMNS
      if (block.level === 0) {
        titleBlock ??= block
        isReport = isReview(block.text) || (isReport && !isAhead(block.text))
        isPast = isReport
      } else if (block.level === 1) {
        kind = sectionKind(block.text)
        isPast = isReview(block.text) || (isReport && !isAhead(block.text))
      }
      const level = block.level ?? 1
      const months = stageMonths(block.text)
      if (level <= stageLevel || months.length > 0) {
        stage = months
        stageLevel = months.length > 0 ? level : 0
      }
      const own = sectionKind(block.text)
      const section = sectionOf(block, draw, isPast && own === 'measures' ? 'other' : own)
      if (section !== null) sections.push(section)
      if (block.level === 1) under.push({ section, items: 0, blocks: 0 })
    } else {
      // A page may say what it is before its title (某某总结材料).
      if (titleBlock === null && block.text.length <= SHORT_LINE) isReport ||= isReview(block.text)
      // …着重做了以下几方面工作：before the first heading.
      if (index < FIRST_BLOCKS && sections.length === 0 && announcesReport(block.text))
        isReport = isPast = true
      count(under.at(-1), block)
    }
    if (draw?.monthHeading) part = headingPart(draw.monthHeading)
    const isItem = block.kind === 'monthlyItem'
    const cell = block.kind === 'cell' ? (cells.get(block) ?? null) : null
    const reading = isItem
      ? read(block, kind, false, block.months?.length === 0 ? null : part, columns, cell, NO_MONTHS, null)
      : read(block, kind, isPast && block.kind !== 'goal', null, NO_COLUMNS, cell, stage, until)
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
    sections: withSchedules(sections, under),
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
    (block, kind, isPast, part, columns, cell, stage, until) =>
      readBlock(block, { kind, isPast, part, columns, cell, stage, until }),
  )

/**
 * A reader that remembers: gives what readPlan gives and how the blocks are drawn, and reads again only blocks
 * that are other objects, or stand in another context, than before. `draws` stays the same array as long as
 * nothing is drawn otherwise.
 */
export function makeReader(): (
  front: Front,
  blocks: readonly Block[],
) => { plan: Plan; draws: readonly Drawn[] } {
  const kept = new WeakMap<Block, { context: Context; reading: BlockReading }>()
  const read: Cache = (block, kind, isPast, part, columns, cell, stage, until) => {
    const before = kept.get(block)
    if (
      before?.context.kind === kind &&
      before.context.isPast === isPast &&
      before.context.part === part &&
      before.context.columns === columns &&
      before.context.stage === stage &&
      before.context.until === until &&
      isSameCell(before.context.cell, cell)
    )
      return before.reading
    const context = { kind, isPast, part, columns, cell, stage, until }
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
    return { plan: assemble(front, blocks, shape, read), draws }
  }
}

const isSameCell = (a: CellOver | null, b: CellOver | null): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)
