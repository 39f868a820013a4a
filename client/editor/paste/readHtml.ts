import type { Block } from '../../../shared/plan/block.ts'
import { blocksOfDocument } from '../../../shared/inputs/readFile.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { newBlockId } from '../ids.ts'
import { documentOfHtml } from './htmlDocument.ts'
import { BULLET } from './lineWriter.ts'
import { withPlainNumbers } from './plainNumbers.ts'
import type { ReadText } from './readText.ts'

/** A list in a list, no deeper than anybody indents. */
const DEEPEST = 8

/** Lines that begin with a list's sign and say nothing as data are a list again; a goal keeps the sign as its number. */
function listsAgain(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index): Block => {
    if (!block.text.startsWith(BULLET)) return block
    const text = block.text.slice(BULLET.length)
    if (block.kind === 'goal') return { ...block, text, number: BULLET }
    if (block.kind !== 'paragraph') return block
    const indent = /[^\n]*$/u.exec(block.lead ?? '')?.[0].length ?? 0
    const depth = Math.min(DEEPEST, Math.floor(indent / 2))
    return { id: block.id, kind: 'listItem', text, list: { ordered: false, depth, index } }
  })
}

/** Reads HTML with its numbers, lists, headings and tables; `plain` is the same as text. */
export function readHtml(html: string, plain: string): ReadText {
  const document = documentOfHtml(html)
  const read = blocksOfDocument({ ...document, text: withPlainNumbers(document.text, plain) }, newBlockId)
  const blocks = listsAgain(read.blocks)
  return { front: read.front, blocks, plan: readPlan(read.front, blocks) }
}
