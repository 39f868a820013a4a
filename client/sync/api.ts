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

/** A network that swallows requests counts as none after this long, milliseconds; a slow phone line answers sooner. */
const ANSWER_MS = 15_000

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
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), ANSWER_MS)
  const init: RequestInit = {
    method,
    signal: limit.signal,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(from === undefined ? {} : { [FROM_HEADER]: from }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  let response: Response
  let answer: unknown
  try {
    response = await fetch(`/api${path}`, init)
    answer = await response.json()
  } catch (cause) {
    throw new Unreachable('no answer', { cause })
  } finally {
    clearTimeout(timer)
  }
  if (response.ok) return schema.parse(answer)
  const refusal = Refusal.safeParse(answer)
  if (refusal.success) throw new Refused(refusal.data.refusal)
  throw new Unreachable(`status ${response.status}`)
}
