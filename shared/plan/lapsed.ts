import type { Block } from './block.ts'
import type { BlockId } from './ids.ts'
import {
  corrected,
  FIGURE_FIELDS,
  type FixField,
  type FixFields,
  ITEM_FIELDS,
  parseFix,
  WHOLE_FIELDS,
} from './fix.ts'
import type { Goal, MonthlyItem, Plan } from './plan.ts'

/** A block's corrections that do not hold any more, because the words that they corrected are gone (RULES R9). */
export type Lapsed = { block: BlockId; quote: string; fix: FixFields }

const FIELDS: Partial<Record<Block['kind'], readonly FixField[]>> = {
  goal: [...FIGURE_FIELDS, ...WHOLE_FIELDS],
  monthlyItem: ITEM_FIELDS,
}

const isSaid = (reading: Goal | MonthlyItem, field: FixField, fix: FixFields): boolean =>
  JSON.stringify(reading[field as keyof typeof reading]) === JSON.stringify(fix[field])

/** The corrections that a plan's reading left out; not those that the words themselves say by now. */
export function lapsedFixes({ goals, monthly }: Plan, blocks: readonly Block[]): Lapsed[] {
  const fixed = blocks.filter((block) => (block.fix ?? null) !== null)
  if (fixed.length === 0) return []
  const readings = Map.groupBy(
    [...goals, ...monthly].filter(({ source }) => source === 'block'),
    ({ block }) => block,
  )
  return [...new Map(fixed.map((block) => [block.id, block])).values()].flatMap((block): Lapsed[] => {
    const fix = parseFix(block.fix)
    const here = readings.get(block.id) ?? []
    const [first] = here
    if (first === undefined) return []
    const lapsed = corrected(fix, FIELDS[block.kind] ?? []).filter(
      (field) => !here.some((one) => one.fixed.includes(field)) && !isSaid(first, field, fix),
    )
    if (lapsed.length === 0) return []
    return [
      {
        block: block.id,
        quote: block.text,
        fix: Object.fromEntries(lapsed.map((field) => [field, fix[field]])),
      },
    ]
  })
}
