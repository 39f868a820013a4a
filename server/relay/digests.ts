import { createHash } from 'node:crypto'
import { digestOf } from '../../shared/text/digest.ts'
import { digestFrame } from '../../shared/wire/messages.ts'
import type { StoredText } from '../store/store.ts'
import type { Budget } from './budget.ts'
import type { Line } from './line.ts'
import type { PlanText } from './text.ts'

const sha256 = (content: string): Uint8Array => createHash('sha256').update(content).digest()

/**
 * Who asked for the digest of what the log says (RULES W17). It is made once for each log position that somebody
 * asks at, of a replica that may go as soon as it is made, and all plans' digests together have a share of the
 * time: beyond it a question is dropped, and its asker asks again.
 */
export class Digests {
  private readonly budget: Budget
  private readonly waiting = new Set<Line>()
  private readonly inTurn = new Set<Line>()
  private known: { seq: number; frame: Uint8Array } | null = null

  constructor(budget: Budget) {
    this.budget = budget
  }

  ask(line: Line): void {
    this.waiting.add(line)
  }

  leave(line: Line): void {
    this.waiting.delete(line)
    this.inTurn.delete(line)
  }

  /** A turn begins: what comes from now on waits for the next. */
  begin(text: PlanText): void {
    if (this.waiting.size === 0) return
    if (this.known?.seq === text.seq || this.budget.isLeft())
      for (const line of this.waiting) this.inTurn.add(line)
    this.waiting.clear()
  }

  needLog(text: PlanText): boolean {
    return this.inTurn.size > 0 && this.known?.seq !== text.seq && !text.hasReplica()
  }

  /** Answers from a text of which everything is committed and sent; `stored` where `needLog` says so. */
  answer(text: PlanText, stored: StoredText | null): void {
    if (this.inTurn.size === 0) return
    const asking = [...this.inTurn]
    this.inTurn.clear()
    if (this.known?.seq !== text.seq)
      this.known = this.budget.spend(() => {
        const digest = digestOf(text.replicaFrom(stored), sha256)
        return { seq: text.seq, frame: digestFrame(digest) }
      })
    for (const line of asking) line.send(this.known.frame)
  }
}
