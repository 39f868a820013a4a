import { type Block, DEFAULT_NUMBERING, type Front } from '../plan/block.ts'
import type { BlockId } from '../plan/ids.ts'
import { type Drawn, drawn } from '../plan/numbering.ts'
import { sourceOf } from '../plan/sourceOf.ts'
import { wholeLines } from './brokenLines.ts'
import { withoutBullets } from './bulletLines.ts'
import { wholeRows } from './cellLines.ts'
import { partedMonths } from './gluedMonths.ts'
import { wholeTimes } from './clock.ts'
import { wholeClosedRows } from './closedRows.ts'
import { unfoldedLines } from './inlineLines.ts'
import { linesOf, type Marked } from './lines.ts'
import { wholeRecords } from './records.ts'
import { LineReader } from './lineReader.ts'

/**
 * Source text → blocks; sourceOf.ts is the way back. Invariant (RULES T1): sourceOf(readSource(s)) === s for every string;
 * what is not understood stays a paragraph in its place. A false heading is worse than a missed one.
 */

/** Reads a source text into blocks. `makeId` gives a fresh id for each; `marked` are lines known to be headings. */
export function readSource(
  source: string,
  makeId: () => BlockId,
  marked: Marked = new Map(),
): { front: Front; blocks: Block[] } {
  const { lines, tail } = linesOf(source)
  const whole = partedMonths(
    wholeLines(
      wholeTimes(wholeRecords(wholeRows(wholeClosedRows(unfoldedLines(withoutBullets(lines)))))),
      marked,
    ),
  )
  const { blocks, numbers } = new LineReader(whole, marked).read()
  const numbering = DEFAULT_NUMBERING.map((sample, index) => numbers.samples.get(index + 1) ?? sample)
  const front: Front = { title: null, organisation: null, period: null, kind: null, numbering }
  const read = close(
    front,
    blocks.map((block) => ({ id: makeId(), ...block })),
    tail,
  )
  if (sourceOf(front, read) === source) return { front, blocks: read }
  return { front, blocks: verbatim(source, makeId) }
}

/** Sets to null what is drawn so by itself. */
function close(front: Front, read: readonly Block[], tail: string): Block[] {
  const automatic = drawn(
    front,
    read.map((block) =>
      block.number === undefined
        ? block
        : {
            ...block,
            number: block.number === '' && block.kind === 'heading' ? '' : null,
            monthHeading: block.monthHeading || null,
          },
    ),
  )
  return read.map((block, index): Block => {
    const isUnnumbered = block.kind === 'heading' && block.number === ''
    const number = block.number === automatic[index]?.number && !isUnnumbered ? null : block.number
    const lead = block.lead === (index === 0 ? '' : '\n') ? null : (block.lead ?? null)
    const isLast = index === read.length - 1
    return {
      ...block,
      lead,
      ...(number === undefined ? {} : { number }),
      ...(block.monthHeading === undefined ? {} : { monthHeading: headingOf(block, automatic[index]) }),
      ...(isLast && tail !== '' ? { tail } : {}),
    }
  })
}

/** An item's own month heading: '' where none stands before it though one would be drawn. */
const headingOf = (block: Block, automatic: Drawn | undefined): string | null =>
  block.monthHeading || ((automatic?.monthHeading ?? '') === '' || block.months?.length === 0 ? null : '')

/** Every line as a paragraph: the reading of last resort. */
function verbatim(source: string, makeId: () => BlockId): Block[] {
  const { lines, tail } = linesOf(source)
  if (lines.length === 0)
    return source === '' ? [] : [{ id: makeId(), kind: 'paragraph', text: '', lead: source }]
  return lines.map(({ lead, words }, index) => ({
    id: makeId(),
    kind: 'paragraph',
    text: words,
    lead,
    ...(index === lines.length - 1 && tail !== '' ? { tail } : {}),
  }))
}
