/**
 * A worker thread that folds a plan's log into a snapshot and settles its history. It reads the database itself
 * and writes in one transaction: a crash at any point leaves the log as it was. A plan that cannot be read is
 * reported, and the next one is taken.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { PlanId } from '../../shared/plan/ids.ts'
import { faultFacts } from '../ops/faultFacts.ts'
import { Database } from './database.ts'
import { foldPlan } from './fold.ts'
import { PlanLog } from './planLog.ts'
import { type Settled, settleVersions } from './settleVersions.ts'

const db = new Database(z.string().parse(workerData))
const log = new PlanLog(db)
const Asked = z.object({ work: z.enum(['compact', 'settle']), plan: PlanId })

parentPort?.on('message', (message: unknown) => {
  const { work, plan } = Asked.parse(message)
  let settled: Settled | null = null
  let fault: Record<string, unknown> | null = null
  try {
    if (work === 'compact') foldPlan(db, log, plan, Date.now)
    else settled = settleVersions(db, log, plan, Date.now())
  } catch (cause) {
    fault = faultFacts(cause)
  }
  parentPort?.postMessage({ work, plan, settled, fault })
})
