import type { Node, Schema } from '@tiptap/pm/model'
import type { Block } from '../../../shared/plan/block.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { newBlockId } from '../ids.ts'
import { partsOfHtml, tableOfSign } from './htmlParts.ts'
import { type ReadText, readText } from './readText.ts'

/** A table's sign is a paragraph, whatever section it stands in; a month's heading read before it stays words. */
function signsApart(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (tableOfSign(block.text) === null) return [block]
    const heading = block.monthHeading?.trim() ?? ''
    const sign: Block = { id: block.id, kind: 'paragraph', text: block.text }
    return heading === '' ? [sign] : [{ id: newBlockId(), kind: 'paragraph', text: heading }, sign]
  })
}

/** Reads the words around tables like any text; each table's sign stands as a paragraph where the table goes. */
export function readHtml(html: string, schema: Schema): ReadText & { tables: Node[] } {
  const { text, tables } = partsOfHtml(html, schema)
  const { front, blocks: read } = readText(text)
  const blocks = signsApart(read)
  return { front, blocks, plan: readPlan(front, blocks), tables }
}
