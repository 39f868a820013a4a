/** The sending of plans that were created on this device (createPlan.ts). Without the reader: each plan's page has it. */
import { PlanCreated } from '../../shared/wire/api.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { call, isForLater, Refused, Unreachable } from './api.ts'
import { type Creation, creationOf, creations, settleCreation } from './deviceIndex.ts'
import { resultOf } from './idb.ts'
import type { Owner } from './planSession.ts'
import { openPlanDatabase, type Row } from './rows.ts'

export type Answer = { kind: 'created' } | { kind: 'unreachable' } | { kind: 'refused'; code: RefusalCode }
export const UNREACHABLE: Answer = { kind: 'unreachable' }

const base64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Sends one creation, once. */
export async function sendCreation(me: Owner, { plan, first }: Creation): Promise<Answer> {
  try {
    await call(PlanCreated, 'POST', '/plans', { id: plan, first: base64(first) }, me.user.id)
  } catch (error) {
    if (error instanceof Refused && !isForLater(error.code)) {
      await settleCreation(me.user.id, plan, error.code)
      return { kind: 'refused', code: error.code }
    }
    if (error instanceof Refused || error instanceof Unreachable) return UNREACHABLE
    throw error
  }
  await markFirst(me, plan)
  await settleCreation(me.user.id, plan, null)
  return { kind: 'created' }
}

/** The server has the plan's first row; should that not be noted, the relay is asked when the plan is opened. */
async function markFirst(me: Owner, plan: PlanId): Promise<void> {
  const db = openPlanDatabase(me.user.id, plan)
  try {
    await db.run('readwrite', 'rows', async (tx) => {
      const rows = tx.objectStore('rows')
      const row = await resultOf(rows.get(plan) as IDBRequest<Row | undefined>)
      if (row !== undefined) rows.put({ ...row, pending: false })
    })
  } catch (cause) {
    console.warn('creating the plan:', cause)
  } finally {
    db.close()
  }
}

/** Whether the server has this plan, as far as this device knows; sends its creation if it is still waiting. */
export async function ensureCreated(me: Owner, plan: PlanId): Promise<Answer> {
  const creation = await creationOf(me.user.id, plan)
  return creation === null ? { kind: 'created' } : sendCreation(me, creation)
}

/** Sends every creation that waits; home calls it when it opens and when the network is back. */
export async function sendCreations(me: Owner): Promise<void> {
  // All at once: a network that swallows costs one wait, not one for each.
  await Promise.all((await creations(me.user.id)).map((creation) => sendCreation(me, creation)))
}
