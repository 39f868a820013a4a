/**
 * What differs between two states of a plan's text, block by block and word by word. Blocks are told by their
 * ids, which a move keeps; what was pasted back under other ids is told by its words.
 *
 * Invariants:
 * 1. The changes but the removed ones give the later blocks, in their order.
 * 2. The changes but the added ones give the earlier blocks, each once.
 */
import { ascending } from './ascending.ts'
import type { Block } from './block.ts'
import { MOST_EDITS, type Piece, wordDifference } from './wordDifference.ts'

export type Change =
  | { kind: 'same'; before: Block; after: Block }
  | { kind: 'added'; after: Block }
  | { kind: 'removed'; before: Block }
  /** `moved`: it stands elsewhere; `reshaped`: its kind, level, number, month, correction or place in a list differs. */
  | { kind: 'changed'; before: Block; after: Block; pieces: Piece[]; moved: boolean; reshaped: boolean }

/** Steps that the words of all blocks together may take: under a second. Beyond, a changed block is shown as replaced. */
const MOST_STEPS = 4_000_000

/** What a block is besides its words, where people see it. */
const shapeOf = ({ kind, level, number, months, monthHeading, fix, list, cell }: Block): string =>
  JSON.stringify([
    kind,
    level ?? null,
    number ?? null,
    months ?? [],
    monthHeading ?? null,
    fix ?? null,
    list === undefined ? null : [list.ordered, list.depth],
    cell === undefined ? null : [cell.header, cell.rows ?? 1, cell.columns ?? 1],
  ])

/** For each later block the place of the earlier one that it is, or -1. */
function matched(before: readonly Block[], after: readonly Block[]): number[] {
  const found = after.map(() => -1)
  const taken = new Set<number>()
  const pass = (keyOf: (block: Block) => string | null): void => {
    const places = new Map<string, number[]>()
    for (const [place, block] of before.entries()) {
      const key = taken.has(place) ? null : keyOf(block)
      if (key !== null) places.set(key, [...(places.get(key) ?? []), place])
    }
    for (const [index, block] of after.entries()) {
      const key = found[index] === -1 ? keyOf(block) : null
      const place = key === null ? undefined : places.get(key)?.shift()
      if (place === undefined) continue
      found[index] = place
      taken.add(place)
    }
  }
  pass(({ id }) => id)
  pass(({ kind, text }) => (text.trim() === '' ? null : `${kind} ${text}`))
  return found
}

function changeOf(before: Block, after: Block, moved: boolean, most: number): Change {
  const reshaped = shapeOf(before) !== shapeOf(after)
  if (!moved && !reshaped && before.text === after.text) return { kind: 'same', before, after }
  const pieces = wordDifference(before.text, after.text, most)
  return { kind: 'changed', before, after, pieces, moved, reshaped }
}

/** How many steps the search for a change took, at most. */
function stepsOf(change: Change): number {
  if (change.kind !== 'changed') return 0
  const edits = change.pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? 0 : text.length), 0)
  return Math.min(edits, MOST_EDITS) ** 2
}

/** The changes from one state to a later one, in the order of the text; what was removed stands where it stood. */
export function difference(before: readonly Block[], after: readonly Block[]): Change[] {
  const found = matched(before, after)
  const known = after.flatMap((_, index) => (found[index] === -1 ? [] : [index]))
  const run = ascending(known.map((index) => found[index] ?? -1))
  const standing = new Set(known.filter((_, place) => run.has(place)))
  const present = new Set(found)
  const changes: Change[] = []
  let steps = 0
  let next = 0
  const removedUpTo = (place: number): void => {
    for (; next < place; next++) {
      const block = before[next]
      if (block !== undefined && !present.has(next)) changes.push({ kind: 'removed', before: block })
    }
  }
  for (const [index, block] of after.entries()) {
    const place = found[index] ?? -1
    const old = before[place]
    if (standing.has(index)) removedUpTo(place)
    if (old === undefined) changes.push({ kind: 'added', after: block })
    else {
      const change = changeOf(old, block, !standing.has(index), steps < MOST_STEPS ? MOST_EDITS : 0)
      steps += stepsOf(change)
      changes.push(change)
    }
    if (standing.has(index)) next = place + 1
  }
  removedUpTo(before.length)
  return changes
}

const lengthOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { text }) => sum + text.length, 0)

/** How many characters of a text are in another one no more, and how many it has; a moved block is not gone. */
export function struck(before: readonly Block[], after: readonly Block[]): { gone: number; letters: number } {
  let gone = 0
  for (const change of difference(before, after)) {
    if (change.kind === 'removed') gone += change.before.text.length
    else if (change.kind === 'changed')
      for (const { kind, text } of change.pieces) if (kind === 'removed') gone += text.length
  }
  return { gone, letters: lengthOf(before) }
}
