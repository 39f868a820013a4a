import type { Block } from '../../../shared/plan/block.ts'
import type { Plan } from '../../../shared/plan/plan.ts'

/** A section with what stands in it, up to the next heading; `heading` is null for what stands before the first. */
export type OutlineRow = { heading: string | null; level: number; goals: number; items: number }

const countByBlock = (things: readonly { block: string }[]): Map<string, number> => {
  const by = new Map<string, number>()
  for (const { block } of things) by.set(block, (by.get(block) ?? 0) + 1)
  return by
}

/** What was recognised, section by section, for a look before the import. */
export function outlineOf(blocks: readonly Block[], plan: Plan): OutlineRow[] {
  const goals = countByBlock(plan.goals)
  const items = countByBlock(plan.monthly)
  const sections = new Map(plan.sections.map((section) => [section.block, section]))
  const rows: OutlineRow[] = [{ heading: null, level: 1, goals: 0, items: 0 }]
  for (const { id } of blocks) {
    const section = sections.get(id)
    if (section !== undefined) {
      rows.push({ heading: section.heading, level: section.level, goals: 0, items: 0 })
    }
    const row = rows.at(-1)
    if (row === undefined) continue
    row.goals += goals.get(id) ?? 0
    row.items += items.get(id) ?? 0
  }
  return rows.filter((row) => row.heading !== null || row.goals + row.items > 0)
}
