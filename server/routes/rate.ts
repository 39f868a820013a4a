const MINUTE_MS = 60_000

/** Counts what somebody does in a minute of the clock; nothing is remembered of the minute before. */
export class Rate {
  private readonly most: number
  private readonly now: () => number
  private readonly counts = new Map<string, number>()
  private minute = 0

  constructor(most: number, now: () => number) {
    this.most = most
    this.now = now
  }

  /** Counts once more; false when that is too often. */
  allows(who: string): boolean {
    const minute = Math.floor(this.now() / MINUTE_MS)
    if (minute !== this.minute) this.counts.clear()
    this.minute = minute
    const count = (this.counts.get(who) ?? 0) + 1
    this.counts.set(who, count)
    return count <= this.most
  }
}
