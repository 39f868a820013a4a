import { describe, expect, it } from 'vitest'
import { MemberRow, PlanRow } from '../../../shared/wire/api.ts'
import type { PlanId } from '../../../shared/plan/ids.ts'
import type { Role } from '../../../shared/record/roles.ts'
import { type Answer, ANCHOR, firstOf, House, newId } from './house.ts'

type Headers = Record<string, string>

/** A committee, and a script with a token for its plan. */
async function withToken(role: Role) {
  const house = new House()
  const { chair, plan } = await house.committee()
  const committee = house.people.committee()
  if (committee === null) throw new Error('no committee')
  const { id, token, user } = house.people.tokens.make(committee, role, house.clock)
  house.people.tokens.bind(id, plan)
  const send = (method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> =>
    chair.send(method, path, body, {
      headers: { origin: '', cookie: '', authorization: `Bearer ${token}`, ...headers },
    })
  return { house, chair, plan, id, token, user, send }
}

const commentOn = (send: (...args: [string, string, unknown]) => Promise<Answer>, plan: PlanId) =>
  send('POST', `/plans/${plan}/events`, {
    id: newId(),
    body: { kind: 'comment', anchor: ANCHOR, text: '好' },
  })

describe('a script with a token', () => {
  it('[H8] reads its plan and comments as its role allows, without an Origin', async () => {
    const { house, chair, plan, user, send } = await withToken('delegate')
    const other = await chair.plan()
    expect((await send('GET', '/plans')).as(PlanRow.array()).map(({ id }) => id)).toEqual([plan])
    for (const path of ['', '/plan', '/events'])
      expect((await send('GET', `/plans/${plan}${path}`)).status).toBe(200)
    expect((await commentOn(send, plan)).body).toMatchObject({ author: user })
    for (const path of ['', '/plan', '/events'])
      expect((await send('GET', `/plans/${other}${path}`)).said).toBe('404 not-found')
    expect((await commentOn(send, other)).said).toBe('404 not-found')
    expect((await send('DELETE', `/plans/${plan}`)).said).toBe('403 not-allowed')
    const names = (await chair.send('GET', '/members')).as(MemberRow.array())
    expect(names.some((member) => member.id === user)).toBe(false)
    expect(house.faults).toEqual([])
  })

  it('[H8] does nothing with people, links and plans that it was not given, whatever its role', async () => {
    const { plan, send } = await withToken('chair')
    const first = firstOf('一、工作目标\n')
    for (const [method, path, body] of [
      ['GET', '/members'],
      ['GET', '/invites'],
      ['POST', '/invites', { role: 'member', days: 7, plan: null }],
      ['POST', '/roster', { names: ['张三'] }],
      ['POST', '/me/logins'],
      ['POST', '/logout'],
      ['POST', '/plans', { id: newId(), first }],
    ] as const)
      expect([path, (await send(method, path, body)).said]).toEqual([path, '403 not-allowed'])
    // The plan is there: creating it again changes nothing.
    expect((await send('POST', '/plans', { id: plan, first })).body).toMatchObject({ created: false })
  })

  it('[H8] is nobody beside a cookie, and with a token that does not work not even the cookie’s person', async () => {
    const { chair, plan, user, send } = await withToken('reader')
    const { cookie } = chair
    expect((await send('GET', '/me', undefined, { cookie })).body).toMatchObject({
      user: { id: user },
      role: 'reader',
    })
    expect((await commentOn((...args) => send(...args), plan)).said).toBe('403 not-allowed')
    const authorization = `Bearer ${newId()}`
    expect((await send('GET', '/me', undefined, { cookie, authorization })).said).toBe('401 signed-out')
    expect((await send('POST', '/invites', {}, { cookie, authorization })).said).toBe('401 signed-out')
  })

  it('[W12] a cookie still needs its own Origin', async () => {
    const { chair, send } = await withToken('reader')
    const { cookie } = chair
    expect((await send('POST', '/logout', undefined, { cookie, authorization: '' })).said).toBe(
      '403 foreign-origin',
    )
  })

  it('[H8] is shut out once its token is revoked, which is stored only as a hash', async () => {
    const { house, id, token, send } = await withToken('member')
    expect(house.people.tokens.list()).toMatchObject([{ id, role: 'member', plans: 1 }])
    const rows = house.db.sqlite.prepare('SELECT * FROM api_tokens').all()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(house.people.tokens.revoke(id, house.clock)).toBe(true)
    expect(house.people.tokens.revoke(id, house.clock)).toBe(false)
    expect((await send('GET', '/me')).said).toBe('401 signed-out')
    expect(house.people.tokens.list()).toEqual([])
  })
})
