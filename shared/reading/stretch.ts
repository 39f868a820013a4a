import type { Block } from '../plan/block.ts'
import { type Drawn, typedNumber } from '../plan/numbering.ts'
import type { Deadline, Goal, MonthlyItem, Part, Section, SectionKind } from '../plan/plan.ts'
import { remember } from '../plan/remember.ts'
import { type Before, NO_COLUMNS, NO_MONTHS } from './before.ts'
import type { CellOver } from './cells.ts'
import { withoutEnd } from './clauses.ts'
import { monthHeadingOf, monthPhrases } from './dates.ts'
import { englishDate } from './english.ts'
import type { Column } from './items.ts'
import type { BlockReading } from './readBlock.ts'
import type { Recurrence } from './recurrence.ts'
import { isListed, routineOf } from './routine.ts'
import { announcesReport, isAhead, isReview, isStage, looksBack, sectionKind, tellsBoth } from './sections.ts'

const bare = (heading: string): string => withoutEnd(heading, '。.：:')

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
/** A line of a month alone is no longer. */
const LONGEST_MONTH = 30
/** The month of a line that is its heading and nothing else: a line of a web page parts it from its tasks. */
const monthAlone = remember((words) => {
  const heading = monthHeadingOf(words)
  return heading?.length === words.length ? heading : null
})

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
export type Cache = (
  block: Block,
  kind: SectionKind,
  isPast: boolean,
  part: Part | null,
  columns: readonly Column[],
  cell: CellOver | null,
  stage: readonly number[],
  until: Deadline | null,
  often: Recurrence | null,
) => BlockReading

/** What is known of a text beside its blocks, by their places: how each is drawn, and which repeat one before them. */
export type Text = {
  readonly blocks: readonly Block[]
  readonly draws: readonly Drawn[]
  readonly twins: ReadonlySet<number>
  readonly cells: ReadonlyMap<Block, CellOver>
}

/**
 * A section of the first level with how many blocks, and how many monthly items, stand under it.
 * The first of a stretch has none: it goes on from the stretch before.
 */
export type Under = { section: Section | null; items: number; blocks: number }

/** Where a text says what it is. */
const FIRST_BLOCKS = 12
/** A line that is no paragraph of text yet. */
const SHORT_LINE = 30
const isText = ({ kind }: Block): boolean => kind === 'paragraph' || kind === 'heading'
function count(under: Under | undefined, { kind }: Block): void {
  if (under === undefined) return
  under.blocks += 1
  if (kind === 'monthlyItem') under.items += 1
}

/** What some blocks in a row give, and what they say of the context of the next. */
export type Stretch = {
  readonly title: string | null
  readonly sections: readonly Section[]
  readonly goals: readonly Goal[]
  readonly monthly: readonly MonthlyItem[]
  readonly under: readonly Under[]
  readonly isDamaged: boolean
  readonly after: Before
}

/** Reads the blocks of the places from `from` up to `to`. */
export function readStretch(
  { blocks, draws, twins, cells }: Text,
  [from, to]: readonly [number, number],
  before: Before,
  read: Cache,
): Stretch {
  const sections: Section[] = []
  const goals: Goal[] = []
  const monthly: MonthlyItem[] = []
  const under: Under[] = [{ section: null, items: 0, blocks: 0 }]
  let {
    kind,
    isReport,
    isPast,
    tellsFirst,
    part,
    columns,
    stage,
    stageLevel,
    until,
    often,
    hasTitle,
    hasSection,
  } = before
  let title: string | null = null
  let isDamaged = false
  for (let index = from; index < to; index++) {
    const [block, draw] = [blocks[index], draws[index]]
    // Twins are counted once.
    if (block === undefined || twins.has(index)) continue
    until = untilAfter(until, block)
    // Council Meeting July 12, 2014, under the title: where the plan was made.
    let isDateline = false
    const routine = isText(block) ? routineOf(block.text) : null
    // What is due once a year is no item, but goals set by the year.
    if (routine?.every === 'year') often = null
    else often = routine ?? (block.kind === 'paragraph' && isListed(block.text) ? often : null)
    if (block.kind === 'heading') {
      part = null
      columns = NO_COLUMNS
      if (block.level === 0) {
        if (!hasTitle) title = block.text
        hasTitle = true
        isReport = isReview(block.text) || (isReport && !isAhead(block.text))
        isPast = isReport
        tellsFirst = tellsBoth(block.text)
      } else if (block.level === 1) {
        kind = sectionKind(block.text)
        tellsFirst &&= !isAhead(block.text) && (hasSection || looksBack(block.text))
        isPast = isReview(block.text) || tellsFirst || (isReport && !isAhead(block.text))
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
      hasSection ||= section !== null
      if (block.level === 1) under.push({ section, items: 0, blocks: 0 })
    } else {
      // A page may say what it is before its title (某某总结材料).
      if (!hasTitle && block.text.length <= SHORT_LINE) isReport ||= isReview(block.text)
      // …着重做了以下几方面工作：before the first heading.
      if (index < FIRST_BLOCKS && !hasSection && announcesReport(block.text)) isReport = isPast = true
      isDateline =
        index < FIRST_BLOCKS &&
        blocks[index - 1]?.level === 0 &&
        !/[:：]/u.test(block.text) &&
        englishDate(block.text) !== null
      count(under.at(-1), block)
      if (block.kind === 'paragraph' && block.text.length <= LONGEST_MONTH)
        part = (monthAlone(block.text) ?? { part }).part
    }
    if (draw?.monthHeading) part = headingPart(draw.monthHeading)
    const isItem = block.kind === 'monthlyItem'
    const cell = block.kind === 'cell' ? (cells.get(block) ?? null) : null
    const reading = isItem
      ? read(
          block,
          kind,
          false,
          block.months?.length === 0 ? null : part,
          columns,
          cell,
          NO_MONTHS,
          null,
          null,
        )
      : read(
          block,
          kind,
          isDateline || routine !== null || (isPast && block.kind !== 'goal'),
          null,
          NO_COLUMNS,
          cell,
          stage,
          until,
          routine === null ? often : null,
        )
    if (reading.columns !== null) ({ columns } = reading)
    isDamaged ||= reading.isDamaged
    for (const goal of reading.goals) goals.push(goal)
    for (const item of reading.monthly) monthly.push(item)
  }
  const after = {
    kind,
    isReport,
    isPast,
    tellsFirst,
    part,
    columns,
    stage,
    stageLevel,
    until,
    often,
    hasTitle,
    hasSection,
  }
  return { title, sections, goals, monthly, under, isDamaged, after }
}
