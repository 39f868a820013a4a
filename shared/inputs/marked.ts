import type { Block, Front } from '../plan/block.ts'
import { type Look, looksAlong, type Mark, marksOf, withoutWholeBold } from '../plan/marks.ts'
import { drawn } from '../plan/numbering.ts'
import { headOf, partsOf } from '../plan/sourceOf.ts'

/** The looks of a document's words, by line. */
export type LineMarks = ReadonlyMap<number, readonly Mark[]>

/** Words as a block has them: a heading is bold by its level. */
const marksFor = (block: Block, marks: readonly Mark[]): readonly Mark[] =>
  block.kind === 'heading' || block.cell?.header === true
    ? withoutWholeBold({ words: block.text, marks })
    : marks

/** A block with the looks of its words; without any it is the same. */
export const withMarks = (block: Block, marks: readonly Mark[]): Block => {
  const own = marksFor(block, marks)
  return own.length === 0 ? block : { ...block, marks: own }
}

/** Blocks that were read from a text with the looks of its lines: joined, they are that text (RULES T1). */
export function markBlocks(
  front: Front,
  blocks: readonly Block[],
  text: string,
  marks: LineMarks,
): readonly Block[] {
  if (marks.size === 0) return blocks
  const looks: (readonly Look[])[] = []
  for (const [index, line] of text.split('\n').entries())
    for (const own of looksAlong(line.length + 1, marks.get(index) ?? [])) looks.push(own)
  const parts = partsOf(front, blocks)
  const draws = drawn(front, blocks)
  let start = 0
  return blocks.map((block, index) => {
    const from = start + headOf(block, index, draws[index]).length
    start += parts[index]?.length ?? 0
    return withMarks(block, marksOf(looks, from, from + block.text.length))
  })
}
