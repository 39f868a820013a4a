/** A text, by the id of its item. */
export type TextId = { client: number; clock: number }

export const isSameText = (one: TextId, other: TextId): boolean =>
  one.client === other.client && one.clock === other.clock

/** Numbers of a run: the first clock, the one after its last, and the text's client and clock. */
const RUN = 4

/** Which text each of some Yjs ids stands in, as runs of clocks per client: an id never changes its text. */
export class Places {
  /** Per client its runs in ascending order, none over another; numbers in a row, because a plan has hundreds of them. */
  private readonly runs = new Map<number, number[]>()
  /** How many runs there are. */
  size = 0

  /** Where the first run begins that ends after the clock. */
  private static after(runs: readonly number[], clock: number): number {
    let [low, high] = [0, runs.length / RUN]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle * RUN + 1] ?? 0) > clock) high = middle
      else low = middle + 1
    }
    return low * RUN
  }

  private static text(runs: readonly number[], at: number): TextId {
    return { client: runs[at + 2] ?? -1, clock: runs[at + 3] ?? -1 }
  }

  /** The text of an id, or null when it is not known. */
  textOf(client: number, clock: number): TextId | null {
    const runs = this.runs.get(client) ?? []
    const at = Places.after(runs, clock)
    return (runs[at] ?? Infinity) <= clock ? Places.text(runs, at) : null
  }

  /** Whether all of [from, to) is known, in whichever texts. */
  covers(client: number, from: number, to: number): boolean {
    const runs = this.runs.get(client) ?? []
    let reached = from
    for (let at = Places.after(runs, from); reached < to; at += RUN) {
      if ((runs[at] ?? Infinity) > reached) return false
      reached = runs[at + 1] ?? reached
    }
    return true
  }

  /** Remembers [from, to); what of it is known stays as it is. */
  add(client: number, from: number, to: number, text: TextId): void {
    const runs = this.runs.get(client) ?? []
    this.runs.set(client, runs)
    let at = Places.after(runs, from)
    for (let reached = from; reached < to;) {
      const next = runs[at] ?? Infinity
      if (next <= reached) {
        reached = runs[at + 1] ?? reached
        at += RUN
        continue
      }
      const end = Math.min(to, next)
      // What one types in a row is one run.
      if (at > 0 && runs[at - RUN + 1] === reached && isSameText(Places.text(runs, at - RUN), text))
        runs[at - RUN + 1] = end
      else {
        runs.splice(at, 0, reached, end, text.client, text.clock)
        this.size += 1
        at += RUN
      }
      reached = end
    }
  }

  clear(): void {
    this.runs.clear()
    this.size = 0
  }
}
