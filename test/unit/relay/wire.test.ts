import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { writeMessage } from '../../../server/relay/wire.ts'

/** A stock client and the stream that the server writes to. */
async function pair() {
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
  const [socket, { socket: stream }] = (await once(sockets, 'connection')) as [WebSocket, { socket: Socket }]
  const received: Buffer[] = []
  client.on('message', (data: Buffer) => received.push(data))
  return { client, socket, stream, received }
}

test('messages of every size arrive whole and in order, among those that ws sends itself', async () => {
  const { client, socket, stream, received } = await pair()
  const pings = vi.fn<() => void>()
  client.on('ping', pings)
  const sizes = [0, 1, 125, 126, 65_535, 65_536, 70_000, 16 * 1024, 16 * 1024 + 1, 3_000_000]
  const messages = sizes.map((size, nth) => Buffer.alloc(size, nth + 1))
  for (const message of messages) {
    writeMessage(stream, message)
    writeMessage(stream, message)
    socket.ping()
  }
  socket.send(Buffer.from('last'))
  await vi.waitUntil(() => received.at(-1)?.toString() === 'last')
  const expected = messages.flatMap((message) => [message, message])
  expect(received.length).toBe(expected.length + 1)
  expect(expected.every((message, nth) => received[nth]?.equals(message))).toBe(true)
  expect(pings).toHaveBeenCalledTimes(sizes.length)
})

test('what one turn writes is one write, and counts as unsent until then', async () => {
  const { socket, stream, received } = await pair()
  const before = socket.bufferedAmount
  for (const word of ['一', '二', '三']) writeMessage(stream, Buffer.from(word))
  expect(socket.bufferedAmount - before).toBe(3 * (2 + 3))
  expect(stream.writableCorked).toBe(1)
  await vi.waitUntil(() => received.length === 3)
  expect(stream.writableCorked).toBe(0)
  expect(received.map(String)).toEqual(['一', '二', '三'])
})

test('a message to a stream that is gone harms nobody', async () => {
  const { socket, stream } = await pair()
  const other = await pair()
  socket.on('error', () => undefined)
  socket.terminate()
  for (const to of [stream, other.stream]) writeMessage(to, Buffer.from('x'))
  await vi.waitUntil(() => other.received.length === 1)
})
