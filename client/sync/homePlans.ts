import { z } from 'zod'
import type { PlanId } from '../../shared/plan/ids.ts'
import { type Me, PlanRow } from '../../shared/wire/api.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { call, Unreachable } from './api.ts'
import { sendCreations } from './createPlan.ts'
import { creations, forgetPlan, type KnownPlan, knownPlans, rememberPlan } from './deviceIndex.ts'
import { unsyncedPlans } from './unsyncedWork.ts'

/** A plan as home lists it: the server's row, or what this device remembers of it. */
export type HomePlan = PlanRow & {
  /** Created on this device; the server does not have it yet. */
  waiting: boolean
  /** Why the server will not have it. */
  refused: RefusalCode | null
}

/**
 * The plans of home: the server's, newest edit first, after sending what was created here; and without a
 * network those opened on this device before (`fresh: false`). Throws Refused when the server refuses.
 */
export async function loadHomePlans(me: Me): Promise<{ plans: HomePlan[]; fresh: boolean }> {
  await sendCreations(me)
  const rows = await call(z.array(PlanRow), 'GET', '/plans').catch((error: unknown) => {
    if (error instanceof Unreachable) return null
    throw error
  })
  const waiting = new Map((await creations(me.user.id)).map((creation) => [creation.plan, creation]))
  const remembered = await knownPlans(me.user.id)
  if (rows !== null) await refresh(me, remembered, rows, (plan) => waiting.has(plan))
  const local = remembered.filter((known) => rows === null || waiting.has(known.plan))
  const here = local.map(({ plan, title, stage, openedAt, period }): HomePlan => {
    const creation = waiting.get(plan)
    return {
      id: plan,
      title,
      period: period ?? { from: null, to: null, text: null },
      stage,
      createdBy: me.user.id,
      createdAt: creation?.createdAt ?? openedAt,
      editedAt: openedAt,
      seq: 0,
      waiting: creation !== undefined,
      refused: creation?.refused ?? null,
    }
  })
  const theirs = (rows ?? []).map((row): HomePlan => ({ ...row, waiting: false, refused: null }))
  const known = new Set(theirs.map((row) => row.id))
  const plans = [...here.filter((one) => !known.has(one.id)), ...theirs]
  return { plans: plans.toSorted((a, b) => b.editedAt - a.editedAt), fresh: rows !== null }
}

/** Brings what this device remembers up to the server's list; a plan that is gone is forgotten unless it holds unsynced work. */
async function refresh(
  me: Me,
  remembered: readonly KnownPlan[],
  rows: readonly PlanRow[],
  isWaiting: (plan: PlanId) => boolean,
): Promise<void> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const gone = remembered.filter(({ plan }) => !byId.has(plan) && !isWaiting(plan))
  const unsynced = new Set(gone.length === 0 ? [] : (await unsyncedPlans(me.user.id)).map((one) => one.plan))
  for (const known of remembered) {
    const row = byId.get(known.plan)
    if (row !== undefined) {
      const { title, stage, period } = row
      await rememberPlan(me.user.id, { ...known, title, stage, period })
    } else if (gone.includes(known) && !unsynced.has(known.plan)) await forgetPlan(me.user.id, known.plan)
  }
}
