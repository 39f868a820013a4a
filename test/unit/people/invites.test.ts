import { describe, expect, it } from 'vitest'
import { InviteMade, InvitePeek, InviteRow, Me } from '../../../shared/wire/api.ts'
import { House, newId, Visitor } from './house.ts'

describe('an invitation', () => {
  it('says what it offers and lets people in, each as themselves', async () => {
    const house = new House()
    const chair = await house.chair()
    const plan = await chair.plan('青杨路小学工会2026年工作计划\n\n一、指导思想\n以教职工为本。\n')
    const { token, link, invite } = await house.invite(chair, 'member', plan)
    expect(link).toBe(`${house.url}/join#${token}`)
    const visitor = new Visitor(house)
    expect((await visitor.send('POST', '/invites/peek', { token })).as(InvitePeek)).toEqual({
      committee: '青杨路小学工会',
      role: 'member',
      plan: { id: plan, title: '青杨路小学工会2026年工作计划' },
      roster: [],
      here: null,
    })
    const answer = await visitor.send('POST', '/join', { token, name: ' 李　文 ' })
    expect(answer.status).toBe(201)
    expect(answer.as(Me)).toMatchObject({ user: { name: '李 文' }, role: 'member' })
    const other = new Visitor(house)
    expect((await other.send('POST', '/join', { token, name: '陈静' })).status).toBe(201)
    expect((await other.me()).user.id).not.toBe((await visitor.me()).user.id)
    const invites = (await chair.send('GET', '/invites')).as(InviteRow.array())
    expect(invites).toEqual([{ ...invite, uses: 2 }])
    expect(JSON.stringify(house.db.sqlite.prepare('SELECT * FROM invites').all())).not.toContain(token)
  })

  it('answers alike when it is unknown, expired or revoked', async () => {
    const house = new House()
    const chair = await house.chair()
    const revoked = await house.invite(chair, 'member')
    const expired = await house.invite(chair, 'member', null, 1)
    expect((await chair.send('DELETE', `/invites/${revoked.invite.id}`)).status).toBe(200)
    house.clock += 24 * 3600 * 1000
    for (const token of [newId(), revoked.token, expired.token]) {
      for (const path of ['/invites/peek', '/join']) {
        const answer = await new Visitor(house).send('POST', path, { token, name: '李文' })
        expect([answer.status, answer.body]).toEqual([404, { refusal: 'link-invalid' }])
      }
    }
    const rows = (await chair.send('GET', '/invites')).as(InviteRow.array())
    expect(rows.map((row) => row.id)).toEqual([expired.invite.id])
  })

  it('[H5] lets in as many as the chair said, and then answers like an unknown one', async () => {
    const house = new House()
    const chair = await house.chair()
    const body = { role: 'member', days: 7, plan: null }
    for (const maxUses of [0, 5001, 1.5])
      expect((await chair.send('POST', '/invites', { ...body, maxUses })).said).toBe('400 malformed')
    const { token } = (await chair.send('POST', '/invites', { ...body, maxUses: 2 })).as(InviteMade)
    for (const name of ['李文', '陈静'])
      expect((await new Visitor(house).send('POST', '/join', { token, name })).status).toBe(201)
    for (const path of ['/invites/peek', '/join'])
      expect((await new Visitor(house).send('POST', path, { token, name: '赵强' })).said).toBe(
        '404 link-invalid',
      )
    expect((await chair.send('GET', '/invites')).as(InviteRow.array())).toMatchObject([
      { createdBy: '王敏', createdAt: house.clock, uses: 2, maxUses: 2 },
    ])
  })

  it('is revoked once, and only an own one', async () => {
    const house = new House()
    const chair = await house.chair()
    const { invite } = await house.invite(chair, 'reader')
    expect((await chair.send('DELETE', `/invites/${newId()}`)).said).toBe('404 not-found')
    expect((await chair.send('DELETE', `/invites/${invite.id}`)).status).toBe(200)
    expect((await chair.send('DELETE', `/invites/${invite.id}`)).said).toBe('404 not-found')
  })

  it('is made by the chair alone, never for a chair, never for long', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const body = { role: 'member', days: 7, plan: null }
    expect((await member.send('POST', '/invites', body)).said).toBe('403 not-allowed')
    expect((await member.send('GET', '/invites')).said).toBe('403 not-allowed')
    expect((await chair.send('POST', '/invites', { ...body, role: 'chair' })).said).toBe('400 malformed')
    expect((await chair.send('POST', '/invites', { ...body, days: 91 })).said).toBe('400 malformed')
    expect((await chair.send('POST', '/invites', { ...body, plan: newId() })).said).toBe('404 not-found')
  })

  it('opens home when its plan was deleted', async () => {
    const house = new House()
    const chair = await house.chair()
    const plan = await chair.plan()
    const { token } = await house.invite(chair, 'member', plan)
    await chair.send('DELETE', `/plans/${plan}`)
    const answer = await new Visitor(house).send('POST', '/invites/peek', { token })
    expect(answer.as(InvitePeek).plan).toBeNull()
  })

  it('[H2] makes the eleventh wrong guess of a minute wait, also a right one, at that address alone', async () => {
    const house = new House()
    const chair = await house.chair()
    const { token } = await house.invite(chair, 'member')
    const visitor = new Visitor(house)
    for (let guess = 0; guess < 10; guess++) {
      expect((await visitor.send('POST', '/invites/peek', { token: newId() })).said).toBe('404 link-invalid')
    }
    for (const wanted of [newId(), token]) {
      expect((await visitor.send('POST', '/join', { token: wanted, name: '李文' })).said).toBe('429 too-many')
    }
    const start = { token: newId(), committee: '工会', chair: '王敏' }
    expect((await visitor.send('POST', '/start', start)).said).toBe('429 too-many')
    const elsewhere = await visitor.send('POST', '/invites/peek', { token }, { address: '192.0.2.2' })
    expect(elsewhere.status).toBe(200)
    house.clock += 60_000
    expect((await visitor.send('POST', '/join', { token, name: '李文' })).status).toBe(201)
  })

  it('[H2] counts by what a proxy on this machine says, and by nobody else’s word', async () => {
    const house = new House()
    await house.chair()
    const visitor = new Visitor(house)
    const guess = async (address: string, forwarded: string): Promise<string> => {
      const extras = { address, headers: { 'x-forwarded-for': forwarded } }
      return (await visitor.send('POST', '/invites/peek', { token: newId() }, extras)).said
    }
    for (let i = 0; i < 10; i++) await guess('127.0.0.1', `192.0.2.${i}, 198.51.100.7`)
    expect(await guess('127.0.0.1', '198.51.100.7')).toBe('429 too-many')
    expect(await guess('127.0.0.1', '198.51.100.8')).toBe('404 link-invalid')
    for (let i = 0; i < 10; i++) await guess('203.0.113.9', `192.0.2.${i}`)
    expect(await guess('203.0.113.9', '192.0.2.99')).toBe('429 too-many')
  })
})
