import { ExchangeLine } from './exchange.ts'
import type { LineEvents, LineOptions, RelayLine } from './line.ts'
import { joinBySocket } from './provider.ts'

/** Sockets in a row that could not be opened before the same is tried over HTTP. */
const FAILED_SOCKETS = 2

/** One document's line to the relay: a socket and, while none can be opened, exchanges over HTTP. */
export function joinRelay({ events, ...options }: LineOptions & { events: LineEvents }): RelayLine {
  const socket = joinBySocket({
    ...options,
    events: {
      ...events,
      synced: () => exchange.rest(),
      unreachable: (attempts) => {
        if (attempts >= FAILED_SOCKETS) exchange.wake()
        if (attempts % 4 === FAILED_SOCKETS) events.unreachable()
      },
    },
  })
  const { origin } = socket
  const exchange = new ExchangeLine({ ...options, origin, events })
  return {
    origin,
    connected: () => socket.connected() || exchange.connected(),
    connecting: () => socket.connecting() && !exchange.connected(),
    askDigest: () => (socket.connected() ? socket.askDigest() : exchange.askDigest()),
    resync: () => (socket.connected() ? socket.resync() : exchange.resync()),
    close: () => {
      exchange.close()
      socket.close()
    },
  }
}
