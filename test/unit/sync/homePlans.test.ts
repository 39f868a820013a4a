import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CommitteeId, PlanId } from '../../../shared/plan/ids.ts'
import type { Me, PlanRow } from '../../../shared/wire/api.ts'
import { createPlan } from '../../../client/sync/createPlan.ts'
import { knownPlans, rememberPlan } from '../../../client/sync/deviceIndex.ts'
import { type HomePlans, loadHomePlans } from '../../../client/sync/homePlans.ts'
import { openPlanDatabase } from '../../../client/sync/rows.ts'
import { freshDevice, ming, PLAN, stateWith, until } from './device.ts'

const OTHER = PlanId.parse('plan-bbbbbbbbbbbbbbbbb')
const me: Me = {
  user: { ...ming.user, name: '小明' },
  committee: { id: CommitteeId.parse('kkkkkkkkkkkkkkkkkkkkkk'), name: '工会' },
  role: 'member',
  epoch: 'e1',
  url: 'http://plan.test',
  shareable: true,
}
const rowOf = (id: PlanId, title: string): PlanRow => ({
  id,
  title,
  period: { from: null, to: null, text: null },
  stage: 'draft',
  createdBy: ming.user.id,
  createdAt: 0,
  editedAt: 0,
  seq: 1,
})

let answer: (path: string) => Promise<unknown>
beforeEach(async () => {
  freshDevice()
  vi.stubGlobal('fetch', async (path: string) => Response.json(await answer(path)))
  for (const { plan } of await knownPlans(ming.user.id)) {
    const db = openPlanDatabase(ming.user.id, plan)
    await db.run('readwrite', 'rows', async (tx) => void tx.objectStore('rows').clear())
    db.close()
  }
  await rememberPlan(ming.user.id, { plan: PLAN, title: '年度计划', stage: 'draft', openedAt: 2 })
  await rememberPlan(ming.user.id, { plan: OTHER, title: '学期计划', stage: 'draft', openedAt: 1 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function typedOffline(): Promise<void> {
  const db = openPlanDatabase(ming.user.id, PLAN)
  await db.run('readwrite', 'rows', async (tx) => {
    tx.objectStore('rows').put({ key: 'k', update: stateWith('新的'), pending: true, places: ['p1', 'p2'] })
  })
  db.close()
}

async function lastShown(): Promise<HomePlans> {
  let last: HomePlans = { plans: [], fresh: false }
  await loadHomePlans(me, (home) => {
    last = home
  })
  return last
}
const marks = ({ plans }: HomePlans): unknown[] =>
  plans.map(({ title, refused, unsynced }) => [title, refused, unsynced])

test('[L5] home marks each plan with unsynced work, with and without a network', async () => {
  await typedOffline()
  answer = () => Promise.reject(new TypeError('no network'))
  const offline = await lastShown()
  expect(offline.fresh).toBe(false)
  expect(marks(offline)).toEqual([
    ['年度计划', null, 2],
    ['学期计划', null, 0],
  ])
  answer = async () => [rowOf(PLAN, '年度计划'), rowOf(OTHER, '学期计划')]
  expect(marks(await lastShown())).toEqual([
    ['年度计划', null, 2],
    ['学期计划', null, 0],
  ])
})

test('a plan that was deleted stays on home while it holds unsynced work, and says so', async () => {
  await typedOffline()
  answer = async () => []
  expect(marks(await lastShown())).toEqual([['年度计划', 'not-found', 2]])
})

test('[L5] a network that swallows is not waited for: what is here is shown, and the server’s list after it', async () => {
  const later = Promise.withResolvers<PlanRow[]>()
  answer = () => later.promise
  const homes: HomePlans[] = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const loading = loadHomePlans(me, (home) => homes.push(home))
  await vi.advanceTimersByTimeAsync(3_000)
  await until(() => homes.length === 1)
  expect(homes[0]).toMatchObject({ fresh: false, plans: [{ title: '年度计划' }, { title: '学期计划' }] })
  vi.useRealTimers()
  later.resolve([rowOf(PLAN, '年度计划（新）')])
  await loading
  expect(homes[1]).toMatchObject({ fresh: true, plans: [{ title: '年度计划（新）' }] })
})

test('a plan that was created on the server is not marked as unsynced', async () => {
  const rows: PlanRow[] = []
  answer = async (path) =>
    path === '/api/plans' && rows.length > 0 ? rows : { plan: rowOf(PLAN, ''), created: true }
  const { plan } = await createPlan(
    me,
    { title: '新计划', organisation: null, period: null, kind: null, numbering: [] },
    [],
  )
  rows.push(rowOf(plan, '新计划'))
  expect(marks(await lastShown())).toContainEqual(['新计划', null, 0])
})
