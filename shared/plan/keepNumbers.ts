import type { Block, Front } from './block.ts'
import { type Drawn, drawn, printNumber, typedNumber } from './numbering.ts'

/** What a block shall be drawn with; undefined for one that may be drawn as its place asks for. */
export type Wanted = Partial<Drawn> | undefined

const LOWEST_NUMBERED = 3

/** Which of the front's samples a block is numbered by, from 0; -1 for one without a number. */
const sampleOf = ({ kind, level = 1 }: Block): number =>
  kind === 'heading' ? level - 1 : kind === 'goal' || kind === 'monthlyItem' ? LOWEST_NUMBERED - 1 : -1

/** A block that is drawn as wanted wherever it stands. */
function standing(block: Block, { number, monthHeading }: Partial<Drawn>, now: Drawn): Block {
  return {
    ...block,
    ...(number === undefined || number === now.number ? {} : { number }),
    ...(monthHeading === undefined || monthHeading === now.monthHeading ? {} : { monthHeading }),
  }
}

const isSame = ({ number, monthHeading }: Partial<Drawn>, now: Drawn): boolean =>
  (number === undefined || number === now.number) &&
  (monthHeading === undefined || monthHeading === now.monthHeading)

/**
 * Blocks that were put together from two texts, with the numbers and month headings that each had (RULES T2):
 * what its place would now draw otherwise is written down, the first of each run mostly, for the others go on
 * from it.
 */
export function keepNumbers(front: Front, blocks: readonly Block[], wanted: readonly Wanted[]): Block[] {
  // Where whole texts are numbered in other styles each number is written down, without asking for one by one.
  const kept = blocks.map((block, at): Block => {
    const number = wanted[at]?.number
    const sample = front.numbering[sampleOf(block)]
    if (number === undefined || sample === undefined || (block.number ?? null) !== null) return block
    const value = typedNumber(number)?.value
    return value === undefined || printNumber(sample, value) === number ? block : { ...block, number }
  })
  for (let from = 0; ; from++) {
    const draws = drawn(front, kept)
    while (from < kept.length && isSame(wanted[from] ?? {}, draws[from] ?? NOTHING)) from += 1
    const block = kept[from]
    if (block === undefined) return kept
    kept[from] = standing(block, wanted[from] ?? {}, draws[from] ?? NOTHING)
  }
}

const NOTHING: Drawn = { number: '', monthHeading: '' }
