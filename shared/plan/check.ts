import type { Block, Front } from './block.ts'
import type { FixFields } from './fix.ts'
import type { BlockId } from './ids.ts'
import { lapsedFixes } from './lapsed.ts'
import { lunarMonths } from './lunar.ts'
import { maskedYearIn } from './maskedYear.ts'
import { drawn, typedNumber } from './numbering.ts'
import { monthsOfPeriod } from './occurrences.ts'
import type { Goal, Plan } from './plan.ts'

/**
 * What a careful chair would find in a plan (RULES R6: it never blocks writing). The sentences are the
 * screen's (client/i18n/findings.ts); a finding says only what and where.
 */
export type Finding = { block: BlockId; quote: string } & (
  | { kind: 'no-title' }
  | { kind: 'no-period' }
  | { kind: 'masked-year' }
  | { kind: 'doubt' }
  | { kind: 'fix-lapsed'; fix: FixFields }
  | { kind: 'month-outside'; months: number[] }
  | { kind: 'festival-month'; festival: string; month: number; right: number }
  | { kind: 'month-differs'; placed: number[]; worded: number[] }
  | { kind: 'figure-differs'; other: string; otherBlock: BlockId }
  | { kind: 'goal-no-deadline' }
  | { kind: 'goal-no-owner' }
  | { kind: 'pending' }
  | { kind: 'twin' }
  | { kind: 'number-differs'; drawn: string }
)
export type FindingKind = Finding['kind']

/** Festivals with a fixed month, by the words that name them; the lunar ones move with the year (lunar.ts). */
const FESTIVAL_MONTH: Readonly<Record<string, number>> = {
  元旦: 1,
  三八: 3,
  五一: 5,
  五四: 5,
  六一: 6,
  七一: 7,
  八一: 8,
  教师节: 9,
  教師節: 9,
  国庆: 10,
  國慶: 10,
}

/** On the first of their month: what is done for them falls into the month before as well. */
const ON_THE_FIRST = new Set(['元旦', '五一', '六一', '七一', '八一', '国庆', '國慶'])
const PREPARES = /筹备|籌備|筹划|籌劃|准备|準備|策划|策劃|布置|佈置|迎/u

const follows = (month: number, next: number): boolean => (month % 12) + 1 === next

/** Whether a solar festival's work may stand in this month: its own, or the one before for what prepares it. */
const isNear = (month: number, festival: string, right: number, quote: string): boolean =>
  month === right || (follows(month, right) && (ON_THE_FIRST.has(festival) || PREPARES.test(quote)))

/** The same of a lunar one, before and after which people are visited: any month beside its own as well. */
const isNearLunar = (month: number, right: number): boolean =>
  month === right || follows(month, right) || follows(right, month)

/** The month that a festival's work misses; null where it stands right, or nobody can tell. */
function missedMonth(plan: Plan, { festival, months, quote }: Plan['monthly'][number]): number | null {
  const [month] = months
  if (festival === null || month === undefined || months.length > 1) return null
  const fixed = FESTIVAL_MONTH[festival]
  if (fixed !== undefined) return isNear(month, festival, fixed, quote) ? null : fixed
  const [right] = lunarMonths(festival, plan.period)
  return right === undefined || isNearLunar(month, right) ? null : right
}

/** What the head of a plan lacks; a plan without a word lacks nothing yet. */
function headFindings(plan: Plan, blocks: readonly Block[]): Finding[] {
  const [first] = blocks
  const quote = blocks.find(({ text }) => text.trim() !== '')?.text
  if (first === undefined || quote === undefined) return []
  const place = { block: first.id, quote }
  return [
    ...((plan.title ?? '').trim() === '' ? [{ kind: 'no-title' as const, ...place }] : []),
    ...(plan.period.from === null ? [{ kind: 'no-period' as const, ...place }] : []),
  ]
}

/** A goal is found lacking as a block: several figures of one sentence have one deadline and one owner. */
function goalFindings({ goals }: Plan): Finding[] {
  const byBlock = Map.groupBy(goals, ({ block }) => block)
  return goals.flatMap((goal): Finding[] => {
    const { block, quote, doubt, source } = goal
    const all = byBlock.get(block) ?? []
    const isFirst = source === 'block' && all[0] === goal
    const lacks = (test: (one: Goal) => boolean): boolean => isFirst && all.every(test)
    return [
      ...(doubt === null ? [] : [{ kind: 'doubt' as const, block, quote }]),
      ...(lacks(({ deadline }) => deadline === null)
        ? [{ kind: 'goal-no-deadline' as const, block, quote }]
        : []),
      ...(lacks(({ owners }) => owners.length === 0)
        ? [{ kind: 'goal-no-owner' as const, block, quote }]
        : []),
    ]
  })
}

function itemFindings(plan: Plan): Finding[] {
  const period = monthsOfPeriod(plan.period)
  return plan.monthly.flatMap((item): Finding[] => {
    const { block, quote, doubt, months, pending, festival } = item
    const outside = period === null ? [] : months.filter((month) => !period.includes(month))
    const [month] = months
    const right = missedMonth(plan, item)
    return [
      ...(doubt === null ? [] : [{ kind: 'doubt' as const, block, quote }]),
      ...(outside.length === 0 ? [] : [{ kind: 'month-outside' as const, block, quote, months: outside }]),
      ...(right !== null && festival !== null && month !== undefined
        ? [{ kind: 'festival-month' as const, block, quote, festival, month, right }]
        : []),
      ...(pending ? [{ kind: 'pending' as const, block, quote }] : []),
    ]
  })
}

/** Items that stand under one month while their words begin with another. */
function placedElsewhere(plan: Plan, blocks: readonly Block[]): Finding[] {
  const placed = new Map(
    blocks.flatMap(({ id, months }) => (months === undefined ? [] : [[id, [...months]] as const])),
  )
  return plan.monthly.flatMap(({ block, quote, source, months, fixed }): Finding[] => {
    const under = placed.get(block) ?? []
    const isElsewhere =
      source === 'block' &&
      !fixed.includes('months') &&
      under.length > 0 &&
      months.every((month) => !under.includes(month))
    return isElsewhere ? [{ kind: 'month-differs', block, quote, placed: [...under], worded: months }] : []
  })
}

/** Fewer words name too little to be the same thing twice. */
const SAME_METRIC = 4

/** Goals that give one thing two figures: the later place is named, with what the earlier one says. */
function differingFigures({ goals }: Plan): Finding[] {
  const first = new Map<string, Goal>()
  return goals.flatMap((goal): Finding[] => {
    const { metric, unit, value, comparator, block, quote } = goal
    if (value === null || comparator !== '=' || metric.length < SAME_METRIC) return []
    const key = `${metric.replace(/\s/gu, '')} ${unit ?? ''}`
    const before = first.get(key)
    if (before === undefined) first.set(key, goal)
    return before === undefined || before.value === value
      ? []
      : [{ kind: 'figure-differs', block, quote, other: before.quote, otherBlock: before.block }]
  })
}

/** Each block that names a year without its figures; one of them is one place. */
const maskedYears = (blocks: readonly Block[]): Finding[] =>
  blocks.flatMap(({ id, text }): Finding[] => {
    return maskedYearIn(text) !== null ? [{ kind: 'masked-year', block: id, quote: text }] : []
  })

/** Numbers that stand as imported but are not what their place asks for, and blocks that stand twice. */
function blockFindings(front: Front, blocks: readonly Block[]): Finding[] {
  const automatic = drawn(
    front,
    blocks.map((block) =>
      block.kind === 'heading' && block.number !== '' ? { ...block, number: null } : block,
    ),
  )
  const seen = new Set<BlockId>()
  return blocks.flatMap((block, index): Finding[] => {
    const { id, text, number } = block
    const twin = seen.has(id)
    seen.add(id)
    const asked = automatic[index]?.number ?? ''
    const differs =
      block.kind === 'heading' &&
      typeof number === 'string' &&
      typedNumber(number) !== null &&
      number.trim() !== asked.trim()
    return [
      ...(twin ? [{ kind: 'twin' as const, block: id, quote: text }] : []),
      ...(differs
        ? [{ kind: 'number-differs' as const, block: id, quote: `${number}${text}`, drawn: asked }]
        : []),
    ]
  })
}

/** All findings of a plan: in the order of the text within goals, months and blocks. */
export const check = (plan: Plan, front: Front, blocks: readonly Block[]): Finding[] => [
  ...headFindings(plan, blocks),
  ...maskedYears(blocks),
  ...lapsedFixes(plan, blocks).map((lapsed) => ({ kind: 'fix-lapsed' as const, ...lapsed })),
  ...blockFindings(front, blocks),
  ...itemFindings(plan),
  ...placedElsewhere(plan, blocks),
  ...goalFindings(plan),
  ...differingFigures(plan),
]
