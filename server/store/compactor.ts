import { Worker } from 'node:worker_threads'
import type { PlanId } from '../../shared/plan/ids.ts'

/** Asks a worker thread for snapshots, one plan at a time, none twice at once. */
export class Compactor {
  private readonly folder: string
  private readonly onFault: (cause: unknown) => void
  private worker: Worker | null = null
  private readonly asked = new Set<string>()

  constructor(folder: string, onFault: (cause: unknown) => void) {
    this.folder = folder
    this.onFault = onFault
  }

  compact(plan: PlanId): void {
    if (this.asked.has(plan)) return
    this.asked.add(plan)
    this.worker ??= this.startWorker()
    this.worker.postMessage(plan)
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./compactWorker.ts', import.meta.url), { workerData: this.folder })
    worker.on('message', (plan: string) => this.asked.delete(plan))
    // A fault costs the snapshot only: the log opens the plan without it, and the next append asks again.
    worker.on('error', (cause) => {
      this.asked.clear()
      this.worker = null
      this.onFault(cause)
    })
    return worker
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
    this.worker = null
  }
}
