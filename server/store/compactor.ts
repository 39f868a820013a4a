import { Worker } from 'node:worker_threads'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { Settled } from './settleVersions.ts'

/** A plan in use: opening with a tail of some 500 updates takes about 10 ms. */
const TAIL_ROWS = 500
/** For long logs a share of the whole, so that folding costs a constant per update. */
const TAIL_SHARE = 1 / 20
/** A plan that everybody left is folded from here on: the next opening is cold. */
export const IDLE_TAIL_ROWS = 50

/** Memory that a worker takes for what it makes and drops; V8 would let it grow to a hundred and more. */
const YOUNG_MIB = 16

/** How long a worker without work stays, milliseconds. */
const IDLE_MS = 2_000

/** Whether a plan's log has grown enough beyond its newest snapshot to be folded while it is in use (RULES W10). */
export const isDue = (tail: number, seq: number): boolean => tail >= Math.max(TAIL_ROWS, seq * TAIL_SHARE)

/** How long a plan that could not be folded is not asked for again, milliseconds: each append would. */
const FAULT_MS = 10 * 60_000

type Done = {
  work: 'compact' | 'settle'
  plan: PlanId
  settled: Settled | null
  /** What went wrong with this plan, as the log may say it. */
  fault: Record<string, unknown> | null
}

/** Asks a worker thread for snapshots, none twice at once, and to settle what history noted; one plan at a time. */
export class Compactor {
  private readonly folder: string
  private readonly onFault: (cause: unknown) => void
  private readonly onSettled: (plan: PlanId, settled: Settled) => void
  private worker: Worker | null = null
  private readonly asked = new Set<PlanId>()
  /** Plans that were asked for while they were under way: what came meanwhile is not in that snapshot. */
  private readonly again = new Set<PlanId>()
  /** Until when plans are left that could not be folded. */
  private readonly left = new Map<PlanId, number>()
  /** What the worker has yet to answer. */
  private open = 0
  private idle: ReturnType<typeof setTimeout> | undefined

  constructor(
    folder: string,
    onFault: (cause: unknown) => void,
    onSettled: (plan: PlanId, settled: Settled) => void = () => undefined,
  ) {
    this.folder = folder
    this.onFault = onFault
    this.onSettled = onSettled
  }

  /** Asks for a snapshot of all that is in the log now; after the one that is under way, if there is one. */
  compact(plan: PlanId): void {
    if (performance.now() < (this.left.get(plan) ?? 0)) return
    if (this.asked.has(plan)) this.again.add(plan)
    else {
      this.asked.add(plan)
      this.ask('compact', plan)
    }
  }

  private compacted(plan: PlanId): void {
    this.asked.delete(plan)
    if (this.again.delete(plan)) this.compact(plan)
  }

  /** One plan's fault is its own: it is reported, and the others go on. */
  private failed(work: Done['work'], plan: PlanId, fault: Record<string, unknown>): void {
    if (work === 'compact') this.left.set(plan, performance.now() + FAULT_MS)
    const what = work === 'compact' ? 'folded' : 'settled'
    this.onFault(new Error(`plan ${plan} could not be ${what}: ${JSON.stringify(fault)}`))
  }

  /** Has the versions settled that were noted up to now (settleVersions.ts). */
  settle(plan: PlanId): void {
    this.ask('settle', plan)
  }

  private ask(work: Done['work'], plan: PlanId): void {
    this.worker ??= this.startWorker()
    this.open += 1
    this.worker.postMessage({ work, plan })
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./compactWorker.ts', import.meta.url), {
      workerData: this.folder,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
    })
    worker.on('message', ({ work, plan, settled, fault }: Done) => {
      this.open -= 1
      if (fault !== null) this.failed(work, plan, fault)
      if (work === 'compact') this.compacted(plan)
      if (settled !== null) this.onSettled(plan, settled)
      this.endWhenIdle(worker)
    })
    // What ends the worker costs the snapshots only: the log opens a plan without them, and the next append asks
    // again. What history noted is settled with the plan's next version, or at the next start.
    worker.on('error', (cause) => {
      this.asked.clear()
      this.again.clear()
      this.open = 0
      this.worker = null
      this.onFault(cause)
    })
    return worker
  }

  /** An idle worker would keep what the longest plan took of memory: it is ended, and started for the next. */
  private endWhenIdle(worker: Worker): void {
    clearTimeout(this.idle)
    this.idle = setTimeout(() => {
      if (this.open > 0 || this.worker !== worker) return
      this.worker = null
      worker.terminate().catch(this.onFault)
    }, IDLE_MS)
    this.idle.unref()
  }

  /** Ends the worker; what it was folding stays as it was. */
  async close(): Promise<void> {
    await this.worker?.terminate()
    this.worker = null
  }
}
