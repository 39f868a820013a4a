import type { Database } from '../../server/store/database.ts'
import { makeOps, type Ops } from '../../server/ops/ops.ts'

/** An operator who reads no log, and whom a test tells of faults. */
export function quietOps(db: Database, data: string, fault: (cause: unknown) => void): Ops {
  return { ...makeOps(db, { data, logLevel: 'silent', metrics: 'loopback' }, Date.now), fault }
}
