import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { House } from './house.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Posts a body that comes in so many parts of so many bytes, one a second, and then not on; gives the answer's status. */
async function posted(parts: number, bytes: number): Promise<number> {
  const house = new House()
  let sent = 0
  const body = new ReadableStream({
    pull: async (stream) => {
      await new Promise((resolve) => setTimeout(resolve, sent < parts ? 1_000 : 36_000_000))
      sent += 1
      stream.enqueue(new Uint8Array(bytes).fill(0x20))
    },
  })
  const init = { method: 'POST', body, duplex: 'half', headers: { origin: house.url } }
  const answer = Promise.resolve(house.app.request(`${house.url}/api/join`, init))
  let status = 0
  void answer.then((said) => (status = said.status))
  await vi.advanceTimersByTimeAsync(300_000)
  return status
}

test('[P7] a body that stops coming, or drips, is not waited for; one on a slow line is', async () => {
  expect(await posted(0, 0)).toBe(400)
  expect(await posted(10_000, 100)).toBe(400)
  expect(await posted(10_000, 2_500)).toBe(0)
})
