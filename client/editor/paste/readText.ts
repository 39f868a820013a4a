import type { Block, Front } from '../../../shared/plan/block.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { newBlockId } from '../ids.ts'

/** A source text as blocks, and what they say. */
export type ReadText = { front: Front; blocks: Block[]; plan: Plan }

/** Reads a source text into blocks and the typed plan, here and now. */
export function readText(source: string): ReadText {
  const { front, blocks } = readSource(source, newBlockId)
  return { front, blocks, plan: readPlan(front, blocks) }
}
