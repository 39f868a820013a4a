import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { z } from 'zod'
import type { UserId } from '../../shared/plan/ids.ts'
import { AWARENESS_BYTES } from '../../shared/wire/limits.ts'
import { MESSAGE } from '../../shared/wire/messages.ts'

/** Caret colours that keep 4.5:1 with white label text; six digits, because the caret extension wants them. */
const COLOURS = [
  '#b3261e',
  '#1f5a96',
  '#1e6b3a',
  '#7a3e9d',
  '#8a5300',
  '#00696f',
  '#9c2b6b',
  '#4b5bb5',
] as const

/** A person's caret colour, the same on every device. */
export function colourOf(user: UserId): string {
  let sum = 0
  for (const char of user) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973
  return COLOURS[sum % COLOURS.length] ?? COLOURS[0]
}

type Entry = { client: number; clock: number; state: string | null }
const State = z.record(z.string(), z.unknown()).nullable()

/** The entries of an awareness update; null when it is malformed or too large. */
export function readAwareness(update: Uint8Array): Entry[] | null {
  try {
    const decoder = decoding.createDecoder(update)
    const count = decoding.readVarUint(decoder)
    if (count * 3 > update.byteLength) return null
    const entries: Entry[] = []
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = decoding.readVarString(decoder)
      if (state.length > AWARENESS_BYTES) continue
      entries.push({ client, clock, state })
    }
    return entries
  } catch {
    return null
  }
}

const frameOf = (entries: readonly Entry[]): Uint8Array => {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, entries.length)
  for (const entry of entries) {
    encoding.writeVarUint(inner, entry.client)
    encoding.writeVarUint(inner, entry.clock)
    encoding.writeVarString(inner, entry.state ?? 'null')
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.awareness)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}

/** An awareness frame that says nothing: y-websocket reconnects when it has received nothing for 30 s. */
export const KEEPALIVE = frameOf([])

/**
 * Who is in a plan and where their carets are (RULES W11). Each connection speaks for one client id,
 * the first it names; other entries are dropped without a word, because y-websocket re-sends what it
 * received from others. Name and colour are the session's, whatever was sent.
 */
export class Presence<Connection> {
  private readonly entries = new Map<Connection, Entry>()
  private readonly changed = new Set<Connection>()

  /** Takes a connection's awareness update; false when it is malformed. */
  take(connection: Connection, user: { id: UserId; name: string }, update: Uint8Array): boolean {
    const received = readAwareness(update)
    if (received === null) return false
    for (const entry of received) {
      const own = this.entries.get(connection)
      if (
        own !== undefined
          ? own.client !== entry.client || entry.clock <= own.clock
          : this.isTaken(entry.client)
      )
        continue
      const state = stampState(entry.state ?? 'null', user)
      if (state === undefined) return false
      this.entries.set(connection, { ...entry, state })
      this.changed.add(connection)
    }
    return true
  }

  private isTaken(client: number): boolean {
    return [...this.entries.values()].some((entry) => entry.client === client)
  }

  /** The frame of everyone here, for a newcomer; null for nobody. */
  everyone(): Uint8Array | null {
    return this.entries.size === 0 ? null : frameOf([...this.entries.values()])
  }

  /** The frame of what changed since the last call; null for nothing. */
  takeChanges(): Uint8Array | null {
    const entries = [...this.changed]
      .map((connection) => this.entries.get(connection))
      .filter((entry) => entry !== undefined)
    this.changed.clear()
    return entries.length === 0 ? null : frameOf(entries)
  }

  /** Forgets a closed connection; the frame tells the others, null when it never spoke. */
  leave(connection: Connection): Uint8Array | null {
    const entry = this.entries.get(connection)
    this.entries.delete(connection)
    this.changed.delete(connection)
    return entry === undefined ? null : frameOf([{ ...entry, clock: entry.clock + 1, state: null }])
  }
}

/** The state with the true name and colour; undefined when it is not an awareness state. */
function stampState(json: string, user: { id: UserId; name: string }): string | null | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return undefined
  }
  const state = State.safeParse(parsed)
  if (!state.success) return undefined
  if (state.data === null) return null
  return JSON.stringify({ ...state.data, user: { id: user.id, name: user.name, color: colourOf(user.id) } })
}
