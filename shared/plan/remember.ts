/** More distinct words than this are forgotten at once, so that a memory of a long day stays small. */
const MOST = 2_000

/** A pure function of a string that remembers what it gave. */
export function remember<T>(work: (words: string) => T): (words: string) => T {
  const known = new Map<string, T>()
  return (words) => {
    const before = known.get(words)
    if (before !== undefined || known.has(words)) return before as T
    const now = work(words)
    if (known.size >= MOST) known.clear()
    known.set(words, now)
    return now
  }
}
