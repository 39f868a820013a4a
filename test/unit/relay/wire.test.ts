import { expect, test, vi } from 'vitest'
import { writeMessage } from '../../../server/relay/wire.ts'
import { pair } from './pair.ts'

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

test('the first message of a turn goes at once; what the turn writes after it is one write, and unsent until then', async () => {
  const { stream, received } = await pair()
  writeMessage(stream, Buffer.from('一'))
  expect([stream.writableCorked, stream.writableLength]).toEqual([0, 0])
  for (const word of ['二', '三']) writeMessage(stream, Buffer.from(word))
  expect(stream.writableLength).toBe(2 * (2 + 3))
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
