import * as Y from 'yjs'
import type { Append } from '../store/store.ts'
import type { Stored } from './turn.ts'

/** Frames that become one row at most: what merging costs grows with their square. */
const MOST_FRAMES = 64
/** And their bytes together: what is large gains nothing by it. */
const MOST_BYTES = 16 * 1024

/** A log row to be: what one connection sent in a row, as one update. */
export type Row = { frames: Stored[]; update: Uint8Array }

/** Many updates as one, in their order. */
const merged = (updates: readonly Uint8Array[]): Uint8Array => {
  const [only] = updates
  return only !== undefined && updates.length === 1 ? only : Y.mergeUpdates([...updates])
}

/**
 * Whether an update is the same to Yjs in one with these: all under one client id, so that its structs keep their
 * order, and none of them in what those deleted. As one, what is written comes before what is deleted, and what was
 * dropped unread could throw for everybody.
 */
function isPart({ clients, stands }: Stored, run: readonly Stored[]): boolean {
  const before = run.find((one) => one.clients.length > 0)?.clients ?? clients
  return stands && before.length <= 1 && clients.every((client) => client === before[0])
}

/**
 * The rows of a turn, in the order in which the frames came: an update may hang on what another connection sent
 * just before it. With `apart` each frame is a row, so that one can be refused without its neighbours.
 */
export function rowsOf(stored: readonly Stored[], apart: boolean): Row[] {
  const runs: Stored[][] = []
  let bytes = 0
  for (const frame of stored) {
    const run = runs.at(-1)
    bytes += frame.update.byteLength
    const fits = !apart && bytes <= MOST_BYTES && run !== undefined && run.length < MOST_FRAMES
    if (fits && run[0]?.item.seat === frame.item.seat && isPart(frame, run)) run.push(frame)
    else {
      runs.push([frame])
      bytes = frame.update.byteLength
    }
  }
  return runs.map((frames) => ({ frames, update: merged(frames.map(({ update }) => update)) }))
}

/** The rows of a turn as updates to send on: one, unless something was put into what is deleted. */
export function sentOn(rows: readonly Row[]): Uint8Array[] {
  const updates = rows.map(({ update }) => update)
  return rows.every(({ frames }) => frames.every(({ stands }) => stands)) ? [merged(updates)] : updates
}

/** A row as the store takes it. */
export function appendOf({ frames, update }: Row): Append {
  const [first] = frames
  if (first === undefined) throw new RangeError('a row is made of frames')
  const { user, session } = first.item.seat.line.person
  return {
    user: user.id,
    session,
    update,
    clients: frames.length === 1 ? first.clients : [...new Set(frames.flatMap(({ clients }) => clients))],
    deletes: frames.reduce((sum, { deletes }) => sum + deletes, 0),
  }
}
