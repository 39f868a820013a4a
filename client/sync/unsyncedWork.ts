/**
 * Work on this device that the server does not have, per person: one's own before signing out, and another
 * person's on a shared computer. Another's work can be seen and saved as a file; it is never sent by
 * anybody but its owner (RULES L2).
 */
import * as Y from 'yjs'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { sourceOf } from '../../shared/plan/sourceOf.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { knownPlans, peopleHere, personEnded } from './deviceIndex.ts'
import { openPlanDatabase, readRows, type Row } from './rows.ts'
import { docOf } from './proposals.ts'

export type UnsyncedPlan = { plan: PlanId; title: string | null; places: number }

/** This person's plans with changes that the relay did not acknowledge. A store that does not open has none to show. */
export async function unsyncedPlans(user: UserId): Promise<UnsyncedPlan[]> {
  const plans = await Promise.all(
    (await knownPlans(user)).map(async ({ plan, title }) => {
      const pending = (await rowsOf(user, plan)).filter((row) => row.pending)
      const places = new Set(pending.flatMap((row) => row.places))
      return { plan, title, places: pending.length === 0 ? 0 : Math.max(1, places.size) }
    }),
  )
  return plans.filter(({ places }) => places > 0)
}

async function rowsOf(user: UserId, plan: PlanId): Promise<Row[]> {
  const db = openPlanDatabase(user, plan)
  try {
    return await db.run('readonly', 'rows', readRows)
  } catch (cause) {
    console.warn('unsynced work:', cause)
    return []
  } finally {
    db.close()
  }
}

export type OthersWork = UnsyncedPlan & { user: UserId; name: string }

/**
 * Unsynced work of everybody else who has used this device; with nobody signed in, of the one whose session the
 * server ended. Who signed out was told what stays here, and leaves nothing for the next at this computer to read.
 */
export async function othersWork(me: UserId | null): Promise<OthersWork[]> {
  const ended = me === null ? await personEnded() : null
  const others = me === null ? [] : (await peopleHere()).filter((person) => person.user !== me)
  if (ended !== null) others.push(ended)
  const work = await Promise.all(
    others.map(async ({ user, name }) => (await unsyncedPlans(user)).map((one) => ({ ...one, user, name }))),
  )
  return work.flat()
}

/** A plan's text as this device has it for that person, as plain text for a file. */
export async function textOnDevice(user: UserId, plan: PlanId): Promise<string> {
  const rows = await rowsOf(user, plan)
  if (rows.length === 0) return ''
  const doc = docOf(Y.mergeUpdates(rows.map((row) => row.update)))
  const { front, blocks } = blocksOfDoc(doc)
  return sourceOf(front, blocks)
}
