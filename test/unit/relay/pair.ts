import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

/** A stock client and the stream that the server writes to. */
export async function pair() {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  onTestFinished(() => {
    sockets.close()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => client.terminate())
  const connected = Promise.all([once(sockets, 'connection'), once(client, 'open')])
  const [[socket, { socket: stream }]] = (await connected) as [[WebSocket, { socket: Socket }], unknown[]]
  const received: Buffer[] = []
  client.on('message', (data: Buffer) => received.push(data))
  return { client, socket, stream, received }
}
