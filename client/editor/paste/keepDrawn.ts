import type { Transaction } from '@tiptap/pm/state'
import type { Block, Front } from '../../../shared/plan/block.ts'
import type { BlockId } from '../../../shared/plan/ids.ts'
import { keepNumbers, type Wanted } from '../../../shared/plan/keepNumbers.ts'
import { type Drawn, drawn } from '../../../shared/plan/numbering.ts'
import { isNamed } from '../../../shared/text/fromDoc.ts'
import { blocksOfEditor } from '../blocks.ts'
import type { TypedPlanState } from '../typedPlan.ts'

/** What each block is drawn with; not those that their place names, and not twins. */
function drawnById(front: Front, blocks: readonly Block[]): Map<BlockId, Drawn> {
  const draws = drawn(front, blocks)
  const counts = new Map<BlockId, number>()
  for (const { id } of blocks) counts.set(id, (counts.get(id) ?? 0) + 1)
  return new Map(
    blocks.flatMap((block, at) => {
      const draw = draws[at]
      return draw === undefined || !isNamed(block) || counts.get(block.id) !== 1 ? [] : [[block.id, draw]]
    }),
  )
}

/**
 * Writes down in a transaction that put `read` into `before` what would now be drawn otherwise: the numbers and
 * month headings of what was read, and the numbers of what stands behind it.
 */
export function keepDrawn(
  tr: Transaction,
  read: { front: Front; blocks: readonly Block[] },
  before: Pick<TypedPlanState, 'front' | 'blocks'>,
): void {
  const blocks = blocksOfEditor(tr.doc)
  const own = drawnById(read.front, read.blocks)
  const old = drawnById(before.front, before.blocks)
  let isBehind = false
  const wanted = blocks.map(({ id }): Wanted => {
    const draw = own.get(id)
    isBehind ||= draw !== undefined
    if (draw !== undefined) return draw
    const number = isBehind ? old.get(id)?.number : undefined
    return number === undefined ? undefined : { number }
  })
  const kept = keepNumbers(before.front, blocks, wanted)
  const changed = new Map(kept.flatMap((block, at) => (block === blocks[at] ? [] : [[block.id, block]])))
  tr.doc.forEach((node, place) => {
    const block = changed.get(node.attrs['id'] as BlockId)
    if (block === undefined) return
    if (block.number !== undefined) tr.setNodeAttribute(place, 'number', block.number)
    if (block.monthHeading !== undefined) tr.setNodeAttribute(place, 'monthHeading', block.monthHeading)
  })
}
