import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { PlanId } from '../../shared/plan/ids.ts'
import { READER_FRAME_BYTES, UNSENT_BYTES } from '../../shared/wire/limits.ts'
import { SUBPROTOCOL_PREFIX } from '../../shared/wire/messages.ts'
import type { Crowd, Place } from './crowd.ts'
import type { Line, Person } from './line.ts'
import type { Relay } from './relay.ts'
import type { Room } from './room.ts'
import { writeMessage } from './wire.ts'

/** The schema number in a client's offered subprotocols, or null for a stock y-websocket client. */
export function offeredSchema(protocols: Iterable<string>): number | null {
  for (const protocol of protocols) {
    if (!protocol.startsWith(SUBPROTOCOL_PREFIX)) continue
    const schema = Number(protocol.slice(SUBPROTOCOL_PREFIX.length))
    if (Number.isInteger(schema) && schema >= 0) return schema
  }
  return null
}

/** What the system gives at once, bytes: a chunk may hold the end of one frame and the start of the next. */
const CHUNK_BYTES = 64 * 1024

/** How long a dismissed peer has to read why, milliseconds. */
const CLOSE_MS = 2_000

/** Closes a socket of which nothing more is read, so that it costs no memory until the peer has gone. */
function dismiss(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason)
  socket.pause()
  setTimeout(() => socket.terminate(), CLOSE_MS)
}

/** A socket as a room's line. `onClose` is called once, when the relay closes it or it is gone. */
function lineOf(socket: WebSocket, stream: Duplex, person: Person, place: Place, onClose: () => void) {
  let answered = true
  let allowed = READER_FRAME_BYTES
  let unfinished = 0
  /** Bytes of whole texts that may still be on their way to this reader. */
  let large = 0

  const send = (frame: Uint8Array): void => {
    if (socket.readyState !== WebSocket.OPEN) return
    const unsent = stream.writableLength
    if (unsent <= UNSENT_BYTES) large = 0
    // A slow reader would cost everyone memory; cut off, it resyncs when it is back (RULES W14).
    if (unsent > UNSENT_BYTES + large) socket.terminate()
    // Written past ws, which would frame it for each reader anew and write head and body apart.
    else writeMessage(stream, frame)
  }
  const line: Line = {
    person,
    schema: offeredSchema([socket.protocol]),
    send,
    sendLarge: (...frames) => {
      const isFirst = large === 0
      for (const frame of frames) {
        send(frame)
        // Asked for again before the first is read, it counts as unsent like anything else.
        if (isFirst) large += frame.byteLength
      }
    },
    allow: (bytes) => {
      allowed = bytes
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: (code, reason) => {
      socket.close(code, reason)
      onClose()
    },
    ping: () => {
      if (!answered) socket.terminate()
      answered = false
      if (socket.readyState === WebSocket.OPEN) socket.ping()
    },
  }
  return {
    line,
    heard: () => {
      answered = true
    },
    /** Bytes have come that may belong to an unfinished frame. */
    hold: (bytes: number) => {
      unfinished += bytes
      if (place.hold(bytes) && unfinished <= allowed + CHUNK_BYTES) return
      dismiss(socket, 1009, 'too-large')
      onClose()
    },
    /** A whole frame has come. */
    release: () => {
      unfinished = 0
      place.release()
    },
  }
}

/**
 * Seats a socket, which reads from the stream, in a plan's room until it closes. A malformed frame closes this
 * socket alone (RULES P7).
 */
export async function connect(
  socket: WebSocket,
  stream: Duplex,
  { person, plan }: { person: Person; plan: PlanId },
  relay: Pick<Relay, 'join' | 'leave'> & { crowd: Pick<Crowd, 'enter'> },
): Promise<void> {
  // ws has sent the close code (1009 for an oversized frame) or has no peer left; 'close' follows either way.
  socket.on('error', () => undefined)
  const place = relay.crowd.enter(person.session, plan)
  if (place === null) return dismiss(socket, 1013, 'too-many')
  let room: Room | null = null
  const leave = (): void => {
    if (room !== null) relay.leave(room, end.line)
  }
  const end = lineOf(socket, stream, person, place, leave)
  socket.on('pong', end.heard)
  socket.on('close', () => {
    place.leave()
    leave()
  })
  // Nothing is read until the room is open: what the client sent waits in the system's buffers.
  socket.pause()
  // Before ws reads the same chunk: what it ends of a frame is released again at once.
  stream.prependListener('data', (chunk: Buffer) => end.hold(chunk.byteLength))
  room = await relay.join(plan, end.line)
  if (socket.readyState !== WebSocket.OPEN) leave()
  if (room !== null) listen(socket, end, room)
  socket.resume()
}

function listen(socket: WebSocket, { line, heard, release }: ReturnType<typeof lineOf>, room: Room): void {
  socket.on('message', (data, isBinary) => {
    release()
    if (socket.readyState !== WebSocket.OPEN) return
    heard()
    let good = false
    try {
      good = isBinary && data instanceof Buffer && room.take(line, new Uint8Array(data))
    } catch {
      // lib0 throws on truncated input; the sender is told by the close code.
      good = false
    }
    if (!good) line.close(1007, 'malformed')
  })
}
