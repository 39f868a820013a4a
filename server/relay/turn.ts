import type * as Y from 'yjs'
import type { Role, Stage } from '../../shared/record/roles.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { FRAME_BYTES, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import { standingFrame } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Line } from './line.ts'
import { applyNew, judge } from './receive.ts'
import { type Account, type Outcome, refusalToWrite } from './seat.ts'

export type StandingNow = { role: Role; stage: Stage }

/** One connection in a room. */
export type Seat = {
  line: Line
  standing: StandingNow
  /** Update frames received, and the last count that was acknowledged. */
  received: number
  acked: number
  account: Account
  /** Client ids that the store said are somebody else's: a forger costs one rebuild, not one per frame. */
  foreign: Set<number>
  /** Frames after which the replica had to be read from the log again. */
  rebuilds: number
}

/** How many of them end a connection: each costs everyone in the plan a pause, and an honest editor causes none. */
export const REBUILDS = 4

/** A frame that waits for its turn: an update, or a question for the difference to a state vector. */
export type Waiting = { seat: Seat; refusal: RefusalCode | null } & (
  | { kind: 'update'; nth: number; step2: boolean; update: Uint8Array }
  | { kind: 'question'; vector: Uint8Array }
)

/** What the check made of a frame; a stored one is to be appended. */
export type Checked = { item: Waiting } & (
  | { kind: 'answer' | 'kept' | 'gap' }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'stored'; update: Uint8Array; clients: readonly number[] }
)
export type Stored = Extract<Checked, { kind: 'stored' }>

/** Checks one frame against the replica and moves the replica ahead; 'spoilt' says that it must be rebuilt. */
export function checkFrame(item: Waiting, replica: Y.Doc): Checked | 'spoilt' {
  if (item.kind === 'question') return { item, kind: 'answer' }
  const refused = (code: RefusalCode): Checked => ({ item, kind: 'refused', code })
  if (item.refusal !== null) return refused(item.refusal)
  if (item.seat.rebuilds >= REBUILDS) return refused('too-many')
  const { seat, update, step2 } = item
  const judged = judge(update, replica, step2 ? FRAME_BYTES : UPDATE_BYTES)
  if (judged.kind === 'refused') return refused(judged.code)
  if (judged.kind !== 'new') return { item, kind: judged.kind === 'known' ? 'kept' : 'gap' }
  const code = refusalToWrite(seat.standing, seat.line.schema)
  if (code !== null) return refused(code)
  if (judged.clients.some((client) => seat.foreign.has(client))) return refused('foreign-client-id')
  if (applyNew(judged, replica)) return { item, kind: 'stored', update: judged.log, clients: judged.clients }
  item.refusal = 'malformed'
  return 'spoilt'
}

/** What a checked update means for its sender's accounts. */
export function outcomeOf(checked: Checked, nth: number, step2: boolean): Outcome {
  if (checked.kind === 'refused') return { kind: 'refused', code: checked.code, nth, step2 }
  return { kind: checked.kind === 'gap' ? 'gap' : 'kept', nth, step2 }
}

/** Tells a connection what it may do, if it asked for our own messages. */
export function tellStanding({ line, standing }: Seat, epoch: string): void {
  if (line.schema === null) return
  const mayWrite = refusalToWrite(standing, line.schema) === null
  line.send(
    standingFrame({ ...standing, user: line.person.user.id, epoch, schema: SCHEMA_VERSION, mayWrite }),
  )
}
