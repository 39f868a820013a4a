import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Limits } from './limits.ts'
import { LogLevel } from './ops/log.ts'

/** How the server is set: the environment, with --port and --data over it (README, "Serve it to others"). */
export const Config = z.object({
  data: z.string().min(1).default('data'),
  port: z.coerce.number().int().min(0).max(65_535).default(8440),
  host: z.string().min(1).default('127.0.0.1'),
  /** The public address; null means where the server listens. */
  url: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .nullable()
    .default(null),
  tlsCert: z.string().nullable().default(null),
  tlsKey: z.string().nullable().default(null),
  logLevel: LogLevel.default('info'),
  /** Who may read /metrics. */
  metrics: z.enum(['loopback', 'everyone']).default('loopback'),
  ...Limits.shape,
})
export type Config = z.infer<typeof Config>

const NAMES: Record<keyof Config, string> = {
  data: 'GONGNI_DATA',
  port: 'GONGNI_PORT',
  host: 'GONGNI_HOST',
  url: 'GONGNI_URL',
  tlsCert: 'GONGNI_TLS_CERT',
  tlsKey: 'GONGNI_TLS_KEY',
  logLevel: 'GONGNI_LOG_LEVEL',
  metrics: 'GONGNI_METRICS',
  socketsPerSession: 'GONGNI_SOCKETS_PER_SESSION',
  socketsPerToken: 'GONGNI_SOCKETS_PER_TOKEN',
  socketsPerPlan: 'GONGNI_SOCKETS_PER_PLAN',
  newClientIds: 'GONGNI_NEW_CLIENT_IDS',
  newClientIdsPerToken: 'GONGNI_NEW_CLIENT_IDS_PER_TOKEN',
}

/** Reads the settings. Throws an Error with one sentence that names the setting at fault. */
export function readConfig(environment: Record<string, string | undefined>, args: readonly string[]): Config {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, data: { type: 'string' } },
  })
  const given = Object.fromEntries(
    Object.entries(NAMES)
      .map(([key, name]) => [key, environment[name] || undefined])
      .filter(([, value]) => value !== undefined),
  )
  const parsed = Config.safeParse({ ...given, ...values })
  if (!parsed.success) {
    const key = Object.keys(NAMES).find((name) => name === parsed.error.issues[0]?.path[0])
    throw new Error(
      `${key === 'data' || key === 'port' ? `--${key} or ` : ''}${NAMES[key as keyof Config]} is not usable: ${parsed.error.issues[0]?.message}`,
    )
  }
  if ((parsed.data.tlsCert === null) !== (parsed.data.tlsKey === null)) {
    throw new Error('GONGNI_TLS_CERT and GONGNI_TLS_KEY go together')
  }
  return parsed.data
}

/** The public address: GONGNI_URL, or where the server listens when it has this port. */
export function publicUrl({ url, host, tlsCert }: Config, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return url ?? `${tlsCert === null ? 'http' : 'https'}://${shown}:${port}`
}
