import type { z } from 'zod'
import type { UserId } from '../../shared/plan/ids.ts'
import { FROM_HEADER } from '../../shared/wire/api.ts'
import { SLOWEST_LINE } from '../../shared/wire/limits.ts'
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

/**
 * A network that gives nothing for so long counts as none, milliseconds; a slow phone line answers sooner. What is
 * sent has as long on top as the slowest line takes: how far it got the browser does not tell.
 */
const ANSWER_MS = 15_000

const sendingMs = (body: RequestInit['body']): number => {
  const bytes = body instanceof Uint8Array ? body.byteLength : typeof body === 'string' ? body.length : 0
  return (bytes / SLOWEST_LINE) * 1_000
}

/** An answer's bytes; `onPart` hears of each part. */
async function bytesOf({ body }: Response, onPart: () => void): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (part?.value === undefined) break
    onPart()
    parts.push(part.value)
    length += part.value.byteLength
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes))

/** One request, its answer read by `read` if it is no refusal. Throws Refused, and Unreachable when there is no usable answer in time. */
async function ask<T>(
  path: string,
  init: RequestInit,
  from: UserId | undefined,
  read: (bytes: Uint8Array, type: string | null) => T,
): Promise<T> {
  const limit = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const waitFor = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => limit.abort(), ms)
  }
  waitFor(ANSWER_MS + sendingMs(init.body))
  const headers = new Headers(init.headers)
  if (from !== undefined) headers.set(FROM_HEADER, from)
  let status: number
  let refusal: ReturnType<typeof Refusal.safeParse>
  try {
    const response = await fetch(`/api${path}`, { ...init, headers, signal: limit.signal })
    waitFor(ANSWER_MS)
    const bytes = await bytesOf(response, () => waitFor(ANSWER_MS))
    if (response.ok) return read(bytes, response.headers.get('content-type'))
    status = response.status
    refusal = Refusal.safeParse(jsonOf(bytes))
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
  return schema.parse(await ask(path, init, from, jsonOf))
}

/** Posts bytes and gives the answer's; what is no bytes of ours, such as a proxy's page, is no answer. Throws as `call` does. */
export const postBytes = (path: string, body: Uint8Array<ArrayBuffer>, from: UserId): Promise<Uint8Array> =>
  ask(path, { method: 'POST', headers: { 'content-type': BYTES }, body }, from, (bytes, type) => {
    if (type !== BYTES) throw new TypeError('not bytes')
    return bytes
  })
