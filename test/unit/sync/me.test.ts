import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Me } from '../../../shared/wire/api.ts'
import { CommitteeId } from '../../../shared/plan/ids.ts'
import { rememberPlan } from '../../../client/sync/deviceIndex.ts'
import { call, Unreachable } from '../../../client/sync/api.ts'
import { loadMe, type WhoAmI } from '../../../client/sync/me.ts'
import { signOut } from '../../../client/sync/signOut.ts'
import { openPlanDatabase } from '../../../client/sync/rows.ts'
import { othersWork, textOnDevice, unsyncedPlans } from '../../../client/sync/unsyncedWork.ts'
import { freshDevice, hong, ming, PLAN, stateWith, until } from './device.ts'

const meOf = ({ user }: typeof ming, name: string): Me => ({
  user: { ...user, name },
  committee: { id: CommitteeId.parse('kkkkkkkkkkkkkkkkkkkkkk'), name: '工会' },
  role: 'member',
  epoch: 'e1',
  url: 'http://plan.test',
  shareable: true,
})

let answer: (init?: RequestInit) => Promise<Response>
beforeEach(() => {
  freshDevice()
  vi.stubGlobal('fetch', (_path: string, init?: RequestInit) => answer(init))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const noCorrection = (): void => expect.unreachable()
const signedIn = (me: Me): void => {
  answer = () => Promise.resolve(Response.json(me))
}
const offline = (): void => {
  answer = () => Promise.reject(new TypeError('no network'))
}

test('who is here comes from the server, and without a network from this device', async () => {
  const me = meOf(ming, '小明')
  signedIn(me)
  expect(await loadMe(noCorrection)).toEqual({ kind: 'signed-in', me, fresh: true })
  offline()
  expect(await loadMe(noCorrection)).toEqual({ kind: 'signed-in', me, fresh: false })
})

/** Requests leave and nothing ever comes back. */
const swallowed = (init?: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })

test('[L5] a network that swallows is not waited for, and the server’s later word corrects', async () => {
  const me = meOf(ming, '小明')
  signedIn(me)
  await loadMe(noCorrection)
  const later = Promise.withResolvers<Response>()
  answer = () => later.promise
  const corrections: WhoAmI[] = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const who = loadMe((one) => corrections.push(one))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await who).toEqual({ kind: 'signed-in', me, fresh: false })
  later.resolve(Response.json(meOf(hong, '小红')))
  vi.useRealTimers()
  await until(() => corrections.length > 0)
  expect(corrections).toEqual([{ kind: 'signed-in', me: meOf(hong, '小红'), fresh: true }])
})

test('[L5] a request that nothing answers ends', async () => {
  answer = swallowed
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const asked = expect(call(z.unknown(), 'GET', '/me')).rejects.toBeInstanceOf(Unreachable)
  await vi.advanceTimersByTimeAsync(15_000)
  await asked
})

test('[L2] after signing out nobody is shown without the server’s word', async () => {
  signedIn(meOf(ming, '小明'))
  await loadMe(noCorrection)
  answer = () => Promise.resolve(Response.json({ refusal: 'signed-out' }, { status: 401 }))
  expect(await loadMe(noCorrection)).toEqual({ kind: 'signed-out' })
  offline()
  expect(await loadMe(noCorrection)).toEqual({ kind: 'unreachable' })
})

/** The device holds two changes of Ming's to the plan that the server does not have. */
async function leaveUnsynced(): Promise<void> {
  signedIn(meOf(ming, '小明'))
  await loadMe(noCorrection)
  await rememberPlan(ming.user.id, { plan: PLAN, title: '年度计划', stage: 'draft', openedAt: 0 })
  const db = openPlanDatabase(ming.user.id, PLAN)
  await db.run('readwrite', 'rows', async (tx) => {
    const update = stateWith('小明的一段')
    tx.objectStore('rows').put({ key: 'k', update, pending: true, places: ['p1', 'p2'] })
  })
  db.close()
}

const UNSYNCED = { plan: PLAN, title: '年度计划', places: 2 }

test('[P3][L2] whose session the server ended still reaches what was not sent; who signed out leaves it to nobody', async () => {
  await leaveUnsynced()
  answer = () => Promise.resolve(Response.json({ refusal: 'signed-out' }, { status: 401 }))
  await loadMe(noCorrection)
  await loadMe(noCorrection)
  expect(await othersWork(null)).toEqual([{ ...UNSYNCED, user: ming.user.id, name: '小明' }])
  await leaveUnsynced()
  await signOut()
  expect(await othersWork(null)).toEqual([])
})

test('[L2] the next person is offered what the last one left unsynced, as text only', async () => {
  await leaveUnsynced()
  signedIn(meOf(hong, '小红'))
  await loadMe(noCorrection)
  expect(await unsyncedPlans(ming.user.id)).toEqual([UNSYNCED])
  expect(await unsyncedPlans(hong.user.id)).toEqual([])
  expect(await othersWork(hong.user.id)).toEqual([{ ...UNSYNCED, user: ming.user.id, name: '小明' }])
  expect(await textOnDevice(ming.user.id, PLAN)).toContain('小明的一段')
})
