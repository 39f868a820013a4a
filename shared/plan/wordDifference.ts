/** A stretch of words in two wordings of one text: in both, only in the later, only in the earlier. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }

/**
 * Edits that are searched for, in tokens; two wordings further apart are shown as one replaced by the other. The
 * search takes steps by the square of them.
 */
export const MOST_EDITS = 400

/** A word or figure in Latin letters is one token, any other character is one by itself; no character is cut in two. */
const tokensOf = (text: string): string[] => text.match(/[\p{Script=Latin}\p{M}\p{Nd}]+|[\s\S]/gu) ?? []

/**
 * What was added and removed between two wordings, in order: the pieces but the added ones are `before`, all but the
 * removed ones are `after`. Myers, "An O(ND) difference algorithm" (1986), over tokens, up to `most` edits.
 */
export function wordDifference(before: string, after: string, most: number = MOST_EDITS): Piece[] {
  const [a, b] = [tokensOf(before), tokensOf(after)]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const pieces: Piece[] = []
  const add = (kind: Piece['kind'], text: string): void => {
    const last = pieces.at(-1)
    if (text === '') return
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  add('same', a.slice(0, start).join(''))
  const [inner, other] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  for (const { kind, text } of between(inner, other, most)) add(kind, text)
  add('same', a.slice(a.length - end).join(''))
  return legible(pieces)
}

/** The pieces of two token lists with nothing in common at their ends. */
function between(a: readonly string[], b: readonly string[], most: number): Piece[] {
  const replaced: Piece[] = [
    { kind: 'removed', text: a.join('') },
    { kind: 'added', text: b.join('') },
  ]
  if (a.length === 0 || b.length === 0) return replaced
  /** By edits: how far along `a` the furthest path on each diagonal had come before that edit. */
  const trace: Map<number, number>[] = []
  let furthest = new Map<number, number>([[1, 0]])
  for (let edits = 0; edits <= Math.min(most, a.length + b.length); edits++) {
    trace.push(furthest)
    const next = new Map<number, number>()
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOf(furthest, diagonal, edits)
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1
      next.set(diagonal, x)
      if (x >= a.length && x - diagonal >= b.length) return walkBack(a, b, trace)
    }
    furthest = next
  }
  return replaced
}

/** Whether the best way onto a diagonal is by a token of `b` (down) rather than by one of `a`. */
const isDown = (furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1))

const startOf = (furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): number =>
  isDown(furthest, diagonal, edits)
    ? (furthest.get(diagonal + 1) ?? 0)
    : (furthest.get(diagonal - 1) ?? 0) + 1

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): Piece[] {
  const pieces: Piece[] = []
  let [x, y] = [a.length, b.length]
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map<number, number>()
    const diagonal = x - y
    const from = startOf(furthest, diagonal, edits)
    for (; x > from; x--, y--) pieces.push({ kind: 'same', text: a[x - 1] ?? '' })
    if (edits === 0) break
    if (isDown(furthest, diagonal, edits)) pieces.push({ kind: 'added', text: b[(y -= 1)] ?? '' })
    else pieces.push({ kind: 'removed', text: a[(x -= 1)] ?? '' })
  }
  return pieces.toReversed()
}

/**
 * Joins changes that only a character or two hold apart, as two wordings share some by chance, and puts what was
 * removed before what came for it.
 */
function legible(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  let removed = ''
  let added = ''
  const flush = (): void => {
    if (removed !== '') result.push({ kind: 'removed', text: removed })
    if (added !== '') result.push({ kind: 'added', text: added })
    removed = added = ''
  }
  for (const [index, { kind, text }] of pieces.entries()) {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else if (text.length <= 2 && removed.length + added.length > 4 && changesFor(pieces, index) > 4) {
      removed += text
      added += text
    } else {
      flush()
      result.push({ kind, text })
    }
  }
  flush()
  return result
}

/** How many characters change right behind a piece. */
function changesFor(pieces: readonly Piece[], index: number): number {
  let changes = 0
  for (const { kind, text } of pieces.slice(index + 1)) {
    if (kind === 'same') break
    changes += text.length
  }
  return changes
}
