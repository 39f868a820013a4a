/**
 * A worker thread that folds a plan's log into a snapshot and settles its history: it reads the database itself,
 * applies the updates (merging 100,000 small ones took minutes; applying took under a second) and writes in one
 * transaction. A crash at any point leaves the log as it was.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { PlanId } from '../../shared/plan/ids.ts'
import { Database } from './database.ts'
import { PlanLog } from './planLog.ts'
import { settleVersions } from './settleVersions.ts'
import { packSnapshot } from './snapshot.ts'

const db = new Database(z.string().parse(workerData))
const log = new PlanLog(db)
const Asked = z.object({ work: z.enum(['compact', 'settle']), plan: PlanId })

function compact(plan: PlanId): void {
  const { doc, seq, tail } = log.load(plan)
  if (tail > 0) {
    const state = packSnapshot(doc)
    db.transaction(() => log.saveSnapshot(plan, seq, state, Date.now()))
  }
  doc.destroy()
}

parentPort?.on('message', (message: unknown) => {
  const { work, plan } = Asked.parse(message)
  if (work === 'compact') compact(plan)
  const settled = work === 'settle' ? settleVersions(db, log, plan, Date.now()) : null
  parentPort?.postMessage({ work, plan, settled })
})
