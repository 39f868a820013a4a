import * as Y from 'yjs'
import { SYNC } from '../../shared/wire/messages.ts'
import { syncFrame } from './frames.ts'
import type { Line } from './line.ts'

/**
 * Who asked for the difference to a state vector. An answer costs the whole text's encoding, so that however
 * many questions a connection sent, its newest has one answer, and one that is gone has none (RULES P7).
 */
export class Questions {
  private readonly waiting = new Map<Line, Uint8Array>()
  private readonly inTurn = new Map<Line, Uint8Array>()

  ask(line: Line, vector: Uint8Array): void {
    this.waiting.set(line, vector)
  }

  leave(line: Line): void {
    this.waiting.delete(line)
    this.inTurn.delete(line)
  }

  /** A turn begins: what comes from now on waits for the next, with the frames that came before it. */
  begin(): void {
    for (const [line, vector] of this.waiting) this.inTurn.set(line, vector)
    this.waiting.clear()
  }

  /** Answers the turn's questions from a replica of which everything is committed. */
  answer(replica: Y.Doc): void {
    for (const [line, vector] of this.inTurn)
      if (line.isOpen()) line.sendLarge(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(replica, vector)))
    this.inTurn.clear()
  }
}
