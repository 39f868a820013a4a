/** Sets of Yjs ids as runs of clocks per client: what one person types in a row is one run. */
export class Ranges {
  /** Per client the ends of its runs in ascending order: from, to, from, to, … with `to` excluded. */
  private readonly ends = new Map<number, number[]>()
  /** How many runs there are. */
  size = 0

  /** The place of the first end that is greater than the clock; an odd place says that the clock is in a run. */
  private static after(ends: readonly number[], clock: number): number {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) > clock) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Whether all of [from, to) is in the set. */
  covers(client: number, from: number, to: number): boolean {
    const ends = this.ends.get(client)
    if (ends === undefined) return false
    const at = Ranges.after(ends, from)
    return at % 2 === 1 && (ends[at] ?? 0) >= to
  }

  /** Whether any of [from, to) is in the set. */
  touches(client: number, from: number, to: number): boolean {
    const ends = this.ends.get(client)
    if (ends === undefined) return false
    const at = Ranges.after(ends, from)
    return at % 2 === 1 || (ends[at] ?? Infinity) < to
  }

  add(client: number, from: number, to: number): void {
    this.set(client, from, to, true)
  }

  remove(client: number, from: number, to: number): void {
    this.set(client, from, to, false)
  }

  private set(client: number, from: number, to: number, inside: boolean): void {
    const ends = this.ends.get(client) ?? []
    // A run that ends where this one begins is continued.
    const first = Ranges.after(ends, from - 1)
    const last = Ranges.after(ends, to)
    const between: number[] = []
    if ((first % 2 === 1) !== inside) between.push(from)
    if ((last % 2 === 1) !== inside) between.push(to)
    this.size -= ends.length / 2
    ends.splice(first, last - first, ...between)
    this.size += ends.length / 2
    if (ends.length === 0) this.ends.delete(client)
    else this.ends.set(client, ends)
  }

  clear(): void {
    this.ends.clear()
    this.size = 0
  }
}
