import { isIPv6 } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { GUESSES_PER_MINUTE } from '../../shared/wire/limits.ts'
import { Refusing } from './deps.ts'

const MINUTE_MS = 60_000
/** Addresses remembered at once; beyond it, the one that guessed longest ago is forgotten. */
export const ADDRESSES = 10_000

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

export const isLoopback = (address: string): boolean => LOOPBACK.test(address)

/**
 * Where a request comes from. Behind a proxy on this machine it is what the proxy added last to
 * X-Forwarded-For; from anywhere else that header is only the sender's word and counts for nothing.
 */
export function addressOf(c: Context): string {
  let peer: string
  try {
    peer = getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    // A request without a socket, as app.request() makes.
    peer = 'unknown'
  }
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return isLoopback(peer) && forwarded ? forwarded : peer
}

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'))

/** An address as guesses are counted: of IPv6 the first 64 bits, because everybody has a whole such network. */
export function countedAs(address: string): string {
  const bare = address.replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(bare)) return address
  const [before = '', after] = bare.split('::')
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')]
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail].slice(0, 4)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/** Counts wrong links per address: after ten in a minute the next guess waits, right or wrong (RULES H2). */
export class Guesses {
  private readonly times = new Map<string, number[]>()
  private readonly now: () => number
  constructor(now: () => number) {
    this.now = now
  }

  /** Runs a look-up by a link's secret; what it refuses as 'link-invalid' counts as a guess. Throws Refusing. */
  counted<T>(c: Context, look: () => T): T {
    const address = countedAs(addressOf(c))
    if (this.recent(address).length >= GUESSES_PER_MINUTE) throw new Refusing('too-many')
    try {
      return look()
    } catch (cause) {
      if (cause instanceof Refusing && cause.code === 'link-invalid') this.add(address)
      throw cause
    }
  }

  private recent(address: string): number[] {
    return (this.times.get(address) ?? []).filter((time) => time > this.now() - MINUTE_MS)
  }

  private add(address: string): void {
    const times = [...this.recent(address), this.now()]
    // Put in again, it is the newest of the map, whose first is the oldest.
    this.times.delete(address)
    this.times.set(address, times)
    const [oldest] = this.times.keys()
    if (this.times.size > ADDRESSES && oldest !== undefined) this.times.delete(oldest)
  }

  /** How many addresses are remembered. */
  get size(): number {
    return this.times.size
  }
}
