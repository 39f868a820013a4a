/**
 * A worker thread that folds a plan's log into a snapshot and settles its history. It reads the database itself
 * and writes in one transaction: a crash at any point leaves the log as it was.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { PlanId } from '../../shared/plan/ids.ts'
import { Database } from './database.ts'
import { foldPlan } from './fold.ts'
import { PlanLog } from './planLog.ts'
import { settleVersions } from './settleVersions.ts'

const db = new Database(z.string().parse(workerData))
const log = new PlanLog(db)
const Asked = z.object({ work: z.enum(['compact', 'settle']), plan: PlanId })

parentPort?.on('message', (message: unknown) => {
  const { work, plan } = Asked.parse(message)
  if (work === 'compact') foldPlan(db, log, plan, Date.now)
  const settled = work === 'settle' ? settleVersions(db, log, plan, Date.now()) : null
  parentPort?.postMessage({ work, plan, settled })
})
