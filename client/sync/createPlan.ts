/**
 * A new plan, with or without a network (RULES L4). Its id and its first update are made once and stored
 * before anything is sent; creating is idempotent by the id, so a lost answer, a second tab or a restart
 * sends the same bytes again and the server logs them once.
 */
import * as Y from 'yjs'
import type { Block, Front } from '../../shared/plan/block.ts'
import { PlanId } from '../../shared/plan/ids.ts'
import { planName } from '../../shared/plan/planName.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import type { PlanRow } from '../../shared/wire/api.ts'
import { Refused } from './api.ts'
import { type Creation, forgetPlan, keepCreation, rememberPlan, settleCreation } from './deviceIndex.ts'
import { deleteDatabase } from './idb.ts'
import { openPlanDatabase, type Row } from './rows.ts'
import { planStoreName } from './names.ts'
import { newId } from './newId.ts'
import { soon } from './patience.ts'
import type { Owner } from './planSession.ts'
import { sendCreation, UNREACHABLE } from './sendCreations.ts'

export type Created = { plan: PlanId; onServer: boolean }

/**
 * Creates a plan with this text. Resolves when it is on the server, or, without a network that answers soon,
 * when it is on this device. Throws Refused when the server does not allow it, and the store's error when the device
 * cannot keep it and the server cannot be reached.
 */
export async function createPlan(me: Owner, front: Front, blocks: readonly Block[]): Promise<Created> {
  const plan = PlanId.parse(newId())
  const doc = new Y.Doc()
  writeBlocks(doc, front, blocks)
  const title = planName(front, blocks)
  const creation: Creation = {
    plan,
    first: Y.encodeStateAsUpdate(doc),
    title,
    createdAt: Date.now(),
    refused: null,
  }
  doc.destroy()
  let kept: unknown = null
  try {
    await keep(me, creation, readPlan(front, blocks).period)
  } catch (cause) {
    kept = cause
  }
  const sent = sendCreation(me, creation)
  const answer = kept === null ? await soon(sent, UNREACHABLE) : await sent
  if (answer.kind === 'refused') {
    // Nothing has been typed into it yet: it leaves no trace.
    await settleCreation(me.user.id, plan, null)
    await forgetPlan(me.user.id, plan)
    await deleteDatabase(planStoreName(me.user.id, plan))
    throw new Refused(answer.code)
  }
  if (answer.kind === 'unreachable' && kept !== null) throw kept
  return { plan, onServer: answer.kind === 'created' }
}

/** Stores the creation, its text as the plan's first row, and its line on home. */
async function keep(me: Owner, creation: Creation, period: PlanRow['period']): Promise<void> {
  const { plan, first, title, createdAt } = creation
  await keepCreation(me.user.id, creation)
  const db = openPlanDatabase(me.user.id, plan)
  const row: Row = { key: plan, update: first, pending: true, places: [] }
  await db.run('readwrite', 'rows', async (tx) => {
    tx.objectStore('rows').put(row)
  })
  db.close()
  await rememberPlan(me.user.id, { plan, title, stage: 'draft', openedAt: createdAt, period })
}
