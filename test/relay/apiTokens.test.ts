import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { PlanId } from '../../shared/plan/ids.ts'
import { SOCKETS_PER_SESSION } from '../../shared/wire/limits.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { gongni } from '../harness/command.ts'
import { type House, openHouse, textFor } from '../harness/house.ts'
import { openClosed, openRaw } from '../harness/rawClient.ts'
import { Person, Server } from '../harness/relayProcess.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

const Made = z.object({ id: z.string(), plan: PlanId, url: z.url(), token: z.string() })

async function makeToken(plan: string, role: string) {
  const { code, out, err } = await gongni(
    'token',
    '--plan',
    plan,
    '--role',
    role,
    '--data',
    house.server.data,
  )
  expect([code, err]).toEqual([0, ''])
  return Made.parse(JSON.parse(out))
}

test('[H8] a token from the command line writes its plan on the socket, and no other', async () => {
  const { chair } = house
  const made = await makeToken('new', 'member')
  expect(made.url).toMatch(new RegExp(`^ws://.*/sync/text/${made.plan}$`))
  const other = await chair.createPlan(SCHOOL_YEAR)
  const script = await openRaw(chair, made.plan, { bearer: made.token })
  script.type('脚本写的')
  await script.until(() => script.acked === script.sent)
  expect(await textFor(chair, made.plan)).toContain('脚本写的')
  expect((await openClosed(chair, other, { bearer: made.token })).closed).toBe(404)
  expect((await openClosed(chair, other, { bearer: 'nonsense' })).closed).toBe(401)
  script.close()
  const file = readFileSync(join(house.server.data, 'gongni.sqlite'))
  expect(file.includes(made.token)).toBe(false)
})

test('[H8] a token for reading is refused what it writes', async () => {
  const { chair } = house
  const { plan, token } = await makeToken('new', 'reader')
  const script = await openRaw(chair, plan, { bearer: token })
  script.type('不该写进去')
  await script.until(() => script.refused.length > 0)
  expect(script.refused[0]?.code).toBe('not-allowed')
  script.close()
})

test('[H8] revoking a token closes its sockets within a second, and no others', async () => {
  const { chair, server } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [ends, stays] = await Promise.all([makeToken(plan, 'member'), makeToken(plan, 'member')])
  const [gone, here] = await Promise.all([
    openRaw(chair, plan, { bearer: ends.token }),
    openRaw(chair, plan, { bearer: stays.token }),
  ])
  expect((await gongni('token', 'revoke', ends.id, '--data', server.data)).code).toBe(0)
  const start = performance.now()
  await gone.until(() => gone.closed !== null)
  expect(performance.now() - start).toBeLessThan(1_000)
  expect(gone.closed).toBe(1008)
  expect((await openClosed(chair, plan, { bearer: ends.token })).closed).toBe(401)
  here.type('还在写')
  await here.until(() => here.acked === here.sent)
  here.close()
  const left = await gongni('token', 'list', '--data', server.data)
  expect([left.out.includes(ends.id), left.out.includes(stays.id)]).toEqual([false, true])
  expect(await gongni('token', 'revoke', ends.id, '--data', server.data)).toMatchObject({ code: 1, out: '' })
})

test('a token without a plan or a role, or for a plan that is not there, is not made', async () => {
  const { data } = house.server
  expect((await gongni('token', '--plan', 'new', '--data', data)).code).toBe(2)
  expect((await gongni('token', '--role', 'member', '--data', data)).code).toBe(2)
  const unknown = ['token', '--plan', 'A'.repeat(22), '--role', 'member', '--data', data]
  expect(await gongni(...unknown)).toMatchObject({ code: 1, out: '' })
})

test('a load test is given plans and one token for them all, also beside a fresh server', async () => {
  const server = await new Server({ GONGNI_SOCKETS_PER_TOKEN: String(SOCKETS_PER_SESSION + 2) }).start()
  try {
    const { code, out } = await gongni('bench-prepare', '--port', '1', '--data', server.data, '--count', '3')
    expect(code).toBe(0)
    const lines = out.trim().split('\n')
    const bearer = /^header: Authorization: Bearer (\S+)$/.exec(lines.pop() ?? '')?.[1] ?? ''
    const plans = lines.map((line) => PlanId.parse(line))
    expect(plans).toHaveLength(3)
    const [plan] = plans
    if (plan === undefined) throw new Error('no plan')
    const at = new Person(server, '', house.chair.me)
    const many = await Promise.all(
      Array.from({ length: SOCKETS_PER_SESSION }, () => openRaw(at, plan, { bearer, subprotocol: null })),
    )
    for (const other of plans.slice(1)) many.push(await openRaw(at, other, { bearer }))
    const [writer, reader] = many
    writer?.type('负载')
    await reader?.until(() => reader.text().includes('负载'))
    expect((await openClosed(at, plan, { bearer })).closed).toBe(1013)
    for (const client of many) client.close()
  } finally {
    await server.remove()
  }
})
