import type { PlanId } from '../../shared/plan/ids.ts'
import { ackFrame, MESSAGE, SYNC } from '../../shared/wire/messages.ts'
import { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Line, Person } from './line.ts'
import type { Relay } from './relay.ts'
import type { Room } from './room.ts'

type Asker = { plan: PlanId; person: Person; schema: number }

/** What one exchange gave: the relay's frames, or why there are none. */
export type Exchanged = { frames: Uint8Array[] } | { refusal: RefusalCode }

/** Whether a frame is the question for the difference to a state vector. */
export const isQuestion = ([type, step]: Uint8Array): boolean => type === MESSAGE.sync && step === SYNC.step1

const isTaken = ([type]: Uint8Array): boolean => type === MESSAGE.sync || type === MESSAGE.digest

/** What an answer has no use for: carets, and others' updates, which are in the difference. */
const isForSockets = ([type, step]: Uint8Array): boolean =>
  type === MESSAGE.awareness || (type === MESSAGE.sync && step === SYNC.update)

/**
 * Takes the frames of one request as a socket's that stays for one turn of its plan's room (RULES W16): they are
 * checked, appended and committed with all that came meanwhile, and the answer waits for that.
 */
export async function exchange(
  relay: Relay,
  { plan, person, schema }: Asker,
  frames: readonly Uint8Array[],
): Promise<Exchanged> {
  const answer: Uint8Array[] = []
  const ended = Promise.withResolvers<RefusalCode | null>()
  let room: Room | null = null
  let isOpen = true
  const line: Line = {
    person,
    schema,
    send: (frame) => {
      if (isOpen && !isForSockets(frame)) answer.push(frame)
    },
    // The difference, which nothing but the turn's acknowledgement can follow.
    sendLarge: (...difference) => {
      answer.push(...difference, ackFrame(0, room?.text.seq ?? 0))
      ended.resolve(null)
    },
    allow: () => undefined,
    isOpen: () => isOpen,
    close: (_code, reason) => ended.resolve(RefusalCode.safeParse(reason).data ?? 'server-fault'),
    ping: () => undefined,
  }
  room = await relay.join(plan, line)
  if (room !== null) {
    if (!takeAll(room, line, frames)) ended.resolve('malformed')
    const refusal = await ended.promise
    isOpen = false
    relay.leaveForNow(room, line)
    return refusal === null ? { frames: answer } : { refusal }
  }
  return { refusal: (await ended.promise) ?? 'server-fault' }
}

/** Hands a request's frames to the room. False for what no exchange says (shared/wire/exchange.ts). */
function takeAll(room: Room, line: Line, frames: readonly Uint8Array[]): boolean {
  try {
    return frames.some(isQuestion) && frames.every((frame) => isTaken(frame) && room.take(line, frame))
  } catch {
    // lib0 throws on truncated input.
    return false
  }
}
