import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { GUESSES_PER_MINUTE } from '../../shared/wire/limits.ts'
import { Refusing } from './deps.ts'

const MINUTE_MS = 60_000
/** Addresses remembered at once; beyond it, those whose minute is over are forgotten. */
const ADDRESSES = 10_000

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

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
  return LOOPBACK.test(peer) && forwarded ? forwarded : peer
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
    const address = addressOf(c)
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
    if (this.times.size >= ADDRESSES) {
      for (const known of this.times.keys()) if (this.recent(known).length === 0) this.times.delete(known)
    }
    this.times.set(address, [...this.recent(address), this.now()])
  }
}
