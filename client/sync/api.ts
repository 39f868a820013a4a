import type { z } from 'zod'
import type { UserId } from '../../shared/plan/ids.ts'
import { FROM_HEADER } from '../../shared/wire/api.ts'
import { Refusal, type RefusalCode } from '../../shared/wire/refusals.ts'

/** An expected refusal by the server, with its code; `client/i18n/refusals.ts` has its sentence. */
export class Refused extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode) {
    super(code)
    this.name = 'Refused'
    this.code = code
  }
}

const LATER: ReadonlySet<RefusalCode> = new Set([
  'signed-out',
  'too-many',
  'old-schema',
  'foreign-origin',
  'server-fault',
])

/** Whether a refusal says nothing about what was sent: it is kept and tried again later. */
export const isForLater = (code: RefusalCode): boolean => LATER.has(code)

/** The server could not be reached, or answered with something that is not ours (a proxy's page). */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const BYTES = 'application/octet-stream'

/** A network that swallows requests counts as none after this long, milliseconds; a slow phone line answers sooner. */
const ANSWER_MS = 15_000

/** One request, its body read by `read` if it is no refusal. Throws Refused, and Unreachable when there is no usable answer in time. */
async function ask<T>(
  path: string,
  init: RequestInit,
  from: UserId | undefined,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), ANSWER_MS)
  const headers = new Headers(init.headers)
  if (from !== undefined) headers.set(FROM_HEADER, from)
  let status: number
  let refusal: ReturnType<typeof Refusal.safeParse>
  try {
    const response = await fetch(`/api${path}`, { ...init, headers, signal: limit.signal })
    if (response.ok) return await read(response)
    status = response.status
    refusal = Refusal.safeParse(await response.json())
  } catch (cause) {
    throw new Unreachable('no answer', { cause })
  } finally {
    clearTimeout(timer)
  }
  if (refusal.success) throw new Refused(refusal.data.refusal)
  throw new Unreachable(`status ${status}`)
}

/**
 * One request to /api (shared/wire/api.ts), its answer parsed by `schema`. With `from` the server refuses it
 * as 'signed-out' unless that person is signed in: the cookie may have become another's meanwhile.
 * Throws Refused for an expected refusal and Unreachable when there is no usable answer in time.
 */
export async function call<S extends z.ZodType>(
  schema: S,
  method: string,
  path: string,
  body?: unknown,
  from?: UserId,
): Promise<z.infer<S>> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const init = body === undefined ? { method } : { method, ...json }
  return schema.parse(await ask(path, init, from, (response): Promise<unknown> => response.json()))
}

/** Posts bytes and gives the answer's; what is no bytes of ours, such as a proxy's page, is no answer. Throws as `call` does. */
export const postBytes = (path: string, body: Uint8Array<ArrayBuffer>, from: UserId): Promise<Uint8Array> =>
  ask(path, { method: 'POST', headers: { 'content-type': BYTES }, body }, from, async (response) => {
    if (response.headers.get('content-type') !== BYTES) throw new TypeError('not bytes')
    return new Uint8Array(await response.arrayBuffer())
  })
