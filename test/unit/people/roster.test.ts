import { describe, expect, it } from 'vitest'
import { InvitePeek, InviteRow, Me, MemberRow } from '../../../shared/wire/api.ts'
import { House, newId, Visitor } from './house.ts'

const list = async (chair: Visitor, ...names: string[]): Promise<MemberRow[]> =>
  (await chair.send('POST', '/roster', { names })).as(MemberRow.array())

describe('the roster', () => {
  it('takes names that nobody has, once each, from the chair alone', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    expect((await member.send('POST', '/roster', { names: ['孙悦'] })).said).toBe('403 not-allowed')
    const rows = await list(chair, ' 孙　悦 ', '李文', '孙 悦', '周平')
    expect(rows.map(({ name, joinedAt, listed }) => [name, joinedAt, listed])).toEqual([
      ['孙 悦', null, true],
      ['周平', null, true],
    ])
    expect((await chair.send('POST', '/roster', { names: ['吴静', '\u200b'] })).said).toBe('400 malformed')
    expect((await chair.send('POST', '/roster', { names: [] })).said).toBe('400 malformed')
    const all = (await chair.send('GET', '/members')).as(MemberRow.array())
    expect(all.filter((row) => row.listed)).toHaveLength(2)
  })

  it('[H7] is offered by a group link; who claims a name has the link’s role, and it is offered no more', async () => {
    const house = new House()
    const chair = await house.chair()
    const [sun, zhou] = await list(chair, '孙悦', '周平')
    const { token } = await house.invite(chair, 'delegate')
    const visitor = new Visitor(house)
    const roster = async () => (await visitor.send('POST', '/invites/peek', { token })).as(InvitePeek).roster
    expect((await roster()).map(({ name }) => name).toSorted()).toEqual(['周平', '孙悦'])
    expect((await visitor.send('POST', '/join', { token, user: sun?.id })).as(Me)).toMatchObject({
      user: { id: sun?.id, name: '孙悦' },
      role: 'delegate',
    })
    expect(await roster()).toEqual([{ id: zhou?.id, name: '周平' }])
    const rows = (await chair.send('GET', '/members')).as(MemberRow.array())
    expect(rows.find((row) => row.id === sun?.id)).toMatchObject({ joinedAt: house.clock, listed: true })
  })

  it('[H7] gives a name back that the wrong person claimed: they are out, and the next has another id', async () => {
    const house = new House()
    const chair = await house.chair()
    const [sun] = await list(chair, '孙悦')
    const { token } = await house.invite(chair, 'member')
    const wrong = new Visitor(house)
    await wrong.send('POST', '/join', { token, user: sun?.id })
    const path = `/members/${sun?.id}/unclaim`
    expect((await wrong.send('POST', path)).said).toBe('403 not-allowed')
    const ended: string[] = []
    house.relay.endSession = (session) => void ended.push(session)
    const free = (await chair.send('POST', path)).as(MemberRow)
    expect(free).toMatchObject({ name: '孙悦', joinedAt: null, listed: true })
    expect(free.id).not.toBe(sun?.id)
    expect(ended).toHaveLength(1)
    expect((await wrong.send('GET', '/me')).said).toBe('401 signed-out')
    const right = await new Visitor(house).send('POST', '/join', { token, user: free.id })
    expect(right.as(Me).user).toEqual({ id: free.id, name: '孙悦' })
    expect((await wrong.send('POST', '/join', { token, name: '钱进' })).as(Me).user.name).toBe('钱进')
  })

  it('undoes claims alone: not of names typed, of oneself, of nobody', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const [free] = await list(chair, '孙悦')
    const ids = [(await member.me()).user.id, (await chair.me()).user.id, free?.id]
    for (const id of ids)
      expect((await chair.send('POST', `/members/${id}/unclaim`)).said).toBe('403 not-allowed')
    expect((await chair.send('POST', `/members/${newId()}/unclaim`)).said).toBe('404 not-found')
    expect((await chair.send('POST', `/members/${free?.id}/logins`, { endOthers: false })).said).toBe(
      '404 not-found',
    )
  })

  it('loses a name without ending the links, as nobody came in under it', async () => {
    const house = new House()
    const chair = await house.chair()
    const [sun] = await list(chair, '孙悦')
    const { token } = await house.invite(chair, 'member')
    expect((await chair.send('DELETE', `/members/${sun?.id}`)).status).toBe(200)
    expect((await chair.send('GET', '/invites')).as(InviteRow.array())).toHaveLength(1)
    expect((await new Visitor(house).send('POST', '/join', { token, user: sun?.id })).said).toBe(
      '409 name-taken',
    )
  })
})
