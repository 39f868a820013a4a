import { z } from 'zod'
import type { PlanId } from '../../shared/plan/ids.ts'
import { type Me, PlanRow } from '../../shared/wire/api.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { call, Unreachable } from './api.ts'
import { sendCreations } from './sendCreations.ts'
import { creations, forgetPlan, type KnownPlan, knownPlans, rememberPlan } from './deviceIndex.ts'
import { soon } from './patience.ts'
import { unsyncedPlans } from './unsyncedWork.ts'

/** A plan as home lists it: the server's row, or what this device remembers of it. */
export type HomePlan = PlanRow & {
  /** Created on this device; the server does not have it yet. */
  waiting: boolean
  /** Why the server will not have it, or 'not-found' when it was deleted there. */
  refused: RefusalCode | null
  /** Places with changes on this device that the server does not have. */
  unsynced: number
}

/** `fresh: false` without the server's word. */
export type HomePlans = { plans: HomePlan[]; fresh: boolean }

/**
 * Shows the plans of home: the server's, newest edit first, after sending what was created here. Without a
 * network those that are on this device; a network that swallows is not waited for, and when the server
 * answers after all its list is shown in their place. Throws Refused when the server refuses.
 */
export async function loadHomePlans(me: Me, show: (home: HomePlans) => void): Promise<void> {
  const asked = askServer(me)
  const rows = await soon(asked, null)
  show(await homeOf(me, rows))
  if (rows !== null) return
  const late = await asked
  if (late !== null) show(await homeOf(me, late))
}

async function askServer(me: Me): Promise<PlanRow[] | null> {
  await sendCreations(me)
  return call(z.array(PlanRow), 'GET', '/plans').catch((error: unknown) => {
    if (error instanceof Unreachable) return null
    throw error
  })
}

async function homeOf(me: Me, rows: readonly PlanRow[] | null): Promise<HomePlans> {
  const waiting = new Map((await creations(me.user.id)).map((creation) => [creation.plan, creation]))
  const remembered = await knownPlans(me.user.id)
  const unsynced = new Map((await unsyncedPlans(me.user.id)).map(({ plan, places }) => [plan, places]))
  const isKept = (plan: PlanId): boolean => waiting.has(plan) || unsynced.has(plan)
  if (rows !== null) await refresh(me, remembered, rows, isKept)
  const onServer = new Set(rows?.map((row) => row.id))
  const local = remembered.filter(({ plan }) => !onServer.has(plan) && (rows === null || isKept(plan)))
  const here = local.map(({ plan, title, stage, openedAt, period }): HomePlan => {
    const creation = waiting.get(plan)
    const isGone = rows !== null && creation === undefined
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
      refused: isGone ? 'not-found' : (creation?.refused ?? null),
      unsynced: unsynced.get(plan) ?? 0,
    }
  })
  const theirs = (rows ?? []).map((row): HomePlan => {
    return { ...row, waiting: false, refused: null, unsynced: unsynced.get(row.id) ?? 0 }
  })
  const plans = [...here, ...theirs]
  return { plans: plans.toSorted((a, b) => b.editedAt - a.editedAt), fresh: rows !== null }
}

/** Brings what this device remembers up to the server's list; a plan that is gone is forgotten unless it is kept here. */
async function refresh(
  me: Me,
  remembered: readonly KnownPlan[],
  rows: readonly PlanRow[],
  isKept: (plan: PlanId) => boolean,
): Promise<void> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const known of remembered) {
    const row = byId.get(known.plan)
    if (row !== undefined) {
      const { title, stage, period } = row
      await rememberPlan(me.user.id, { ...known, title, stage, period })
    } else if (!isKept(known.plan)) await forgetPlan(me.user.id, known.plan)
  }
}
