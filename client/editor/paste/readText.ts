import { clutterIn } from '../../../shared/inputs/clutter.ts'
import { blocksOfDocument } from '../../../shared/inputs/readFile.ts'
import type { Block, Front } from '../../../shared/plan/block.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { newBlockId } from '../ids.ts'
import { clutterOf } from './clutter.ts'
import { plainMarks } from './plainMarks.ts'

/** A source text as blocks, and what they say; `clutter` are those that look like a web page's. */
export type ReadText = { front: Front; blocks: Block[]; plan: Plan; clutter?: readonly Block[] }

/** Reads a source text into blocks and the typed plan, here and now; `html` is the same with the looks of its words. */
export function readText(source: string, html = ''): ReadText {
  const document = {
    text: source,
    tables: [],
    marked: new Map(),
    marks: plainMarks(source, html),
    passed: clutterIn(source),
  }
  const { front, blocks } = blocksOfDocument(document, newBlockId)
  return { front, blocks, plan: readPlan(front, blocks), clutter: clutterOf(source, blocks) }
}
