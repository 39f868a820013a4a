/**
 * A new plan, with or without a network (RULES L4). Its id and its first update are made once and stored
 * before anything is sent; creating is idempotent by the id, so a lost answer, a second tab or a restart
 * sends the same bytes again and the server logs them once.
 */
import * as Y from 'yjs'
import type { Block, Front } from '../../shared/plan/block.ts'
import { PlanId } from '../../shared/plan/ids.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import { PlanCreated, type PlanRow } from '../../shared/wire/api.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { call, isForLater, Refused, Unreachable } from './api.ts'
import {
  type Creation,
  creationOf,
  creations,
  forgetPlan,
  keepCreation,
  rememberPlan,
  settleCreation,
} from './deviceIndex.ts'
import { deleteDatabase, resultOf } from './idb.ts'
import { openPlanDatabase, type Row } from './rows.ts'
import { planStoreName } from './names.ts'
import { newId } from './newId.ts'
import { soon } from './patience.ts'
import type { Owner } from './planSession.ts'

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
  const title = front.title ?? blocks.find((block) => block.kind === 'heading')?.text ?? null
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

type Answer = { kind: 'created' } | { kind: 'unreachable' } | { kind: 'refused'; code: RefusalCode }
const UNREACHABLE: Answer = { kind: 'unreachable' }

const base64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Sends one creation, once. */
async function sendCreation(me: Owner, { plan, first }: Creation): Promise<Answer> {
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
