import { statSync } from 'node:fs'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { databaseFile } from '../store/database.ts'
import type { TextStore } from '../store/store.ts'

/** What the server tells Prometheus: sums only, no plan and no person. */
export class Metrics {
  readonly registry = new Registry()
  private readonly commit = new Histogram({
    name: 'gongni_commit_seconds',
    help: 'Time until one group commit was on the disk.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  })
  private readonly updatesIn = new Counter({
    name: 'gongni_updates_in_total',
    help: 'Updates of plan texts that were appended to the log.',
    registers: [this.registry],
  })
  private readonly updatesOut = new Counter({
    name: 'gongni_updates_out_total',
    help: 'Merged updates that were sent on, one for each reader.',
    registers: [this.registry],
  })
  private readonly refusals = new Counter({
    name: 'gongni_refused_total',
    help: 'Refused updates (text) and requests (http) by reason.',
    labelNames: ['where', 'reason'] as const,
    registers: [this.registry],
  })
  private readonly appended = new Counter({
    name: 'gongni_log_appended_bytes_total',
    help: 'Bytes of updates appended to the log since the start.',
    registers: [this.registry],
  })
  private readonly faults = new Counter({
    name: 'gongni_faults_total',
    help: 'Faults of the server itself; each is in its log.',
    registers: [this.registry],
  })

  constructor(folder: string) {
    // The event loop's delay is told to this many milliseconds; every 10, as is usual, wakes an idle server.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 })
    this.gauge('gongni_log_bytes', 'Bytes of the database file and of its write-ahead log.', () =>
      ['', '-wal']
        .map((suffix) => statSync(`${databaseFile(folder)}${suffix}`, { throwIfNoEntry: false })?.size ?? 0)
        .reduce((sum, size) => sum + size, 0),
    )
  }

  private gauge(name: string, help: string, value: () => number): void {
    const made: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: () => made.set(value()),
    })
  }

  /** Tells from now on how much of the database is history. */
  watchHistory(versions: { totalBytes: () => number }): void {
    const help = "Bytes of the database that are states of the plans' history."
    this.gauge('gongni_history_bytes', help, () => versions.totalBytes())
  }

  /** Tells from now on how many sockets and plans are open. */
  watch(relay: { connections: () => number; documents: () => number }): void {
    this.gauge('gongni_connections', 'Open sockets.', relay.connections)
    this.gauge('gongni_documents_open', 'Plans with somebody in them.', relay.documents)
  }

  /** The same store, with its commits counted and timed. */
  measured(store: TextStore): TextStore {
    return {
      load: (plan: PlanId) => store.load(plan),
      standing: (...args) => store.standing(...args),
      clientOwner: (...args) => store.clientOwner(...args),
      changes: () => store.changes(),
      append: async (turn, at) => {
        const end = this.commit.startTimer()
        const outcomes = await store.append(turn, at)
        end()
        for (const [index, { rows }] of turn.entries()) {
          if (outcomes[index]?.kind !== 'appended') continue
          this.updatesIn.inc(rows.length)
          this.appended.inc(rows.reduce((sum, row) => sum + row.update.byteLength, 0))
        }
        return outcomes
      },
    }
  }

  sent(frames: number): void {
    this.updatesOut.inc(frames)
  }

  refused(where: 'text' | 'http', reason: RefusalCode): void {
    this.refusals.inc({ where, reason })
  }

  fault(): void {
    this.faults.inc()
  }
}
