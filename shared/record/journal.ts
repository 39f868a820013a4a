import { z } from 'zod'

/**
 * The hash chain of a journal (RULES J1, J2, J5). Each event's `hash` covers its stamp, the hash of its
 * payload and the hash of the event before; the payload hash is salted, so that a payload can be erased
 * with its salt and nobody can guess it back, while the chain still holds.
 * Hashing arrives as a parameter: browsers have it only asynchronously.
 */

/** SHA-256 of a string's UTF-8 bytes as lower-case hex. */
export type Sha256<R extends string | Promise<string>> = (text: string) => R

/** The hash that stands before the first event of a journal. */
export const GENESIS = ''

/** JSON with object keys in code-unit order and no white space: one form for one value (RFC 8785 for the values we have). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export type Stamp = {
  scope: string
  seq: number
  id: string
  author: string
  at: number
  payloadHash: string
}

export const payloadText = (salt: string, body: unknown): string => `${salt}\n${canonical(body)}`

export const stampText = (previous: string, stamp: Stamp): string => `${previous}\n${canonical(stamp)}`

/** An event as a journal holds it; body and salt are null once erased. */
export type Stamped = Omit<Stamp, 'scope'> & { body: unknown; salt: string | null; hash: string }

/** Stamps an event as the next one of its journal. `salt` is 128 random bits; `last` is null for the first event. */
export function stamp(
  scope: string,
  last: { seq: number; hash: string } | null,
  event: { id: string; author: string; at: number; body: unknown },
  salt: string,
  sha256: Sha256<string>,
): Stamped {
  const { id, author, at, body } = event
  const seq = (last?.seq ?? 0) + 1
  const payloadHash = sha256(payloadText(salt, body))
  const hash = sha256(stampText(last?.hash ?? GENESIS, { scope, seq, id, author, at, payloadHash }))
  return { seq, id, author, at, body, salt, payloadHash, hash }
}

/**
 * Walks events of one journal in order and returns the number of the first one that does not follow
 * from what stands before it, or null when all do. `previous` is the hash before the first of them.
 */
export async function firstBroken(
  scope: string,
  events: readonly Stamped[],
  sha256: Sha256<string | Promise<string>>,
  previous: { seq: number; hash: string } = { seq: 0, hash: GENESIS },
): Promise<number | null> {
  let before = previous
  for (const event of events) {
    const { seq, id, author, at, payloadHash, hash, body, salt } = event
    if (seq !== before.seq + 1) return before.seq + 1
    if ((body === null) !== (salt === null)) return seq
    if (salt !== null && (await sha256(payloadText(salt, body))) !== payloadHash) return seq
    if ((await sha256(stampText(before.hash, { scope, seq, id, author, at, payloadHash }))) !== hash)
      return seq
    before = { seq, hash }
  }
  return null
}

const Erasure = z.object({ kind: z.literal('erase'), event: z.string() })

/**
 * The number of the first event of a whole journal that does not hold, or null when all do: first the
 * chain as in `firstBroken`, then, over a chain that holds, no payload missing unless its own author
 * erased it by a later event. A journal cut off at its end still holds; whoever kept a later hash can tell.
 */
export async function verify(
  scope: string,
  events: readonly Stamped[],
  sha256: Sha256<string | Promise<string>>,
): Promise<number | null> {
  const broken = await firstBroken(scope, events, sha256)
  if (broken !== null) return broken
  const erasers = new Map<string, { author: string; seq: number }>()
  for (const { seq, author, body } of events) {
    const erasure = Erasure.safeParse(body)
    if (erasure.success) erasers.set(erasure.data.event, { author, seq })
  }
  const unexplained = events.find(({ seq, id, author, body }) => {
    const eraser = erasers.get(id)
    return body === null && (eraser === undefined || eraser.author !== author || eraser.seq < seq)
  })
  return unexplained?.seq ?? null
}
