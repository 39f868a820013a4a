import type { Block, Front } from '../plan/block.ts'
import { expectedCount, monthsOfPeriod } from '../plan/occurrences.ts'
import { type Drawn, drawn, makeDrawn } from '../plan/numbering.ts'
import { langOf } from '../plan/lang.ts'
import type { MonthlyItem, Plan, Section } from '../plan/plan.ts'
import { type Before, NOTHING_BEFORE } from './before.ts'
import { type CellOver, cellsOver } from './cells.ts'
import { doubtLostDashes } from './doubts.ts'
import { doubtMonths } from './monthDoubts.ts'
import { signedOnIn, titleOf } from './front.ts'
import { inLunarMonths } from './lunarItems.ts'
import { organisationIn } from './organisation.ts'
import { periodIn } from './period.ts'
import { type BlockReading, type Context, readBlock } from './readBlock.ts'
import { type Cache, readStretch, type Stretch, type Text, type Under } from './stretch.ts'

/**
 * Blocks → the typed Plan. Pure and deterministic (RULES R1). One block's reading (readBlock.ts) depends on the
 * block and on its context alone, so it is kept as long as both stay the same (RULES R2); and so is what a
 * stretch of blocks gives (stretch.ts).
 */

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

/** So many items, and half of what stands under it, make a section a schedule whatever its heading. */
const FEWEST_ITEMS = 3

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

/** So many blocks are read, and kept, in one stretch. */
const STRETCH = 64

/** Reads a stretch, or gives what is known of it. */
type Stretches = (places: readonly [number, number], before: Before) => Stretch

/** The sections of the first level with what stands under them, in all stretches together. */
function underAll(stretches: readonly Stretch[]): Under[] {
  const all: Under[] = []
  for (const { under } of stretches) {
    const [rest, ...begun] = under
    const last = all.at(-1)
    if (last !== undefined && rest !== undefined) {
      last.items += rest.items
      last.blocks += rest.blocks
    }
    for (const one of begun) all.push({ ...one })
  }
  return all
}

function assemble(front: Front, { blocks, draws }: Text, readStretches: Stretches): Plan {
  const stretches: Stretch[] = []
  let before = NOTHING_BEFORE
  for (let from = 0; from < blocks.length; from += STRETCH) {
    const stretch = readStretches([from, Math.min(from + STRETCH, blocks.length)], before)
    stretches.push(stretch)
    before = stretch.after
  }
  const sections = stretches.flatMap((stretch) => stretch.sections)
  const goals = stretches.flatMap((stretch) => stretch.goals)
  const read = stretches.flatMap((stretch) => stretch.monthly)
  const monthly = doubtMonths(read, blocks, draws)
  const titled = stretches.find((stretch) => stretch.title !== null)?.title ?? null
  const title = front.title ?? (titled === null ? null : titleOf(titled))
  const words = blocks.map((block) => block.text)
  const period = front.period ?? periodIn(title, words, monthly)
  const span = monthsOfPeriod(period)?.length ?? null
  return {
    lang: langOf(words),
    title,
    organisation: front.organisation ?? organisationIn(title, words, sections),
    period,
    signedOn: signedOnIn(words),
    sections: withSchedules(sections, underAll(stretches)),
    goals: stretches.some(({ isDamaged }) => isDamaged) ? doubtLostDashes(goals) : goals,
    monthly: inLunarMonths(monthly, period).map((item) =>
      item.recurrence === null ? item : counted(item, span),
    ),
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
export function readPlan(front: Front, blocks: readonly Block[]): Plan {
  const text = { blocks, draws: drawn(front, blocks), twins: twinsOf(blocks), cells: cellsOver(blocks) }
  return assemble(front, text, (places, before) =>
    readStretch(text, places, before, (block, kind, isPast, part, columns, cell, stage, until, often) =>
      readBlock(block, { kind, isPast, part, columns, cell, stage, until, often }),
    ),
  )
}

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
  const read: Cache = (block, kind, isPast, part, columns, cell, stage, until, often) => {
    const before = kept.get(block)
    if (
      before?.context.kind === kind &&
      before.context.isPast === isPast &&
      before.context.part === part &&
      before.context.columns === columns &&
      before.context.stage === stage &&
      before.context.until === until &&
      before.context.often === often &&
      isSameCell(before.context.cell, cell)
    )
      return before.reading
    const context = { kind, isPast, part, columns, cell, stage, until, often }
    const reading = readBlock(block, context)
    kept.set(block, { context, reading })
    return reading
  }
  const draw = makeDrawn()
  let last: { text: Text; stretches: Map<number, Kept> } | null = null
  return (front, blocks) => {
    const draws = draw(front, blocks)
    // The same drawing is that of the same blocks, but for their words.
    const same = last?.text.draws === draws ? last : null
    const text = { blocks, draws, twins: same?.text.twins ?? twinsOf(blocks), cells: cellsOver(blocks) }
    const stretches = new Map<number, Kept>()
    const plan = assemble(front, text, (places, before) => {
      const [from] = places
      const known = same?.stretches.get(from)
      const isKept =
        same !== null &&
        known !== undefined &&
        isSameBefore(known.before, before) &&
        isSameStretch(same.text.blocks, blocks, places)
      const stretch = isKept ? known.stretch : readStretch(text, places, before, read)
      stretches.set(from, { before, stretch })
      return stretch
    })
    last = { text, stretches }
    return { plan, draws }
  }
}

/** A stretch as it was read, and after what. */
type Kept = { before: Before; stretch: Stretch }

const BEFORE = Object.keys(NOTHING_BEFORE) as (keyof Before)[]
const isSameBefore = (a: Before, b: Before): boolean => BEFORE.every((field) => a[field] === b[field])

/** Whether the same blocks stand at these places; of a table's cell other rows say what it means. */
function isSameStretch(
  a: readonly Block[],
  b: readonly Block[],
  [from, to]: readonly [number, number],
): boolean {
  for (let index = from; index < to; index++)
    if (a[index] !== b[index] || b[index]?.kind === 'cell') return false
  return true
}

const isSameCell = (a: CellOver | null, b: CellOver | null): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)
