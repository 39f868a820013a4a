import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { z } from 'zod'

export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
export type LogLevel = z.infer<typeof LogLevel>

/**
 * The one structured log, a JSON object a line on stderr, so that stdout stays for people. It holds request ids, plan
 * ids and reason codes; no plan text, no tokens, no names (RULES O1).
 */
export function makeLog(
  level: LogLevel,
  to: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, to)
}
