import type { Block, Front } from '../plan/block.ts'
import type { BlockId } from '../plan/ids.ts'
import { keepNumbers, type Wanted } from '../plan/keepNumbers.ts'
import { type Drawn, drawn } from '../plan/numbering.ts'
import { headOf, partsOf, sourceOf } from '../plan/sourceOf.ts'
import type { Marked } from '../reading/lines.ts'
import { readSource } from '../reading/source.ts'

/** A block with the place of its own characters in the text, without the white space around them. */
type Placed = { block: Block; wanted: Wanted; from: number; to: number }

/** Where each line of a text begins; one more for its end. */
function startsOf(lines: readonly string[]): number[] {
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  return starts
}

/**
 * Reads a text as if these lines were not in it, and puts each back where it stood, as a paragraph: what a web page
 * put between a month and its tasks parts them for nobody. Joined, the blocks are the text (RULES T1); null where a
 * line stands within a block, which cannot be parted.
 */
function around(
  text: string,
  passed: ReadonlySet<number>,
  makeId: () => BlockId,
  marked: Marked,
): { front: Front; blocks: Block[] } | null {
  const lines = text.split('\n')
  const kept = lines.flatMap((_, line) => (passed.has(line) ? [] : [line]))
  const starts = startsOf(lines)
  const keptLines = kept.map((line) => lines[line] ?? '')
  const keptStarts = startsOf(keptLines)
  const read = readSource(
    keptLines.join('\n'),
    makeId,
    new Map(kept.flatMap((line, at) => (marked.has(line) ? [[at, marked.get(line) ?? 1] as const] : []))),
  )
  let row = 0
  /** A place among the kept lines as one of the text; they are asked for in order. */
  const placeOf = (at: number): number => {
    while ((keptStarts[row + 1] ?? Infinity) <= at) row += 1
    return (starts[kept[row] ?? 0] ?? 0) + at - (keptStarts[row] ?? 0)
  }
  const paragraphs = [...passed]
    .sort((a, b) => a - b)
    .map((line): Placed => {
      const words = (lines[line] ?? '').trim()
      const from = (starts[line] ?? 0) + (lines[line] ?? '').indexOf(words)
      const block: Block = { id: makeId(), kind: 'paragraph', text: words }
      return { block, wanted: undefined, from, to: from + words.length }
    })
  const placed: Placed[] = []
  const parts = partsOf(read.front, read.blocks)
  const draws = drawn(read.front, read.blocks)
  let start = 0
  for (const [index, block] of read.blocks.entries()) {
    const draw: Drawn = draws[index] ?? { number: '', monthHeading: '' }
    const head = start + headOf(block, index, draw).length
    const begin = head - draw.number.length - draw.monthHeading.length
    const from = placeOf(begin)
    const month = draw.monthHeading.trimEnd()
    const monthEnd = month === '' ? from : placeOf(begin + month.length - 1) + 1
    const own = placeOf(head - draw.number.length)
    const to = placeOf(Math.max(begin, head + block.text.length - 1)) + 1
    start += parts[index]?.length ?? 0
    const isOwnWhole = to - own === draw.number.length + block.text.length
    const isWhole = own - from === draw.monthHeading.length
    if (to <= from || !isOwnWhole || (!isWhole && monthEnd - from !== month.length)) return null
    if (isWhole) placed.push({ block, wanted: draw, from, to })
    else {
      const heading: Block = { id: makeId(), kind: 'paragraph', text: month }
      placed.push({ block: heading, wanted: undefined, from, to: monthEnd })
      const item = { ...block, monthHeading: '' }
      placed.push({ block: item, wanted: { number: draw.number, monthHeading: '' }, from: own, to })
    }
  }
  const all = [...placed, ...paragraphs].sort((a, b) => a.from - b.from)
  let end = 0
  const blocks = all.map(({ block, from, to }, index): Block => {
    const lead = text.slice(end, from)
    end = to
    const { tail: _tail, ...rest } = block
    const tail = index === all.length - 1 ? text.slice(to) : ''
    return {
      ...rest,
      lead: lead === (index === 0 ? '' : '\n') ? null : lead,
      ...(tail === '' ? {} : { tail }),
    }
  })
  const whole = keepNumbers(
    read.front,
    blocks,
    all.map(({ wanted }) => wanted),
  )
  return sourceOf(read.front, whole) === text ? { front: read.front, blocks: whole } : null
}

/** Reads a source text (shared/reading/source.ts) whose `passed` lines, by number from 0, are none of the plan's. */
export function readAround(
  text: string,
  passed: readonly number[],
  makeId: () => BlockId,
  marked: Marked,
): { front: Front; blocks: Block[] } {
  const apart = passed.length === 0 ? null : around(text, new Set(passed), makeId, marked)
  return apart ?? readSource(text, makeId, marked)
}
