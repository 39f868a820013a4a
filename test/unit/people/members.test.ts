import { describe, expect, it } from 'vitest'
import { MemberRow } from '../../../shared/wire/api.ts'
import { House, newId, type Visitor } from './house.ts'

describe('the members', () => {
  it('are listed for everyone of the committee, in the order they joined', async () => {
    const house = new House()
    const { reader } = await house.committee()
    const rows = (await reader.send('GET', '/members')).as(MemberRow.array())
    expect(rows.map((row) => row.role).toSorted()).toEqual(['chair', 'delegate', 'member', 'reader'])
    expect(rows.every((row) => row.joinedAt === house.clock)).toBe(true)
  })

  it('[P6] have the role that the chair gave, from the next request on', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    const { user } = await member.me()
    const path = `/members/${user.id}`
    expect((await member.send('PATCH', path, { role: 'chair' })).said).toBe('403 not-allowed')
    expect((await member.send('DELETE', path)).said).toBe('403 not-allowed')
    await member.comment(plan, '这一条很好。')
    const answer = await chair.send('PATCH', path, { role: 'reader' })
    expect(answer.as(MemberRow)).toMatchObject({ id: user.id, role: 'reader' })
    expect((await member.me()).role).toBe('reader')
    await expect(member.comment(plan, '再说一句')).rejects.toThrow('403 not-allowed')
    expect((await member.send('POST', '/plans', { id: newId(), first: 'AAA=' })).said).toBe('403 not-allowed')
  })

  it('keep a role that is given again without a line in the journal', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const { user, committee } = await member.me()
    const lines = (): number => house.journal.after(`committee:${committee.id}`, 0).length
    const before = lines()
    await chair.send('PATCH', `/members/${user.id}`, { role: 'member' })
    expect(lines()).toBe(before)
    await chair.send('PATCH', `/members/${user.id}`, { role: 'delegate' })
    expect(lines()).toBe(before + 1)
  })

  it('[H4] always have a chair', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const [first, second] = [(await chair.me()).user.id, (await member.me()).user.id]
    expect((await chair.send('PATCH', `/members/${first}`, { role: 'member' })).said).toBe('403 not-allowed')
    expect((await chair.send('DELETE', `/members/${first}`)).said).toBe('403 not-allowed')
    expect((await chair.send('PATCH', `/members/${second}`, { role: 'chair' })).status).toBe(200)
    expect((await chair.send('PATCH', `/members/${first}`, { role: 'member' })).status).toBe(200)
    expect((await member.send('PATCH', `/members/${second}`, { role: 'member' })).said).toBe(
      '403 not-allowed',
    )
  })

  it('[H4] always have a chair who has joined', async () => {
    const house = new House()
    const chair = await house.chair()
    const { user, committee } = await chair.me()
    const id = newId()
    house.db.run("INSERT INTO users (id, name, created_at) VALUES (?, '陈静', 0)", id)
    house.db.run("INSERT INTO members (committee, user, role) VALUES (?, ?, 'chair')", committee.id, id)
    expect((await chair.send('DELETE', `/members/${user.id}`)).said).toBe('403 not-allowed')
  })

  it('[H3] who lose a role, a seat or a session are named to the relay', async () => {
    const house = new House()
    const { chair, member, delegate, plan } = await house.committee()
    const told: string[] = []
    house.relay.refresh = () => void told.push('refresh')
    house.relay.endSession = (session) => void told.push(session)
    const sessionOf = (visitor: Visitor): string =>
      house.people.sessions.find(visitor.cookie.slice('gongni='.length), house.clock)?.session ?? ''
    const [ofMember, ofDelegate] = [sessionOf(member), sessionOf(delegate)]

    await chair.send('PATCH', `/members/${(await member.me()).user.id}`, { role: 'reader' })
    expect(told.splice(0)).toEqual(['refresh'])
    await chair.event(plan, { kind: 'stage', stage: 'consultation' })
    expect(told.splice(0)).toEqual(['refresh'])
    await chair.send('DELETE', `/members/${(await member.me()).user.id}`)
    expect(told.splice(0)).toEqual([ofMember, 'refresh'])
    await delegate.send('POST', '/logout')
    expect(told.splice(0)).toEqual([ofDelegate])
    await chair.event(plan, { kind: 'stage', stage: 'draft' })
    await chair.send('DELETE', `/plans/${plan}`)
    expect(told).toEqual(['refresh', 'refresh'])
  })

  it('are out at once when they are removed, on every device, and their name stays theirs', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    const { user } = await member.me()
    expect((await chair.send('DELETE', `/members/${user.id}`)).status).toBe(200)
    for (const path of ['/me', '/members', '/plans', `/plans/${plan}`, `/plans/${plan}/events`]) {
      expect((await member.send('GET', path)).said).toBe('401 signed-out')
    }
    expect((await chair.send('DELETE', `/members/${user.id}`)).said).toBe('404 not-found')
    const rows = (await chair.send('GET', '/members')).as(MemberRow.array())
    expect(rows.map((row) => row.name)).not.toContain('李文')
  })
})

describe('a hostile request', () => {
  it('[W12] from another site changes nothing', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    const { user } = await member.me()
    for (const origin of ['https://evil.example', 'null', '']) {
      const extras = { headers: { origin } }
      for (const [method, path, body] of [
        ['POST', '/logout', undefined],
        ['PATCH', `/members/${user.id}`, { role: 'reader' }],
        ['DELETE', `/members/${user.id}`, undefined],
        ['DELETE', `/plans/${plan}`, undefined],
        ['POST', '/invites', { role: 'member', days: 7, plan: null }],
      ] as const) {
        expect((await chair.send(method, path, body, extras)).said).toBe('403 foreign-origin')
      }
    }
    expect((await member.me()).role).toBe('member')
    expect((await chair.send('GET', `/plans/${plan}`)).status).toBe(200)
  })

  it('with a body that is no JSON, or not ours, is refused and no fault', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    const { user } = await member.me()
    const routes = [
      ['POST', '/start'],
      ['POST', '/start/peek'],
      ['POST', '/join'],
      ['POST', '/invites/peek'],
      ['POST', '/invites'],
      ['POST', '/logins/peek'],
      ['POST', '/login'],
      ['POST', '/roster'],
      ['POST', `/members/${user.id}/logins`],
      ['PATCH', `/members/${user.id}`],
      ['POST', '/plans'],
      ['POST', `/plans/${plan}/events`],
    ] as const
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"__proto__":{"role":"chair"}}',
      '['.repeat(100_000),
      '\u0000',
    ]
    for (const [method, path] of routes) {
      for (const raw of bodies) {
        const answer = await chair.send(method, path, undefined, { raw })
        expect(answer.said, `${method} ${path} ${raw.slice(0, 20)}`).toBe('400 malformed')
      }
    }
    expect(house.faults).toEqual([])
  })

  it('with more than a body may hold is refused, whether it says so or not', async () => {
    const house = new House()
    const { chair, plan } = await house.committee()
    const raw = JSON.stringify({ id: newId(), body: { kind: 'comment', text: 'x'.repeat(1024 * 1024) } })
    const path = `/plans/${plan}/events`
    expect((await chair.send('POST', path, undefined, { raw })).said).toBe('413 too-large')
    const said = { raw: '{}', headers: { 'content-length': String(2 * 1024 * 1024) } }
    expect((await chair.send('POST', path, undefined, said)).said).toBe('413 too-large')
  })

  it('with an id that is none finds nothing', async () => {
    const house = new House()
    const { chair } = await house.committee()
    const ids = [
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e',
      '%00',
      '__proto__',
      'a'.repeat(300),
      "'%20OR%201=1",
      '王',
      '%ff',
    ]
    for (const id of ids) {
      for (const [method, path, body] of [
        ['GET', `/plans/${id}`, undefined],
        ['GET', `/plans/${id}/plan`, undefined],
        ['GET', `/plans/${id}/events`, undefined],
        ['POST', `/plans/${id}/events`, { id: newId(), body: { kind: 'stage', stage: 'draft' } }],
        ['DELETE', `/plans/${id}`, undefined],
        ['PATCH', `/members/${id}`, { role: 'reader' }],
        ['DELETE', `/members/${id}`, undefined],
        ['POST', `/members/${id}/logins`, { endOthers: true }],
        ['POST', `/members/${id}/unclaim`, undefined],
        ['DELETE', `/invites/${id}`, undefined],
      ] as const) {
        expect((await chair.send(method, path, body)).said, `${method} ${path}`).toBe('404 not-found')
      }
    }
    expect(house.faults).toEqual([])
  })

  it('without a session learns nothing, not even whether its body was good', async () => {
    const house = new House()
    const { plan, member } = await house.committee()
    const { user } = await member.me()
    member.cookie = `gongni=${newId()}`
    for (const [method, path] of [
      ['GET', '/me'],
      ['GET', '/members'],
      ['GET', '/invites'],
      ['POST', '/me/logins'],
      ['POST', '/roster'],
      ['POST', `/members/${user.id}/unclaim`],
      ['POST', `/members/${user.id}/logins`],
      ['GET', '/plans'],
      ['GET', `/plans/${plan}`],
      ['GET', `/plans/${newId()}`],
      ['POST', '/plans'],
      ['POST', '/invites'],
      ['PATCH', `/members/${user.id}`],
      ['POST', `/plans/${plan}/events`],
    ] as const) {
      expect((await member.send(method, path)).said, `${method} ${path}`).toBe('401 signed-out')
    }
  })
})
