import type { Block, Front } from '../plan/block.ts'
import { remember } from '../plan/remember.ts'
import { parseFix } from '../plan/fix.ts'
import { type Drawn, drawn } from '../plan/numbering.ts'
import type { Goal, MonthlyItem, Part, Period, Plan, Section, SectionKind } from '../plan/plan.ts'
import { goalsIn } from './goals.ts'
import { itemOf, type ItemReading, itemsInProse } from './items.ts'
import { monthPhrases } from './dates.ts'
import { periodIn, signedOnIn } from './front.ts'
import { sectionKind } from './sections.ts'

/**
 * Blocks → the typed Plan. Pure and deterministic (RULES R1). One block's reading depends on the block
 * and on `Context` alone, so it is kept as long as both stay the same (RULES R2).
 */

/** What a block's reading depends on besides the block. */
type Context = { kind: SectionKind; part: Part | null }

/** One block's goals and items, with offsets from the block's first word. */
type BlockReading = { goals: Goal[]; monthly: MonthlyItem[] }

function readBlock(block: Block, context: Context): BlockReading {
  const { id, text } = block
  const fix = parseFix(block.fix)
  const fixed = Object.keys(fix)
  const isItem = block.kind === 'monthlyItem'
  const isGoal = block.kind === 'goal'
  const readings = block.kind === 'heading' || isItem ? [] : goalsIn(text)
  const goals = readings.map((reading, index): Goal => {
    const { start, end, ...fields } = reading
    return {
      block: id,
      quote: text.slice(start, end),
      start,
      source: isGoal ? 'block' : 'prose',
      owners: [],
      ...fields,
      ...(index === 0 && isGoal ? { ...pick(fix, GOAL_FIELDS), fixed } : { fixed: [] }),
    }
  })
  if (isGoal && goals.length === 0)
    goals.push({ ...UNREAD_GOAL, block: id, quote: text, metric: text, ...pick(fix, GOAL_FIELDS), fixed })

  const items = isItem ? [itemOf(text, block.months ?? [], context.part)] : proseItems(block, context)
  const monthly = items.map((reading): MonthlyItem => {
    const { start, end, owners, ...fields } = reading
    const corrected = isItem ? pick(fix, ITEM_FIELDS) : {}
    const named = corrected.owners ?? owners
    return {
      block: id,
      quote: text.slice(start, end),
      start,
      source: isItem ? 'block' : 'prose',
      doubt: null,
      ...fields,
      ...corrected,
      owner: named[0] ?? null,
      owners: named,
      fixed: isItem ? fixed : [],
    }
  })
  return { goals, monthly }
}

const GOAL_FIELDS = ['comparator', 'value', 'valueMax', 'unit', 'deadline', 'owners'] as const
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

const proseItems = (block: Block, context: Context): ItemReading[] =>
  block.kind === 'heading' || (block.kind === 'goal' && context.kind === 'goals')
    ? []
    : itemsInProse(block.text)

const bare = (heading: string): string => heading.replace(/[。：:\s]+$/u, '')

function sectionOf(block: Block, draw: Drawn | undefined, kind: SectionKind): Section | null {
  if (block.kind !== 'heading' || block.level === undefined || block.level === 0) return null
  const heading = bare(`${draw?.number ?? ''}${block.text}`)
  return { block: block.id, heading, level: block.level, kind, start: 0 }
}

/** The part that a month heading says for all its items (四月下旬). */
const headingPart = remember((heading): Part | null => monthPhrases(heading)[0]?.part ?? null)
const kindOf = remember(sectionKind)

type Cache = (block: Block, context: Context) => BlockReading

function assemble(front: Front, blocks: readonly Block[], read: Cache): Plan {
  const draws = drawn(front, blocks)
  const sections: Section[] = []
  const goals: Goal[] = []
  const monthly: MonthlyItem[] = []
  const seen = new Set<string>()
  let kind: SectionKind = 'other'
  let part: Part | null = null
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
      if (block.level === 0) titleBlock ??= block
      else if (block.level === 1) kind = kindOf(block.text)
      const section = sectionOf(block, draw, kindOf(block.text))
      if (section !== null) sections.push(section)
    }
    if (draw?.monthHeading) part = headingPart(draw.monthHeading)
    const reading = read(block, { kind, part: block.kind === 'monthlyItem' ? part : null })
    for (const goal of reading.goals) goals.push(goal)
    for (const item of reading.monthly) monthly.push(item)
  }
  const title = front.title ?? titleBlock?.text ?? null
  const words = blocks.map((block) => block.text)
  return {
    lang: langOf(words),
    title,
    organisation: front.organisation ?? organisationIn(title, words),
    period: periodOf(front, title, words, monthly),
    signedOn: signedOnIn(words),
    sections,
    goals,
    monthly,
  }
}

const periodOf = (
  front: Front,
  title: string | null,
  words: readonly string[],
  monthly: readonly MonthlyItem[],
): Period => front.period ?? periodIn(title, words, monthly)

const ORGANISATION =
  /^(.{2,30}?(?:学校|小学|中学|大学|学院|公司|集团|医院|街道|社区|工会委员会|总工会|工会|局|厂|镇|乡))/u

/** Whose plan it is: the words before the year or 工会 in the title, else the signature. */
function organisationIn(title: string | null, words: readonly string[]): string | null {
  const inTitle =
    title === null
      ? null
      : ORGANISATION.exec(title.replace(/(?:[二〇零一\d xX×]{2,4}|[\d—-]{4,})(?:学年度?|年度?).*$/u, ''))
  if (inTitle?.[1] !== undefined && !/^(?:学校|公司|工会)/u.test(inTitle[1])) return inTitle[1]
  const signature = words
    .slice(-4)
    .find((line) => line.length <= 24 && /(?:委员会|工会|公司|学校|小学|中学|学院)$/u.test(line))
  return signature ?? null
}

const TRADITIONAL = /[會員學動組織辦開議務應聯們這產業種為與從點體導領經發進計劃實現]/gu
const SIMPLIFIED = /[会员学动组织办开议务应联们这产业种为与从点体导领经发进计划实现]/gu

/** The script of the first stretch of words, enough to be sure. */
function langOf(words: readonly string[]): Plan['lang'] {
  let sample = ''
  for (const line of words) {
    sample += line
    if (sample.length > 400) break
  }
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = sample.match(/[a-z]/giu)?.length ?? 0
  if (latin > han * 2) return 'en'
  return (sample.match(TRADITIONAL)?.length ?? 0) > (sample.match(SIMPLIFIED)?.length ?? 0)
    ? 'zh-Hant'
    : 'zh-Hans'
}

/** The typed plan of a text, read in full. */
export const readPlan = (front: Front, blocks: readonly Block[]): Plan => assemble(front, blocks, readBlock)

/**
 * A reader that remembers: gives what readPlan gives, and reads again only blocks that are other objects,
 * or stand in another context, than before.
 */
export function makeReader(): (front: Front, blocks: readonly Block[]) => Plan {
  const kept = new WeakMap<Block, { kind: SectionKind; part: Part | null; reading: BlockReading }>()
  const read: Cache = (block, context) => {
    const before = kept.get(block)
    if (before !== undefined && before.kind === context.kind && before.part === context.part)
      return before.reading
    const reading = readBlock(block, context)
    kept.set(block, { ...context, reading })
    return reading
  }
  return (front, blocks) => assemble(front, blocks, read)
}
