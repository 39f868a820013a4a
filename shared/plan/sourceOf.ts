import type { Block, Front } from './block.ts'
import { drawn } from './numbering.ts'

/** The source text of blocks: what was imported, or what would be printed for what was written here. */
export function sourceOf(front: Front, blocks: readonly Block[]): string {
  return partsOf(front, blocks).join('')
}

/** The source characters of each block. */
export function partsOf(front: Front, blocks: readonly Block[]): string[] {
  const draws = drawn(front, blocks)
  return blocks.map((block, index) => `${headOf(block, index, draws[index])}${block.text}${block.tail ?? ''}`)
}

/** The source characters before a block's words. */
export const headOf = (
  block: Block,
  index: number,
  draw: { number: string; monthHeading: string } | undefined,
): string => `${block.lead ?? (index === 0 ? '' : '\n')}${draw?.monthHeading ?? ''}${draw?.number ?? ''}`
