import type { UserId } from '../../shared/plan/ids.ts'

/** Who is at the other end of a socket, as its session says. */
export type Person = { user: { id: UserId; name: string }; session: string }

/** What a room needs of a connection; connection.ts makes it of a socket. */
export type Line = {
  person: Person
  /** The schema that the client edits with, or null for a stock y-websocket client. */
  schema: number | null
  send: (frame: Uint8Array) => void
  /** The same for a plan's whole text, which may be larger than what a slow reader may leave unsent. */
  sendLarge: (...frames: Uint8Array[]) => void
  /** The largest frame that may come from now on, bytes. */
  allow: (bytes: number) => void
  /** Whether anything that is sent now may still arrive. */
  isOpen: () => boolean
  close: (code: number, reason: string) => void
  ping: () => void
}
