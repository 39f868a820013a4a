/**
 * The places of a longest ascending run among numbers, which need not stand together: what kept its order when a
 * list was rearranged. In time n log n.
 */
export function ascending(values: readonly number[]): Set<number> {
  /** By length less one: where the run of that length ends whose last number is the least. */
  const ends: number[] = []
  const before: number[] = []
  for (const [place, value] of values.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1))
    ends[low] = place
  }
  const kept = new Set<number>()
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) kept.add(place)
  return kept
}
