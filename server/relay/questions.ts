import type * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { isDigestQuestion, SYNC, syncFrame } from '../../shared/wire/messages.ts'
import type { StoredText } from '../store/store.ts'
import type { Budget } from './budget.ts'
import { Digests } from './digests.ts'
import type { Line } from './line.ts'
import { scanUpdate } from './scan.ts'
import type { PlanText } from './text.ts'

/**
 * Who asked for the difference to a state vector, or for a digest. An answer costs the whole text's encoding, so
 * that however many questions a connection sent, its newest has one answer, and one that is gone has none (RULES P7).
 */
export class Questions {
  private readonly digests: Digests
  private readonly waiting = new Map<Line, Uint8Array>()
  private readonly inTurn = new Map<Line, Uint8Array>()

  /** `digesting` is what all plans' digests may take together. */
  constructor(digesting: Budget) {
    this.digests = new Digests(digesting)
  }

  ask(line: Line, vector: Uint8Array): void {
    this.waiting.set(line, vector)
  }

  /** Asks for the digest, if it is one of our form. Throws when the question is malformed. */
  askDigest(line: Line, question: decoding.Decoder): void {
    if (isDigestQuestion(question)) this.digests.ask(line)
  }

  leave(line: Line): void {
    this.waiting.delete(line)
    this.inTurn.delete(line)
    this.digests.leave(line)
  }

  /** A turn begins: what comes from now on waits for the next, with the frames that came before it. */
  begin(text: PlanText): void {
    for (const [line, vector] of this.waiting) this.inTurn.set(line, vector)
    this.waiting.clear()
    this.digests.begin(text)
  }

  /** Whether this turn's questions can be answered only from the log: nobody encodes a whole text that lies there. */
  needLog(text: PlanText): boolean {
    for (const vector of this.inTurn.values()) if (isEmpty(vector) || !text.hasReplica()) return true
    return this.digests.needLog(text)
  }

  /**
   * Answers the turn's questions from a text of which everything is committed; `stored` where `needLog` says so.
   * Digests first: over HTTP the difference ends an answer.
   */
  answer(text: PlanText, stored: StoredText | null): void {
    this.digests.answer(text, stored)
    const asking = [...this.inTurn].filter(([line]) => line.isOpen())
    this.inTurn.clear()
    let whole: Uint8Array[] | null = null
    for (const [line, vector] of asking) {
      if (stored !== null && isEmpty(vector)) line.sendLarge(...(whole ??= framesOf(stored)))
      else line.sendLarge(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(text.replicaFrom(stored), vector)))
    }
  }
}

/** Whether this is the state vector of who has nothing. */
const isEmpty = (vector: Uint8Array): boolean => vector.byteLength === 1 && vector[0] === 0

/** So many small updates are merged into one frame: merging takes the square of their number. */
const MERGED = 50
/** A larger one goes as it lies there, bytes: taking it apart costs more than a frame. */
const SMALL_BYTES = 1024

const ALONE = { writes: true, deletes: true }

function kindsOf(update: Uint8Array): { writes: boolean; deletes: boolean } {
  const kinds = { writes: false, deletes: false }
  scanUpdate(update, {
    struct: () => {
      kinds.writes = true
    },
    deletion: () => {
      kinds.deletes = true
    },
  })
  return kinds
}

/**
 * Updates for one frame each, in order. Nothing is written in one frame with what was deleted before it: as one, Yjs
 * takes the writing first, and what the log dropped unread could throw for the reader.
 */
function* framed(tail: readonly Uint8Array[]): Generator<Uint8Array> {
  let small: Uint8Array[] = []
  let isDeleted = false
  for (const update of tail) {
    const isSmall = update.byteLength <= SMALL_BYTES
    // A large one stands alone: what it does need not be looked at.
    const { writes, deletes } = isSmall ? kindsOf(update) : ALONE
    if (small.length > 0 && (!isSmall || small.length === MERGED || (isDeleted && writes))) {
      yield Y.mergeUpdates(small)
      small = []
      isDeleted = false
    }
    if (isSmall) {
      small.push(update)
      isDeleted ||= deletes
    } else yield update
  }
  if (small.length > 0) yield Y.mergeUpdates(small)
}

/** A whole stored text: the snapshot as it lies there, and what came after it. The last frame is the answer. */
export function framesOf({ snapshot, tail }: StoredText): Uint8Array[] {
  const updates = [...(snapshot === null ? [] : [snapshot.state()]), ...framed(tail)]
  return updates.map((update, nth) => syncFrame(nth < updates.length - 1 ? SYNC.update : SYNC.step2, update))
}
