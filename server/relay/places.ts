type Run = { from: number; to: number; text: string }

/** Which text each of some Yjs ids stands in, as runs of clocks per client: an id never changes its text. */
export class Places {
  /** Per client in ascending order, none over another. */
  private readonly runs = new Map<number, Run[]>()
  /** How many runs there are. */
  size = 0

  /** The place of the first run that ends after the clock. */
  private static after(runs: readonly Run[], clock: number): number {
    let [low, high] = [0, runs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle]?.to ?? 0) > clock) high = middle
      else low = middle + 1
    }
    return low
  }

  /** The text of an id, or null when it is not known. */
  textOf(client: number, clock: number): string | null {
    const runs = this.runs.get(client)
    const run = runs?.[Places.after(runs, clock)]
    return run !== undefined && run.from <= clock ? run.text : null
  }

  /** Whether all of [from, to) is known, in whichever texts. */
  covers(client: number, from: number, to: number): boolean {
    const runs = this.runs.get(client) ?? []
    let reached = from
    for (let at = Places.after(runs, from); reached < to; at++) {
      const run = runs[at]
      if (run === undefined || run.from > reached) return false
      reached = run.to
    }
    return true
  }

  /** Remembers [from, to); what of it is known stays as it is. */
  add(client: number, from: number, to: number, text: string): void {
    const runs = this.runs.get(client) ?? []
    this.runs.set(client, runs)
    let at = Places.after(runs, from)
    for (let reached = from; reached < to;) {
      const next = runs[at]
      if (next !== undefined && next.from <= reached) {
        reached = next.to
        at += 1
        continue
      }
      const end = Math.min(to, next?.from ?? to)
      const before = runs[at - 1]
      // What one types in a row is one run.
      if (before !== undefined && before.to === reached && before.text === text) before.to = end
      else {
        runs.splice(at, 0, { from: reached, to: end, text })
        this.size += 1
        at += 1
      }
      reached = end
    }
  }

  clear(): void {
    this.runs.clear()
    this.size = 0
  }
}
