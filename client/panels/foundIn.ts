import { type Block, canMakeBlock } from '../../shared/plan/block.ts'
import type { BlockId } from '../../shared/plan/ids.ts'

/** Where goals and items stand that were found in other text: the blocks that one click can convert, and a table's cells. */
export type FoundIn = { convertible: ReadonlySet<BlockId>; cells: ReadonlySet<BlockId> }

export const foundIn = (blocks: readonly Block[]): FoundIn => ({
  convertible: new Set(blocks.filter(canMakeBlock).map(({ id }) => id)),
  cells: new Set(blocks.filter(({ kind }) => kind === 'cell').map(({ id }) => id)),
})
