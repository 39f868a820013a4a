import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { PlanId } from '../../shared/plan/ids.ts'
import { FRAME_BYTES } from '../../shared/wire/limits.ts'
import { offeredSchema } from './connection.ts'
import type { Person } from './line.ts'

/** Whose socket it is and of which plan, as the route said that let its request in. */
export type Admitted = { person: Person; plan: PlanId }

/** What a request that asks for a socket brings to the routes; one of them may admit it. */
export type Upgrading = { incoming: IncomingMessage; admit: (as: Admitted) => void }

type Upgrades = {
  server: { on: (event: 'upgrade', listener: UpgradeListener) => unknown }
  sockets: WebSocketServer
  fetch: (request: Request, upgrading: Upgrading) => Response | Promise<Response>
  onSocket: (socket: WebSocket, stream: Duplex, as: Admitted) => void
  onFault: (cause: unknown) => void
}
type UpgradeListener = (request: IncomingMessage, stream: Duplex, head: Buffer) => void

/**
 * Whether a request that asks for another protocol gets its socket. Everything else is answered as a common
 * request: node hands an upgraded socket over without an error listener, so that one which nobody takes
 * ends the process when its peer resets it, and an address that is no path is answered 400.
 */
export const opensSocket = ({ headers, url = '' }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket' &&
  url.startsWith('/') &&
  URL.canParse(url, `http://${headers.host ?? 'localhost'}`)

/** The WebSocket side of the server: bounded frames, no compression, our subprotocol echoed. */
export const makeSocketServer = (): WebSocketServer =>
  new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols].find((one) => offeredSchema([one]) !== null) ?? false,
  })

const refuse = (stream: Duplex, status: number): Duplex =>
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )

function asRequest({ url, headers }: IncomingMessage): Request {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return new Request(new URL(url ?? '', `http://${headers.host ?? 'localhost'}`), { headers: given })
}

/**
 * Asks the routes about each request for a socket and opens those that one of them admits. Hono's own helper
 * would keep the request, its context and its address as long as the socket lives, and copy each message
 * into an event that nobody hears.
 */
export function takeUpgrades({ server, sockets, fetch, onSocket, onFault }: Upgrades): void {
  const take: (...given: Parameters<UpgradeListener>) => Promise<void> = async (request, stream, head) => {
    let admitted: Admitted | null = null
    const upgrading: Upgrading = {
      incoming: request,
      admit: (as) => {
        admitted = as
      },
    }
    const { status } = await fetch(asRequest(request), upgrading)
    const as: Admitted | null = admitted
    if (stream.destroyed) return
    if (as === null) refuse(stream, status)
    else sockets.handleUpgrade(request, stream, head, (socket) => onSocket(socket, stream, as))
  }
  server.on('upgrade', (request, stream, head) => {
    take(request, stream, head).catch((cause: unknown) => {
      onFault(cause)
      refuse(stream, 500)
    })
  })
}
