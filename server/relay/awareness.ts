import * as decoding from 'lib0/decoding'
import { z } from 'zod'
import type { UserId } from '../../shared/plan/ids.ts'
import { AWARENESS_BYTES, AWARENESS_ENTRIES, AWARENESS_RATE } from '../../shared/wire/limits.ts'
import { awarenessFrame, type AwarenessEntry } from './frames.ts'

/** A frame that y-websocket makes of everybody it hears; larger ones are dropped without a word. */
const FRAME_BYTES = 1024 * 1024

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

type User = { id: UserId; name: string }
const State = z.record(z.string(), z.unknown()).nullable()

type Entry = { client: number; clock: number; json: Uint8Array }

/** The first entries of an awareness update, each read when it is asked for. Throws on malformed bytes. */
function* entriesOf(update: Uint8Array): Generator<Entry> {
  const decoder = decoding.createDecoder(update)
  for (let left = Math.min(decoding.readVarUint(decoder), AWARENESS_ENTRIES); left > 0; left--)
    yield {
      client: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      json: decoding.readVarUint8Array(decoder),
    }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** What one connection said last; `stamped` is what others are told. */
type Here<Connection> = {
  connection: Connection
  user: User
  client: number
  heard: number
  json: string
  /** Whether the id is known to be nobody else's. */
  checked: boolean
  stamped: AwarenessEntry | null
}

/** Says who first wrote with a client id in this plan, now or later. */
export type TellOwner = (client: number, tell: (owner: UserId | null) => void) => void

/**
 * Who is in a plan and where their carets are (RULES W11). Each connection speaks for one client id, the
 * first it names that is nobody else's; other entries are dropped without a word, because y-websocket
 * re-sends what it received from others.
 *
 * Invariants:
 * 1. Name and colour are the session's, whatever was sent.
 * 2. The clock that others see is the relay's: it only grows, over restarts too, so that no forged clock
 *    outlives its sender and somebody who comes back is seen at once.
 * 3. Taking a frame costs its decoding up to the sender's own entry, and that only so often a second; stamping
 *    and sending happen once per tick, however many came.
 */
export class Awareness<Connection> {
  private readonly here = new Map<Connection, Here<Connection>>()
  private readonly changed = new Set<Here<Connection>>()
  private readonly rates = new Map<Connection, { since: number; frames: number }>()
  private readonly now: () => number
  private readonly tellOwner: TellOwner
  private clock = 0

  constructor(now: () => number, tellOwner: TellOwner) {
    this.now = now
    this.tellOwner = tellOwner
  }

  /** Takes a connection's awareness update. Throws when it is malformed. */
  take(connection: Connection, user: User, update: Uint8Array): void {
    if (update.byteLength > FRAME_BYTES || !this.isInRate(connection)) return
    const own = this.here.get(connection)
    for (const { client, clock, json } of entriesOf(update)) {
      if (own === undefined ? !this.mayName(client, user) : own.client !== client) continue
      if (json.byteLength > AWARENESS_BYTES || (own !== undefined && clock <= own.heard)) return
      const text = utf8.decode(json)
      if (own === undefined) this.name({ connection, user, client, heard: clock, json: text })
      else {
        own.heard = clock
        own.json = text
        this.changed.add(own)
      }
      return
    }
  }

  /** Counts a connection's frames; false for what is too many within a second. */
  private isInRate(connection: Connection): boolean {
    const now = this.now()
    const rate = this.rates.get(connection)
    if (rate === undefined || now - rate.since >= 1000) {
      this.rates.set(connection, { since: now, frames: 1 })
      return true
    }
    rate.frames += 1
    return rate.frames <= AWARENESS_RATE
  }

  /** From now on the connection speaks for a client id, unless that is another person's. */
  private name(said: Omit<Here<Connection>, 'checked' | 'stamped'>): void {
    const entry: Here<Connection> = { ...said, checked: false, stamped: null }
    this.here.set(entry.connection, entry)
    this.tellOwner(entry.client, (owner) => {
      if (this.here.get(entry.connection) !== entry) return
      entry.checked = owner === null || owner === entry.user.id
      if (entry.checked) this.changed.add(entry)
      else this.here.delete(entry.connection)
    })
  }

  /** An id that another connection speaks for is free only to the same person, whose old socket may be half open. */
  private mayName(client: number, user: User): boolean {
    for (const other of this.here.values()) {
      if (other.client !== client) continue
      if (other.user.id !== user.id) return false
      this.here.delete(other.connection)
      this.changed.delete(other)
    }
    return true
  }

  private nextClock(): number {
    this.clock = Math.max(this.clock + 1, this.now())
    return this.clock
  }

  /** The frame of everyone here, for a newcomer; null for nobody. */
  everyone(): Uint8Array | null {
    const entries = [...this.here.values()].flatMap(({ stamped }) => stamped ?? [])
    return entries.length === 0 ? null : awarenessFrame(entries)
  }

  /** The same for a connection that asks, which counts as one of its frames. */
  answer(connection: Connection): Uint8Array | null {
    return this.isInRate(connection) ? this.everyone() : null
  }

  /**
   * What changed since the last call: gives each connection of `all` the frame that it should get, its own
   * state left out. Returns the connections whose state was no awareness state.
   */
  flush(all: Iterable<Connection>, send: (to: Connection, frame: Uint8Array) => void): Connection[] {
    const malformed: Connection[] = []
    // Asked twenty times a second of every open plan.
    if (this.changed.size === 0) return malformed
    const entries = new Map<Connection, AwarenessEntry>()
    for (const one of this.changed) {
      if (!one.checked) continue
      const json = stampedState(one.json, one.user)
      if (json === null) malformed.push(one.connection)
      else {
        one.stamped = { client: one.client, clock: this.nextClock(), json }
        entries.set(one.connection, one.stamped)
      }
    }
    this.changed.clear()
    if (entries.size === 0) return malformed
    const everything = awarenessFrame([...entries.values()])
    for (const to of all) {
      if (!entries.has(to)) send(to, everything)
      else if (entries.size > 1)
        send(to, awarenessFrame([...entries].filter(([from]) => from !== to).map(([, entry]) => entry)))
    }
    return malformed
  }

  /** Forgets a closed connection; the frame tells the others, null when they never heard of it. */
  leave(connection: Connection): Uint8Array | null {
    this.rates.delete(connection)
    const entry = this.here.get(connection)
    if (entry === undefined) return null
    this.here.delete(connection)
    this.changed.delete(entry)
    if (entry.stamped === null) return null
    return awarenessFrame([{ client: entry.client, clock: this.nextClock(), json: 'null' }])
  }
}

/** The state with the true name and colour as JSON; null when it is not an awareness state. */
function stampedState(json: string, user: User): string | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    // The caller closes this connection as malformed.
    return null
  }
  const state = State.safeParse(parsed)
  if (!state.success) return null
  if (state.data === null) return 'null'
  return JSON.stringify({ ...state.data, user: { id: user.id, name: user.name, color: colourOf(user.id) } })
}
