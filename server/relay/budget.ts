/** Work that may wait for quieter times: allowed while it has taken less than a share of the time that passed. */
export class Budget {
  private readonly share: number
  private readonly most: number
  private readonly now: () => number
  private left: number
  private since: number

  /** `share` of the time, saved up to at most `most` milliseconds. */
  constructor(share: number, most: number, now: () => number = () => performance.now()) {
    this.share = share
    this.most = most
    this.now = now
    this.left = most
    this.since = now()
  }

  isLeft(): boolean {
    const now = this.now()
    this.left = Math.min(this.most, this.left + (now - this.since) * this.share)
    this.since = now
    return this.left > 0
  }

  /** Does the work and counts what it took. */
  spend<T>(work: () => T): T {
    const start = this.now()
    try {
      return work()
    } finally {
      this.left -= this.now() - start
    }
  }
}
