import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { call, postBytes, Unreachable } from '../../../client/sync/api.ts'
import { ming } from './device.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const BYTES = { headers: { 'content-type': 'application/octet-stream' } }
const after = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1_000))

/** A server that takes so many seconds to answer at all, then as many before each part of its answer. */
function slow(seconds: number, parts: number, pause: number): void {
  const answer = async (signal: AbortSignal): Promise<Response> => {
    await after(seconds)
    let sent = 0
    const body = new ReadableStream({
      start: (stream) => signal.addEventListener('abort', () => stream.error(signal.reason)),
      pull: async (stream) => {
        await after(pause)
        if (sent === parts) stream.close()
        else stream.enqueue(Uint8Array.of((sent += 1)))
      },
    })
    return new Response(body, BYTES)
  }
  vi.stubGlobal('fetch', (_url: string, { signal }: { signal: AbortSignal }) =>
    Promise.race([
      answer(signal),
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    ]),
  )
}

/** What becomes of posting so many bytes, when all is over. */
async function posted(bytes: number): Promise<Uint8Array | 'unreachable'> {
  const outcome = postBytes('/x', new Uint8Array(bytes), ming.user.id).catch((cause: unknown) => {
    if (cause instanceof Unreachable) return 'unreachable' as const
    throw cause
  })
  await vi.advanceTimersByTimeAsync(3_600_000)
  return outcome
}

test('[W16] a long text has the time that the slowest line takes; a short one is given up after 15 seconds', async () => {
  slow(900, 0, 0)
  expect(await posted(2_000_000)).toEqual(new Uint8Array())
  expect(await posted(1_000)).toBe('unreachable')
})

test('[W16] an answer is read as long as some of it comes, and given up when nothing does', async () => {
  slow(5, 30, 10)
  expect(await posted(10)).toHaveLength(30)
  slow(5, 30, 20)
  expect(await posted(10)).toBe('unreachable')
})

test('what is no answer of ours is none', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>a proxy</html>'))
  await expect(call(z.string(), 'GET', '/x')).rejects.toThrow(Unreachable)
})
