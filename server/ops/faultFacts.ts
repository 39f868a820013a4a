/**
 * What may be written of an exception: where it was thrown, and its message only if the system, the database or
 * we ourselves worded it. What a parser says of its input may quote a plan.
 */
export function faultFacts(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { kind: typeof cause }
  const code = 'code' in cause ? String(cause.code) : undefined
  const worded = cause.constructor === Error || code !== undefined
  const at = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    kind: cause.name,
    ...(code === undefined ? {} : { code }),
    ...(worded ? { message: cause.message } : {}),
    at: at.map((line) => line.trim()),
    ...(cause.cause === undefined ? {} : { cause: faultFacts(cause.cause) }),
  }
}
