import * as encoding from 'lib0/encoding'
import { MESSAGE } from '../../shared/wire/messages.ts'

/** One entry of an awareness update: a client's state as JSON, 'null' when it is gone. */
export type AwarenessEntry = { client: number; clock: number; json: string }

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, entries.length)
  for (const entry of entries) {
    encoding.writeVarUint(inner, entry.client)
    encoding.writeVarUint(inner, entry.clock)
    encoding.writeVarString(inner, entry.json)
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.awareness)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}

/** A frame that says nothing: y-websocket reconnects when it has received nothing for 30 s. */
export const KEEPALIVE = awarenessFrame([])
