import type { Logger } from 'pino'
import type { Meter } from '../relay/meter.ts'
import type { Database } from '../store/database.ts'
import { faultFacts } from './faultFacts.ts'
import { type LogLevel, makeLog } from './log.ts'
import { Versions } from '../store/versions.ts'
import { Metrics } from './metrics.ts'
import { readiness, type Readiness } from './readiness.ts'

/** What operators are told: the log, the metrics, whether all is ready. */
export type Ops = {
  log: Logger
  metrics: Metrics
  /** What rooms tell the figures. */
  meter: Meter
  ready: () => Readiness
  /** Whether /metrics answers to other machines too. */
  metricsForAll: boolean
  /** Broken machinery: logged and counted. */
  fault: (cause: unknown) => void
}

export function makeOps(
  db: Database,
  settings: { data: string; logLevel: LogLevel; metrics: 'loopback' | 'everyone' },
  now: () => number,
  log: Logger = makeLog(settings.logLevel),
): Ops {
  const metrics = new Metrics(settings.data)
  metrics.watchHistory(new Versions(db))
  return {
    log,
    metrics,
    meter: {
      sent: (frames) => metrics.sent(frames),
      refused: (plan, refusal) => {
        metrics.refused('text', refusal)
        log.debug({ plan, refusal }, 'update refused')
      },
    },
    ready: readiness(db, settings.data, now),
    metricsForAll: settings.metrics === 'everyone',
    fault: (cause) => {
      metrics.fault()
      log.error({ fault: faultFacts(cause) }, 'fault')
    },
  }
}
