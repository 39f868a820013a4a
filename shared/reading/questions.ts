import { type Block, canMakeBlock } from '../plan/block.ts'
import type { FixFields } from '../plan/fix.ts'
import { hashOf } from '../plan/hash.ts'
import type { BlockId } from '../plan/ids.ts'
import { maskedYearIn, proposedYears, yearsNamed } from '../plan/maskedYear.ts'
import type { Amount, Goal, MonthlyItem, Plan } from '../plan/plan.ts'
import { cellsOver } from './cells.ts'

/**
 * One place that a person should look at, and what can be done there:
 * - `doubt`: a figure with several readings, of the goal `at` of its block; `choices` is empty where only the text can be changed.
 * - `months`: an item whose month's heading may begin with a list's number (三、四月份：); each of the `choices` are its months.
 * - `amount`: an item whose sum of money may have lost a dash; it can be confirmed as written.
 * - `undated`: an item without a month.
 * - `prose`: a goal or item found in running text, which may become a block of its own.
 * - `cell`: the same in a table that is no schedule, where it can only be confirmed.
 * - `year`: a year without its figures (20xx年), with the years that the plan names elsewhere.
 */
export type Question = {
  /** The same as long as place and words are the same: what was left is not asked again. */
  key: string
  block: BlockId
  quote: string
  start: number
} & (
  | { kind: 'doubt'; goal: Goal; at: number; choices: readonly string[]; proposed: number }
  | { kind: 'months'; choices: readonly (readonly number[])[] }
  | { kind: 'amount'; item: MonthlyItem; amount: Amount }
  | { kind: 'undated'; item: MonthlyItem }
  | { kind: 'prose'; kinds: readonly ('goal' | 'monthlyItem')[] }
  | { kind: 'cell' }
  | { kind: 'year'; choices: readonly string[] }
)

/** A question's name, in which words are a short number, so that what a device keeps does not hold them. */
const keyOf = (kind: Question['kind'], block: BlockId, words: string): string =>
  `${kind} ${block} ${hashOf(words).toString(36)}`

const isUndated = ({ source, months, recurrence }: MonthlyItem): boolean =>
  source === 'block' && months.length === 0 && recurrence === null

function doubtOf(block: Block, goal: Goal, goals: readonly Goal[]): Question[] {
  const { doubt, quote, start } = goal
  if (doubt === null) return []
  // What was certainly glued is proposed apart; a doubt by its neighbours proposes what is written.
  const proposed = doubt.reason === 'glued' ? doubt.readings.length - 1 : 0
  const key = keyOf('doubt', block.id, `${quote} ${doubt.readings.join(' ')}`)
  const choices = block.kind === 'goal' ? doubt.readings : []
  const at = goals.indexOf(goal)
  return [{ kind: 'doubt', key, block: block.id, quote, start, goal, at, choices, proposed }]
}

function monthsOf({ id, text }: Block, items: readonly MonthlyItem[]): Question[] {
  const doubt = items.find((item) => item.doubt?.reason === 'month-number')?.doubt
  if (doubt == null) return []
  const choices = doubt.readings.map((reading) => reading.split('、').map(Number))
  const key = keyOf('months', id, `${text} ${doubt.readings.join(' ')}`)
  return [{ kind: 'months', key, block: id, quote: text, start: 0, choices }]
}

function amountOf({ id, text }: Block, items: readonly MonthlyItem[]): Question[] {
  const item = items.find(({ doubt }) => doubt?.reason === 'glued')
  if (item?.amount == null) return []
  return [
    {
      kind: 'amount',
      key: keyOf('amount', id, text),
      block: id,
      quote: text,
      start: 0,
      item,
      amount: item.amount,
    },
  ]
}

function questionsOfBlock(
  block: Block,
  goals: readonly Goal[],
  items: readonly MonthlyItem[],
  isSchedule: boolean,
): readonly Question[] {
  const place = { block: block.id, quote: block.text, start: 0 }
  const found = [...goals, ...items].some(({ source }) => source === 'prose')
  if (found && canMakeBlock(block)) {
    const kinds = [
      ...(goals.length > 0 ? (['goal'] as const) : []),
      ...(items.length > 0 ? (['monthlyItem'] as const) : []),
    ]
    return [{ kind: 'prose', key: keyOf('prose', block.id, block.text), kinds, ...place }]
  }
  if (found && block.kind === 'cell' && !isSchedule)
    return [{ kind: 'cell', key: keyOf('cell', block.id, block.text), ...place }]
  const [item] = items.filter(isUndated)
  return [
    ...goals.flatMap((goal) => doubtOf(block, goal, goals)),
    ...monthsOf(block, items),
    ...amountOf(block, items),
    ...(item === undefined
      ? []
      : [{ kind: 'undated' as const, key: keyOf('undated', block.id, block.text), item, ...place }]),
  ]
}

function yearOf(block: Block, named: () => readonly string[]): Question[] {
  const masked = maskedYearIn(block.text)
  if (masked === null) return []
  const { start, mask, quote } = masked
  const choices = proposedYears(mask, named())
  // Each masked year of a block is asked for in its turn: its place is part of what it is.
  const key = keyOf('year', block.id, `${start} ${block.text}`)
  return [{ kind: 'year', key, block: block.id, quote, start, choices }]
}

/** All places of a plan that a person should look at, in the order of the text; a block that stands twice is asked for once. */
export function questionsOf({ plan, blocks }: { plan: Plan; blocks: readonly Block[] }): Question[] {
  const goals = Map.groupBy(plan.goals, ({ block }) => block)
  const items = Map.groupBy(plan.monthly, ({ block }) => block)
  const schedules = cellsOver(blocks)
  let years: readonly string[] | null = null
  const named = (): readonly string[] => (years ??= yearsNamed(plan, blocks))
  return [...new Map(blocks.map((block) => [block.id, block])).values()].flatMap((block) => [
    ...yearOf(block, named),
    ...questionsOfBlock(block, goals.get(block.id) ?? [], items.get(block.id) ?? [], schedules.has(block)),
  ])
}

/** The corrections that a chosen reading (35, 6000-10000) makes. */
export function fieldsOf(reading: string, { comparator }: Goal): FixFields {
  const [value = null, valueMax = null] = reading.split('-').map(Number)
  if (valueMax !== null) return { comparator: 'range', value, valueMax }
  return { comparator: comparator === 'range' ? '=' : comparator, value, valueMax: null }
}
