import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { Refusing } from '../../../server/routes/deps.ts'
import { ADDRESSES, countedAs, Guesses } from '../../../server/routes/guesses.ts'
import { GUESSES_PER_MINUTE } from '../../../shared/wire/limits.ts'

/** A server that only takes guesses, all of them wrong, and how it answers one from an address. */
function open() {
  const guesses = new Guesses(() => 1)
  const app = new Hono()
  app.get('/', (c) => {
    guesses.counted(c, () => {
      throw new Refusing('link-invalid')
    })
    return c.text('')
  })
  app.onError((cause, c) => c.text(cause.message))
  const guess = async (remoteAddress: string): Promise<string> => {
    const incoming = { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv6' } }
    return (await app.request('/', {}, { incoming })).text()
  }
  return { guesses, guess }
}

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['192.0.2.1', '192.0.2.1'],
  ['unknown', 'unknown'],
])('[H2] %s is counted as %s', (address, counted) => {
  expect(countedAs(address)).toBe(counted)
})

test('[H2] whoever changes the address within an IPv6 network waits all the same', async () => {
  const { guess } = open()
  for (let n = 0; n < GUESSES_PER_MINUTE; n++) expect(await guess(`2001:db8::${n}`)).toBe('link-invalid')
  expect(await guess('2001:db8::ffff')).toBe('too-many')
  expect(await guess('2001:db8:0:1::1')).toBe('link-invalid')
})

/** The nth of many addresses. */
const address = (n: number): string => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`

test('[P7] however many addresses guess within a minute, so many are remembered and the oldest is forgotten', async () => {
  const { guesses, guess } = open()
  for (let n = 0; n < ADDRESSES; n++) await guess(address(n))
  for (let n = 1; n < GUESSES_PER_MINUTE; n++) await guess(address(0))
  for (let n = 0; n < 10; n++) await guess(address(ADDRESSES + n))
  expect(guesses.size).toBe(ADDRESSES)
  expect(await guess(address(0))).toBe('too-many')
})
