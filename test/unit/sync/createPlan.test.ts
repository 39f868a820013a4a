import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Front } from '../../../shared/plan/block.ts'
import { BlockId } from '../../../shared/plan/ids.ts'
import { CreatePlanBody, FROM_HEADER, type PlanRow } from '../../../shared/wire/api.ts'
import { createPlan } from '../../../client/sync/createPlan.ts'
import { ensureCreated, sendCreations } from '../../../client/sync/sendCreations.ts'
import { creations, knownPlans } from '../../../client/sync/deviceIndex.ts'
import { freshDevice, ming } from './device.ts'

const front: Front = { title: '2026年计划', organisation: null, period: null, kind: null, numbering: [] }
const blocks = [{ id: BlockId.parse('b1'), kind: 'paragraph', text: '一段' } as const]

/** The server's side: which first updates it logged, and what it does with the next request. */
let logged: Map<string, string>
let posts: number
let network: 'ok' | 'down' | 'answer lost' | 'forbidden' | 'fault' | 'swallows'
let from: string | null

const row = (id: CreatePlanBody['id']): PlanRow => ({
  id,
  title: null,
  period: { from: null, to: null, text: null },
  stage: 'draft',
  createdBy: ming.user.id,
  createdAt: 0,
  editedAt: 0,
  seq: 1,
})

beforeEach(async () => {
  freshDevice()
  logged = new Map()
  posts = 0
  network = 'ok'
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    if (network === 'down') return Promise.reject(new TypeError('no network'))
    if (network === 'forbidden')
      return Promise.resolve(Response.json({ refusal: 'not-allowed' }, { status: 403 }))
    if (network === 'fault')
      return Promise.resolve(Response.json({ refusal: 'server-fault' }, { status: 500 }))
    posts += 1
    from = new Headers(init.headers).get(FROM_HEADER)
    if (network === 'swallows') return new Promise(() => undefined)
    const { id, first } = CreatePlanBody.parse(JSON.parse(typeof init.body === 'string' ? init.body : ''))
    const created = !logged.has(id)
    if (created) logged.set(id, first)
    else expect(logged.get(id)).toBe(first)
    if (network === 'answer lost') return Promise.reject(new TypeError('connection reset'))
    return Promise.resolve(Response.json({ plan: row(id), created }))
  })
  await Promise.all((await creations(ming.user.id)).map(({ plan }) => ensureCreated(ming, plan)))
  logged.clear()
  posts = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('without a network, home knows the year that a plan made here is for', async () => {
  network = 'down'
  const title = { id: BlockId.parse('b1'), kind: 'heading', level: 0, text: '工会2027年工作计划' } as const
  const { plan } = await createPlan(ming, { ...front, title: null }, [title])
  const known = (await knownPlans(ming.user.id)).find((one) => one.plan === plan)
  expect(known?.period?.from).toBe('2027-01')
})

test('without a network, home calls a plan made here what the server would: a heading is no title', async () => {
  network = 'down'
  const heading = { id: BlockId.parse('b1'), kind: 'heading', level: 1, text: '工作目标' } as const
  const { plan } = await createPlan(ming, { ...front, title: null }, [heading])
  expect((await knownPlans(ming.user.id)).find((one) => one.plan === plan)?.title).toBeNull()
})

test('with a network the plan is on the server when creating is done', async () => {
  const { plan, onServer } = await createPlan(ming, front, blocks)
  expect(onServer).toBe(true)
  expect([...logged.keys()]).toEqual([plan])
  expect(await creations(ming.user.id)).toEqual([])
})

test('[L4] a server with a fault is tried again later; the plan stays on this device', async () => {
  network = 'fault'
  const { plan, onServer } = await createPlan(ming, front, blocks)
  expect(onServer).toBe(false)
  expect((await creations(ming.user.id)).map((one) => [one.plan, one.refused])).toEqual([[plan, null]])
  network = 'ok'
  await sendCreations(ming)
  expect([...logged.keys()]).toEqual([plan])
})

test('[L4] without a network it is on this device, on home, and sent once the network is back', async () => {
  network = 'down'
  const { plan, onServer } = await createPlan(ming, front, blocks)
  expect(onServer).toBe(false)
  expect((await knownPlans(ming.user.id)).find((known) => known.plan === plan)?.title).toBe('2026年计划')
  network = 'ok'
  await sendCreations(ming)
  expect([...logged.keys()]).toEqual([plan])
  expect(await creations(ming.user.id)).toEqual([])
})

test('[L4] a lost answer and two tabs send the same bytes: one seed', async () => {
  network = 'answer lost'
  const { plan } = await createPlan(ming, front, blocks)
  expect(await creations(ming.user.id)).toHaveLength(1)
  network = 'ok'
  await Promise.all([ensureCreated(ming, plan), ensureCreated(ming, plan)])
  expect(posts).toBe(3)
  expect(logged.size).toBe(1)
  expect(await creations(ming.user.id)).toEqual([])
})

test('[L5] a network that swallows is not waited for: the plan is on this device', async () => {
  network = 'swallows'
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const creating = createPlan(ming, front, blocks)
  await vi.waitFor(() => expect(posts).toBe(1))
  await vi.advanceTimersByTimeAsync(3_000)
  const { plan, onServer } = await creating
  expect(onServer).toBe(false)
  expect((await creations(ming.user.id)).map((one) => one.plan)).toContain(plan)
  vi.useRealTimers()
  network = 'ok'
  await sendCreations(ming)
})

test('[L2] a creation names its author, so that it is not made under another’s session', async () => {
  await createPlan(ming, front, blocks)
  expect(from).toBe(ming.user.id)
})

test('a refused creation says why and leaves no trace', async () => {
  network = 'forbidden'
  const before = (await knownPlans(ming.user.id)).length
  await expect(createPlan(ming, front, blocks)).rejects.toMatchObject({ code: 'not-allowed' })
  expect(await creations(ming.user.id)).toEqual([])
  expect(await knownPlans(ming.user.id)).toHaveLength(before)
})
