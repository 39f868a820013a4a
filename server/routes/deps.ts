import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { PlanId } from '../../shared/plan/ids.ts'
import { FROM_HEADER } from '../../shared/wire/api.ts'
import { JSON_BYTES, SLOWEST_LINE } from '../../shared/wire/limits.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { cleanName } from '../people/names.ts'
import type { Ops } from '../ops/ops.ts'
import type { People } from '../people/people.ts'
import { type Session, SESSION_MS } from '../people/sessions.ts'
import type { Relay } from '../relay/relay.ts'
import type { Database } from '../store/database.ts'
import type { Journal } from '../store/journal.ts'
import type { PlanLog, PlanRecord } from '../store/planLog.ts'

/** What the log may say of a request (server/routes/operators.ts). */
declare module 'hono' {
  interface ContextVariableMap {
    refusal?: RefusalCode
    plan?: PlanId
  }
}

/** Everything the routes work with; main.ts wires it, tests wire their own. */
export type Deps = {
  db: Database
  log: PlanLog
  journal: Journal
  people: People
  relay: Relay
  ops: Ops
  epoch: string
  now: () => number
  /** The public address, without a slash at the end. */
  url: () => string
  /** Origins that may open a socket or change something. */
  origins: () => readonly string[]
}

const STATUS: Record<RefusalCode, ContentfulStatusCode> = {
  'signed-out': 401,
  'not-allowed': 403,
  'plan-frozen': 409,
  'not-found': 404,
  malformed: 400,
  'too-large': 413,
  'too-many': 429,
  'foreign-client-id': 409,
  'old-schema': 409,
  'foreign-origin': 403,
  'link-invalid': 404,
  'link-used': 410,
  'name-taken': 409,
  conflict: 409,
  'server-fault': 500,
  closed: 409,
}

/** An expected refusal on its way to the client; app.ts answers it. */
export class Refusing extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode) {
    super(code)
    this.code = code
  }
}

export function refuse(c: Context, code: RefusalCode): Response {
  c.set('refusal', code)
  return c.json({ refusal: code }, STATUS[code])
}

/** How long a body may take beyond what the slowest line takes, milliseconds. */
const LATE_MS = 60_000

/** A body's next part, or null when it is later than the slowest line would bring it. */
function partInTime<T>(next: Promise<T>, since: number, bytes: number): Promise<T | null> {
  const due = since + LATE_MS + (bytes / SLOWEST_LINE) * 1_000
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), due - performance.now())
  })
  return Promise.race([next, late]).finally(() => clearTimeout(timer))
}

/** A body's parts, counted while they are read; whoever sends them too slowly is cut off. Throws Refusing. */
export async function* chunksOf(c: Context, limit: number): AsyncGenerator<Uint8Array> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw new Refusing('too-large')
  const reader = c.req.raw.body?.getReader()
  if (reader === undefined) return
  const since = performance.now()
  let bytes = 0
  try {
    for (;;) {
      const part = await partInTime(reader.read(), since, bytes)
      if (part === null) throw new Refusing('malformed')
      if (part.value === undefined) return
      bytes += part.value.byteLength
      if (bytes > limit) throw new Refusing('too-large')
      yield part.value
    }
  } catch (cause) {
    // Otherwise whoever sent it is gone, which is no fault of ours.
    throw cause instanceof Refusing ? cause : new Refusing('malformed')
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** Reads and parses a JSON body. Throws Refusing. */
export async function bodyOf<S extends z.ZodType>(
  c: Context,
  schema: S,
  limit: number = JSON_BYTES,
): Promise<z.infer<S>> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunksOf(c, limit)) text += decoder.decode(chunk, { stream: true })
  let json: unknown
  try {
    json = JSON.parse(text + decoder.decode())
  } catch {
    throw new Refusing('malformed')
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw new Refusing('malformed')
  return parsed.data
}

/** Parses a path or query part; what does not fit is as absent as what is not there. Throws Refusing. */
export function partOf<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Refusing('not-found')
  return parsed.data
}

/** Parses a query part. Throws Refusing 'malformed'. */
export function queryOf<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Refusing('malformed')
  return parsed.data
}

const isSecure = (deps: Deps): boolean => deps.url().startsWith('https:')
/** On plain http in a local network browsers refuse Secure cookies, and `__Host-` needs one. */
const cookieName = (deps: Deps): string => (isSecure(deps) ? '__Host-gongni' : 'gongni')

/** The secret of `Authorization: Bearer`, whatever it is worth. */
const bearerOf = (c: Context): string | null =>
  /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null

/** The secret of the request's cookie, whatever it is worth; beside a token it counts for nothing (RULES H8). */
export const secretOf = (deps: Deps, c: Context): string | null =>
  bearerOf(c) === null ? (getCookie(c, cookieName(deps)) ?? null) : null

/** What the request's API token stands for, or null without one. Throws Refusing 'signed-out' for one that does not work. */
function tokenOf(deps: Deps, c: Context): Session | null {
  const bearer = bearerOf(c)
  const token = bearer === null ? null : deps.people.tokens.find(bearer)
  if (bearer !== null && token === null) throw new Refusing('signed-out')
  return token
}

/** The request's session, or null; also null when the request says that it is another person's. */
export function sessionOf(deps: Deps, c: Context): Session | null {
  const secret = secretOf(deps, c)
  const session = secret === null ? null : deps.people.sessions.find(secret, deps.now())
  const from = c.req.header(FROM_HEADER)
  return from === undefined || from === session?.user ? session : null
}

/** The request's person; a token is none. Throws Refusing. */
export function signedIn(deps: Deps, c: Context): Session {
  if (tokenOf(deps, c) !== null) throw new Refusing('not-allowed')
  const session = sessionOf(deps, c)
  if (session === null) throw new Refusing('signed-out')
  return session
}

/** Who asks, and which of the committee's plans they may ask about: a token's are named, a person's are all. Throws Refusing. */
export function callerOf(deps: Deps, c: Context): { session: Session; sees: (plan: PlanId) => boolean } {
  const token = tokenOf(deps, c)
  if (token === null) return { session: signedIn(deps, c), sees: () => true }
  return { session: token, sees: (plan) => deps.people.tokens.isBound(token.user, plan) }
}

/** The plan of the path and who asks about it; forbidden and absent answer alike. Throws Refusing. */
export function ownPlan(deps: Deps, c: Context): { session: Session; plan: PlanRecord } {
  const { session, sees } = callerOf(deps, c)
  const plan = deps.log.plan(partOf(PlanId, c.req.param('plan')))
  if (plan === null || plan.committee !== session.committee || !sees(plan.id)) throw new Refusing('not-found')
  c.set('plan', plan.id)
  return { session, plan }
}

export function giveCookie(deps: Deps, c: Context, secret: string, maxAge: number = SESSION_MS / 1000): void {
  const secure = isSecure(deps)
  setCookie(c, cookieName(deps), secret, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge })
}

/**
 * Refuses a socket or a changing request whose Origin is not ours; missing and `null` are not ours (RULES W12).
 * A working token needs none: no browser adds it unasked (RULES H8).
 */
export const ownOriginOnly =
  (deps: Deps): MiddlewareHandler =>
  async (c, next) => {
    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    const upgrades = c.req.header('upgrade')?.toLowerCase() === 'websocket'
    if (
      tokenOf(deps, c) === null &&
      (changes || upgrades) &&
      !deps.origins().includes(c.req.header('origin') ?? '')
    )
      return refuse(c, 'foreign-origin')
    return next()
  }

/** A name as it is stored. Throws Refusing 'malformed' when nothing legible is left of it. */
export function nameOf(name: string): string {
  const clean = cleanName(name)
  if (clean === null) throw new Refusing('malformed')
  return clean
}
