import { wordDifference } from '../../shared/plan/wordDifference.ts'

/** Of the words before, those that others took the place of; where `from` is `to` only words were put in. */
type Edit = { from: number; to: number; words: string }

function editsOf(before: string, after: string): Edit[] {
  const edits: Edit[] = []
  let at = 0
  for (const { kind, text } of wordDifference(before, after)) {
    const last = edits.at(-1)
    if (kind === 'added' && last?.to === at) last.words += text
    else if (kind === 'added') edits.push({ from: at, to: at, words: text })
    else if (kind === 'removed') edits.push({ from: at, to: at + text.length, words: '' })
    if (kind !== 'added') at += text.length
  }
  return edits
}

/** Whether one of two edits took away what the other one changed; or both are the same. */
const clash = (one: Edit, other: Edit): boolean =>
  (one.from < other.to && other.from < one.to) ||
  (one.from === other.from && one.to === other.to && one.words === other.words)

/** One's own words with all that colleagues changed of what they were written on; of the same words one's own hold. */
export function mergedWords(base: string, mine: string, theirs: string): string {
  const own = editsOf(base, mine)
  const others = editsOf(base, theirs).filter((other) => !own.some((edit) => clash(edit, other)))
  let words = ''
  let at = 0
  for (const edit of [...others, ...own].toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    words += base.slice(at, edit.from) + edit.words
    at = edit.to
  }
  return words + base.slice(at)
}
