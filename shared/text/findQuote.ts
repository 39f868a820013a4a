import type { Anchor } from '../record/events.ts'
import type { Passage, Spot } from './passages.ts'

/** Of several hits, the best must share at least this many units with what stood on either side. */
const CLEAR = 4

/** Passages joined without breaks, so that a split does not hide a quote; made once for many anchors. */
export type SearchText = {
  passages: readonly Passage[]
  /** All words without line breaks. */
  flat: string
  /** Where each passage begins in `flat`. */
  starts: readonly number[]
  /** Later copies of a block: same id, same words. */
  twins: ReadonlySet<number>
}

export const unbroken = (text: string): string => text.replaceAll('\n', '')

export function searchTextOf(passages: readonly Passage[]): SearchText {
  const starts: number[] = []
  const twins = new Set<number>()
  const seen = new Set<string>()
  let flat = ''
  for (const [index, { block, text }] of passages.entries()) {
    starts.push(flat.length)
    flat += unbroken(text)
    const name = `${block} ${text}`
    if (seen.has(name) && passages[index - 1]?.block !== block) twins.add(index)
    seen.add(name)
  }
  return { passages, flat, starts, twins }
}

export type Hit = { start: number; first: number; last: number }

/** The spot of the flat character `at` of a passage, or the one after it. */
export function spotAt({ passages, starts }: SearchText, passage: number, at: number, after = 0): Spot {
  const words = passages[passage]?.text ?? ''
  let left = at - (starts[passage] ?? 0)
  let offset = 0
  while (left > 0 || words[offset] === '\n') {
    if (words[offset] !== '\n') left -= 1
    offset += 1
  }
  return { passage, offset: offset + after }
}

/** The one place where an anchor's quote stands, as far as that can be told; see anchors.ts, invariants 2 and 3. */
export function findQuote(text: SearchText, anchor: Anchor, quote: string): Hit | null {
  const { passages, flat, starts, twins } = text
  const hits: Hit[] = []
  let [first, last] = [0, 0]
  const reach = (passage: number, at: number): number => {
    let now = passage
    while (now + 1 < starts.length && (starts[now + 1] ?? 0) <= at) now += 1
    return now
  }
  for (let start = flat.indexOf(quote); start >= 0; start = flat.indexOf(quote, start + 1)) {
    first = reach(first, start)
    last = reach(Math.max(first, last), start + quote.length - 1)
    if (!twins.has(first) && !twins.has(last)) hits.push({ start, first, last })
  }
  if (hits.length <= 1) return hits[0] ?? null
  const own = new Set(passages.flatMap(({ block }, index) => (block === anchor.block ? [index] : [])))
  const near = new Set([...own].flatMap((index) => [index - 1, index, index + 1]))
  for (const scope of [own, near, null]) {
    const here = hits.filter((hit) => scope === null || scope.has(hit.first) || scope.has(hit.last))
    if (here.length > 0) return clearest(flat, anchor, quote, here, scope === own)
  }
  return null
}

/** Of several hits the one that its surroundings point out, if they do; in its own block none need to have been there. */
function clearest(
  flat: string,
  anchor: Anchor,
  quote: string,
  hits: readonly Hit[],
  isOwn: boolean,
): Hit | null {
  const before = unbroken(anchor.before)
  const after = unbroken(anchor.after)
  const scored = hits.map((hit) => {
    const left = sharedEnd(flat.slice(Math.max(0, hit.start - before.length), hit.start), before)
    const end = hit.start + quote.length
    return { hit, score: left + sharedStart(flat.slice(end, end + after.length), after) }
  })
  const [best, second = { score: isOwn ? -1 : 0 }] = scored.toSorted((a, b) => b.score - a.score)
  if (best === undefined || best.score <= second.score) return null
  return best.score >= Math.min(CLEAR, before.length + after.length) ? best.hit : null
}

export function sharedStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

export function sharedEnd(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1
  return length
}
