import type { PlanText } from './text.ts'

/** Stored bytes of which replicas are kept, in all plans together; in memory they are some 25 times as large. */
const MOST_BYTES = 1024 * 1024

/** The replicas of all open plans, the one used last at the end. However many plans are busy, few are kept. */
export class Replicas {
  private readonly weights = new Map<PlanText, number>()
  private total = 0

  /** A text's replica was used, made or dropped: it counts as the newest, and the oldest make room for it. */
  note(text: PlanText): void {
    this.forget(text)
    if (!text.hasReplica()) return
    this.weights.set(text, text.weight)
    this.total += text.weight
    for (const old of this.weights.keys()) {
      if (this.total <= MOST_BYTES || old === text) return
      old.drop()
      this.forget(old)
    }
  }

  private forget(text: PlanText): void {
    this.total -= this.weights.get(text) ?? 0
    this.weights.delete(text)
  }

  /** Drops those that nothing asked for since the last call. */
  rest(): void {
    for (const text of this.weights.keys()) {
      text.rest()
      if (!text.hasReplica()) this.forget(text)
    }
  }
}
