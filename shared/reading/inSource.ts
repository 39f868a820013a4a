import type { Block, Front } from '../plan/block.ts'
import { drawn } from '../plan/numbering.ts'
import type { Plan } from '../plan/plan.ts'
import { headOf } from '../plan/sourceOf.ts'

/**
 * The plan with each `start` as an offset in its whole source text (`sourceOf`), in UTF-16 units; a
 * section's is that of its number.
 */
export function inSource(plan: Plan, front: Front, blocks: readonly Block[]): Plan {
  const draws = drawn(front, blocks)
  const starts = new Map<string, { words: number; number: number }>()
  let offset = 0
  for (const [index, block] of blocks.entries()) {
    const words = offset + headOf(block, index, draws[index]).length
    offset = words + block.text.length + (block.tail?.length ?? 0)
    // Twins that a merge left are read once, the first of them (RULES T4).
    if (!starts.has(block.id))
      starts.set(block.id, { words, number: words - (draws[index]?.number.length ?? 0) })
  }
  const place = <T extends { block: string; start: number }>(one: T): T => ({
    ...one,
    start: (starts.get(one.block)?.words ?? 0) + one.start,
  })
  return {
    ...plan,
    sections: plan.sections.map((section) => ({ ...section, start: starts.get(section.block)?.number ?? 0 })),
    goals: plan.goals.map(place),
    monthly: plan.monthly.map(place),
  }
}
