import type { Block } from '../../../shared/plan/block.ts'
import { clutterIn } from '../../../shared/inputs/clutter.ts'
import { type DocumentText } from '../../../shared/inputs/docx/document.ts'
import { blocksOfDocument } from '../../../shared/inputs/readFile.ts'
import { shifted } from '../../../shared/plan/marks.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { newBlockId } from '../ids.ts'
import { clutterOf } from './clutter.ts'
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
    const marks = shifted(block.marks ?? [], -BULLET.length)
    if (block.kind === 'goal') return { ...block, text, marks, number: BULLET }
    if (block.kind !== 'paragraph') return block
    const indent = /[^\n]*$/u.exec(block.lead ?? '')?.[0].length ?? 0
    const depth = Math.min(DEEPEST, Math.floor(indent / 2))
    return { id: block.id, kind: 'listItem', text, marks, list: { ordered: false, depth, index } }
  })
}

/** A document with the numbers of the plain text before its lines, and the looks of the words behind them. */
function numberedAs(document: DocumentText, plain: string): DocumentText {
  const text = withPlainNumbers(document.text, plain)
  const [before, now] = [document.text.split('\n'), text.split('\n')]
  const marks = new Map(
    [...(document.marks ?? [])].map(([line, own]) => {
      const by = (now[line]?.length ?? 0) - (before[line]?.length ?? 0)
      return [line, shifted(own, by).filter(({ from }) => from >= 0)] as const
    }),
  )
  return { ...document, text, marks }
}

/** Reads HTML with its numbers, lists, headings, tables and the looks of words; `plain` is the same as text. */
export function readHtml(html: string, plain: string): ReadText {
  const document = numberedAs(documentOfHtml(html), plain)
  const read = blocksOfDocument({ ...document, passed: clutterIn(document.text) }, newBlockId)
  const blocks = listsAgain(read.blocks)
  const clutter = clutterOf(document.text, blocks)
  return { front: read.front, blocks, plan: readPlan(read.front, blocks), clutter }
}
