import { WebSocket, WebSocketServer } from 'ws'
import { FRAME_BYTES, UNSENT_BYTES } from '../../shared/wire/limits.ts'
import { SUBPROTOCOL_PREFIX } from '../../shared/wire/messages.ts'
import type { Person } from './relay.ts'
import type { Line, Room } from './room.ts'

/** The schema number in a client's offered subprotocols, or null for a stock y-websocket client. */
export function offeredSchema(protocols: Iterable<string>): number | null {
  for (const protocol of protocols) {
    if (!protocol.startsWith(SUBPROTOCOL_PREFIX)) continue
    const schema = Number(protocol.slice(SUBPROTOCOL_PREFIX.length))
    if (Number.isInteger(schema) && schema > 0) return schema
  }
  return null
}

/** The WebSocket side of the server: bounded frames, no compression, our subprotocol echoed. */
export const makeSocketServer = (): WebSocketServer =>
  new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols].find((one) => offeredSchema([one]) !== null) ?? false,
  })

/** Seats a socket in a room until it closes. A malformed frame closes this socket alone (RULES P7). */
export function connect(socket: WebSocket, person: Person, room: Room): void {
  let answered = true
  const line: Line = {
    person,
    schema: offeredSchema([socket.protocol]),
    send: (frame) => {
      if (socket.readyState !== WebSocket.OPEN) return
      // A slow reader would cost everyone memory; cut off, it resyncs when it is back (RULES W14).
      if (socket.bufferedAmount > UNSENT_BYTES) socket.terminate()
      else socket.send(frame)
    },
    close: (code, reason) => socket.close(code, reason),
    ping: () => {
      if (!answered) socket.terminate()
      answered = false
      if (socket.readyState === WebSocket.OPEN) socket.ping()
    },
  }
  socket.on('pong', () => {
    answered = true
  })
  socket.on('message', (data, isBinary) => {
    answered = true
    const bytes = isBinary && data instanceof Buffer ? new Uint8Array(data) : null
    let good = false
    try {
      good = bytes !== null && room.take(line, bytes)
    } catch {
      // lib0 throws on truncated input; the sender is told by the close code.
      good = false
    }
    if (!good) socket.close(1007, 'malformed')
  })
  socket.on('close', () => room.leave(line))
  // The close event follows; an oversized frame or a cut connection needs nothing else.
  socket.on('error', () => socket.terminate())
  room.join(line)
}
