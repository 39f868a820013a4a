/**
 * Where a comment stands in a text that goes on changing (RULES J7; DESIGN 2). An Anchor holds two Yjs
 * relative positions, the block's id and the quoted words with what stands on either side.
 *
 * Invariants:
 * 1. The relative positions count first, if they still hold the quoted words.
 * 2. Else the quote is searched: in its block, in the passages next to it, in the whole text. A split or a
 *    move deletes and re-inserts, which positions cannot follow and words can. Line breaks do not count,
 *    so a quote that was split is found across the break.
 * 3. A quote that occurs once is found. Of several, the one that its surroundings point out clearly;
 *    twins of one block count once.
 * 4. Words that were edited where they stand stay marked (`changed`) as long as half of the quote is left.
 * 5. Everything else is an orphan, with its quote. Nothing here throws, whatever an anchor holds: anchors
 *    come from other people.
 */
import { fromBase64, toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import type { BlockId } from '../plan/ids.ts'
import type { Anchor } from '../record/events.ts'
import { findQuote, type SearchText, sharedEnd, sharedStart, spotAt, unbroken } from './findQuote.ts'
import { type DocPassages, type Passage, type Span, type Spot, wordsOfSpan } from './passages.ts'

export type Place =
  | { kind: 'range'; block: BlockId; from: Spot; to: Spot; changed: boolean }
  | { kind: 'section'; block: BlockId; passage: number }
  | { kind: 'orphan'; quote: string }

/** Longest quote, UTF-16 units; a longer selection is commented on by its beginning (shared/record/events.ts). */
const QUOTE_LENGTH = 2_000
/** Words kept on either side, UTF-16 units. */
const SIDE_LENGTH = 32
const LOW = /^[\udc00-\udfff]/u
const HIGH = /[\ud800-\udbff]$/u

/** The first or last `length` units, without half of a character. */
const firstUnits = (text: string, length: number): string => text.slice(0, length).replace(HIGH, '')
const lastUnits = (text: string, length: number): string =>
  text.slice(Math.max(0, text.length - length)).replace(LOW, '')

/** An anchor on these words; null when they are only white space. */
export function anchorOn({ passages, pieces }: DocPassages, span: Span): Anchor | null {
  const tight = tighten(passages, span)
  if (tight === null) return null
  const { from, to } = tight
  const own = passages[from.passage]
  const last = passages[to.passage]
  const words = [...pieces]
  const start = words.find(
    ([, { passage, offset, length }]) => passage === from.passage && from.offset < offset + length,
  )
  const end = words.findLast(([, { passage, offset }]) => passage === to.passage && to.offset > offset)
  if (own === undefined || last === undefined || start === undefined || end === undefined) return null
  return {
    block: own.block,
    // Held to the first and to the last of the quoted characters: what is typed beside them stays outside.
    from: positionIn(start[0], from.offset - start[1].offset, 0),
    to: positionIn(end[0], to.offset - end[1].offset, -1),
    quote: wordsOfSpan(passages, tight),
    before: lastUnits(own.text.slice(0, from.offset), SIDE_LENGTH),
    after: firstUnits(last.text.slice(to.offset), SIDE_LENGTH),
  }
}

const positionIn = (type: Y.XmlText, index: number, assoc: number): string =>
  toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(type, index, assoc)))

/** An anchor on the section under this heading, or on any block as a whole. */
export const anchorOnSection = ({ block, text }: Passage): Anchor => ({
  block,
  from: null,
  to: null,
  quote: firstUnits(text, QUOTE_LENGTH),
  before: '',
  after: '',
})

/** A span without white space at its ends, at most QUOTE_LENGTH long. */
function tighten(passages: readonly Passage[], span: Span): Span | null {
  const words = wordsOfSpan(passages, span)
  const skipped = words.length - words.trimStart().length
  const kept = firstUnits(words.trim(), QUOTE_LENGTH).trimEnd()
  if (kept === '') return null
  return {
    from: onward(passages, span.from, skipped),
    to: onward(passages, span.from, skipped + kept.length),
  }
}

/** The spot `units` further, a break between passages counting as one. */
function onward(passages: readonly Passage[], { passage, offset }: Spot, units: number): Spot {
  const rest = (passages[passage]?.text.length ?? 0) - offset
  if (units <= rest || passage + 1 >= passages.length) return { passage, offset: offset + units }
  return onward(passages, { passage: passage + 1, offset: 0 }, units - rest - 1)
}

/** Where an anchor's relative positions are now, in order and not empty; null when they hold nothing. */
export function heldSpan(doc: Y.Doc, { pieces }: DocPassages, { from, to }: Anchor): Span | null {
  const spot = (position: string | null): Spot | null => {
    const at = position === null ? null : absolute(doc, position)
    const piece = at?.type instanceof Y.XmlText ? pieces.get(at.type) : undefined
    if (at === null || piece === undefined) return null
    return { passage: piece.passage, offset: piece.offset + Math.min(at.index, piece.length) }
  }
  const [start, end] = [spot(from), spot(to)]
  if (start === null || end === null) return null
  const isEmpty = start.passage === end.passage ? start.offset >= end.offset : start.passage > end.passage
  return isEmpty ? null : { from: start, to: end }
}

function absolute(doc: Y.Doc, position: string): Y.AbsolutePosition | null {
  try {
    const relative = Y.decodeRelativePosition(fromBase64(position))
    return Y.createAbsolutePositionFromRelativePosition(relative, doc)
  } catch {
    // Not a position of this document, or bytes that are none at all: the quote decides.
    return null
  }
}

/** Where an anchor stands now. `held` is what `heldSpan` gave, or null. */
export function resolveAnchor(text: SearchText, anchor: Anchor, held: Span | null): Place {
  const { passages } = text
  if (anchor.from === null || anchor.to === null) return resolveSection(passages, anchor)
  const quote = unbroken(anchor.quote)
  const orphan: Place = { kind: 'orphan', quote: anchor.quote }
  if (quote === '') return orphan
  const heldWords = held === null ? '' : unbroken(wordsOfSpan(passages, held))
  const range = ({ from, to }: Span, changed: boolean): Place => {
    const passage = passages[from.passage]
    return passage === undefined ? orphan : { kind: 'range', block: passage.block, from, to, changed }
  }
  if (held !== null && heldWords === quote) return range(held, false)
  const hit = findQuote(text, anchor, quote)
  if (hit !== null) {
    const from = spotAt(text, hit.first, hit.start)
    return range({ from, to: spotAt(text, hit.last, hit.start + quote.length - 1, 1) }, false)
  }
  return held !== null && isEditOf(heldWords, quote) ? range(held, true) : orphan
}

function resolveSection(passages: readonly Passage[], { block, quote }: Anchor): Place {
  const own = passages.findIndex((passage) => passage.block === block)
  if (own >= 0) return { kind: 'section', block, passage: own }
  const same = passages.findIndex(({ text }) => quote !== '' && text === quote)
  const found = passages[same]
  const isOnly = found !== undefined && passages.findLastIndex(({ text }) => text === quote) === same
  return isOnly ? { kind: 'section', block: found.block, passage: same } : { kind: 'orphan', quote }
}

/** Whether words are the quote with one place edited, at least half of it left. */
function isEditOf(words: string, quote: string): boolean {
  const start = sharedStart(words, quote)
  const rest = sharedEnd(words.slice(start), quote.slice(start))
  return start + rest > 0 && (start + rest) * 2 >= quote.length
}
