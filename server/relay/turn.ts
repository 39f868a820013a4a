import type { Role, Stage } from '../../shared/record/roles.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { FRAME_BYTES, READER_FRAME_BYTES, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import { standingFrame } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Line } from './line.ts'
import { type Account, NEW_ACCOUNT, type Outcome, refusalToWrite } from './seat.ts'
import type { PlanText } from './text.ts'

export type StandingNow = { role: Role; stage: Stage }

/** One connection in a room. */
export type Seat = {
  line: Line
  standing: StandingNow
  /** Update frames received, and the last count that was acknowledged. */
  received: number
  acked: number
  account: Account
  /** Client ids that the store refused, and why: a forger costs one rebuild, not one per frame. */
  barred: Map<number, RefusalCode>
  /** Frames after which the replica had to be read from the log again. */
  rebuilds: number
}

export const newSeat = (line: Line, standing: StandingNow): Seat => ({
  line,
  standing,
  received: 0,
  acked: 0,
  account: NEW_ACCOUNT,
  barred: new Map(),
  rebuilds: 0,
})

/** How many rebuilds end a connection: each costs everyone in the plan a pause, and an honest editor causes none. */
export const REBUILDS = 4

/** An update frame that waits for its turn, with why it is refused if that is known before the check. */
export type Waiting = {
  seat: Seat
  nth: number
  step2: boolean
  update: Uint8Array
  refusal: RefusalCode | null
}

/** What the check made of a frame; a stored one is to be appended. */
export type Checked = { item: Waiting } & (
  | { kind: 'kept' | 'gap' }
  | { kind: 'refused'; code: RefusalCode }
  | {
      kind: 'stored'
      update: Uint8Array
      clients: readonly number[]
      deletes: number
      /** All that it writes stands after it: nothing of it was put into what is deleted. */
      stands: boolean
    }
)
export type Stored = Extract<Checked, { kind: 'stored' }>

/**
 * Checks one frame against the text and moves the text ahead; 'absent' says that it needs a replica for that,
 * 'spoilt' that the replica must be rebuilt.
 */
export function checkFrame(item: Waiting, text: PlanText): Checked | 'absent' | 'spoilt' {
  const refused = (code: RefusalCode): Checked => ({ item, kind: 'refused', code })
  if (item.refusal !== null) return refused(item.refusal)
  if (item.seat.rebuilds >= REBUILDS) return refused('too-many')
  const { seat, update, step2 } = item
  const verdict = text.judge(update, step2 ? FRAME_BYTES : UPDATE_BYTES)
  if (verdict.kind === 'absent') return 'absent'
  if (verdict.kind === 'refused') return refused(verdict.code)
  if (verdict.kind !== 'new') return { item, kind: verdict.kind === 'known' ? 'kept' : 'gap' }
  const code = refusalToWrite(seat.standing, seat.line.schema)
  if (code !== null) return refused(code)
  for (const client of verdict.clients) {
    const barred = seat.barred.get(client)
    if (barred !== undefined) return refused(barred)
  }
  const deletes = text.deletes(verdict)
  if (text.take(verdict)) {
    const { log, clients } = verdict
    return { item, kind: 'stored', update: log, clients, deletes, stands: text.stands(verdict) }
  }
  item.refusal = 'malformed'
  return 'spoilt'
}

/** What a checked update means for its sender's accounts. */
export function outcomeOf(checked: Checked): Outcome {
  const { nth, step2 } = checked.item
  if (checked.kind === 'refused') return { kind: 'refused', code: checked.code, nth, step2 }
  return { kind: checked.kind === 'gap' ? 'gap' : 'kept', nth, step2 }
}

/** What a connection is told of itself. */
export function standingOf(
  { person, schema }: Pick<Line, 'person' | 'schema'>,
  now: StandingNow,
  epoch: string,
) {
  const mayWrite = refusalToWrite(now, schema) === null
  return standingFrame({ ...now, user: person.user.id, epoch, schema: SCHEMA_VERSION, mayWrite })
}

/** Bounds a connection by what it may do, and tells it, if it asked for our own messages. */
export function tellStanding({ line, standing }: Seat, epoch: string): void {
  line.allow(refusalToWrite(standing, line.schema) === null ? FRAME_BYTES : READER_FRAME_BYTES)
  if (line.schema !== null) line.send(standingOf(line, standing, epoch))
}
