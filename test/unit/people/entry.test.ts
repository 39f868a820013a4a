import { describe, expect, it } from 'vitest'
import { SESSION_MS } from '../../../server/people/sessions.ts'
import { StampedCommitteeEvent } from '../../../shared/record/events.ts'
import { InvitePeek, InviteRow, Me, MemberRow } from '../../../shared/wire/api.ts'
import { House, newId, Visitor } from './house.ts'

const NAMES = { committee: '青杨路小学工会', chair: '王敏' }

describe("the chair's one-time link", () => {
  it('founds the committee and signs the chair in', async () => {
    const house = new House()
    const visitor = new Visitor(house)
    expect((await visitor.send('GET', '/me')).said).toBe('401 signed-out')
    const token = house.people.makeStartToken(house.clock)
    const answer = await visitor.send('POST', '/start', { token, ...NAMES })
    expect(answer.status).toBe(201)
    expect(answer.as(Me)).toMatchObject({
      user: { name: '王敏' },
      committee: { name: '青杨路小学工会' },
      role: 'chair',
      epoch: 'epoch',
      url: house.url,
      shareable: false,
    })
    expect(await visitor.me()).toEqual(answer.body)
  })

  it('works once', async () => {
    const house = new House()
    const token = house.people.makeStartToken(house.clock)
    expect((await new Visitor(house).send('POST', '/start', { token, ...NAMES })).status).toBe(201)
    expect((await new Visitor(house).send('POST', '/start', { token, ...NAMES })).said).toBe('410 link-used')
  })

  it('is void once the server was started again', async () => {
    const house = new House()
    const before = house.people.makeStartToken(house.clock)
    const after = house.people.makeStartToken(house.clock)
    const visitor = new Visitor(house)
    expect((await visitor.send('POST', '/start', { token: before, ...NAMES })).said).toBe('404 link-invalid')
    expect((await visitor.send('POST', '/start', { token: after, ...NAMES })).status).toBe(201)
  })

  it('founds no second committee, and stays unused when it is refused', async () => {
    const house = new House()
    await house.chair()
    const token = house.people.makeStartToken(house.clock)
    const visitor = new Visitor(house)
    expect((await visitor.send('POST', '/start', { token, ...NAMES })).said).toBe('410 link-used')
    expect((await visitor.send('GET', '/me')).said).toBe('401 signed-out')
    expect(house.db.sqlite.prepare('SELECT count(*) AS n FROM committees').get()).toEqual({ n: 1 })
  })

  it('says before any form whether it still works', async () => {
    const house = new House()
    const visitor = new Visitor(house)
    const peek = async (token: string): Promise<string> =>
      (await visitor.send('POST', '/start/peek', { token })).said
    const token = house.people.makeStartToken(house.clock)
    expect([await peek(token), await peek(token), await peek(newId())]).toEqual([
      '200',
      '200',
      '404 link-invalid',
    ])
    expect(await peek(token.slice(3))).toBe('400 malformed')
    await visitor.send('POST', '/start', { token, ...NAMES })
    expect([await peek(token), await peek(newId())]).toEqual(['410 link-used', '410 link-used'])
  })

  it('is not used up by a name that nobody can read', async () => {
    const house = new House()
    const token = house.people.makeStartToken(house.clock)
    const visitor = new Visitor(house)
    const blank = { token, committee: NAMES.committee, chair: '\u202e\u200b' }
    expect((await visitor.send('POST', '/start', blank)).said).toBe('400 malformed')
    expect((await visitor.send('POST', '/start', { token, ...NAMES })).status).toBe(201)
  })
})

describe('a session', () => {
  it('[H1] is a cookie that scripts cannot read, and only a hash in the database', async () => {
    const house = new House()
    const token = house.people.makeStartToken(house.clock)
    const visitor = new Visitor(house)
    const answer = await visitor.send('POST', '/start', { token, ...NAMES })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^gongni=[\w-]{22}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const secret = visitor.cookie.slice('gongni='.length)
    const rows = JSON.stringify(house.db.sqlite.prepare('SELECT * FROM sessions').all())
    expect(rows).not.toContain(secret)
    const links = JSON.stringify(house.db.sqlite.prepare('SELECT * FROM start_links').all())
    expect(links).not.toContain(token)
  })

  it('is a __Host- cookie on https', async () => {
    const house = new House('https://plan.example.org')
    const token = house.people.makeStartToken(house.clock)
    const answer = await new Visitor(house).send('POST', '/start', { token, ...NAMES })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-gongni=[\w-]{22}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.as(Me).shareable).toBe(true)
  })

  it('ends by logging out, also for whoever kept the cookie', async () => {
    const house = new House()
    const chair = await house.chair()
    const { cookie } = chair
    expect((await chair.send('POST', '/logout')).status).toBe(200)
    expect(chair.cookie).toBe('gongni=')
    chair.cookie = cookie
    expect((await chair.send('GET', '/me')).said).toBe('401 signed-out')
    expect((await chair.send('POST', '/logout')).said).toBe('401 signed-out')
  })

  it('ends after 400 days', async () => {
    const house = new House()
    const chair = await house.chair()
    const { user, committee } = await chair.me()
    house.clock += SESSION_MS - 1
    expect((await chair.send('GET', '/me')).status).toBe(200)
    house.clock += 1
    expect((await chair.send('GET', '/me')).said).toBe('401 signed-out')
    house.people.sessions.open(user.id, committee.id, house.clock)
    expect(house.people.sessions.of(user.id)).toHaveLength(1)
  })
})

describe('a name', () => {
  it('belongs to one person of the committee, however it is typed', async () => {
    const house = new House()
    const chair = await house.chair()
    await house.join(chair, 'member', 'Li Wen')
    const { token } = await house.invite(chair, 'member')
    for (const name of ['王敏', '王\u200b敏', '\u202e王敏', 'li wen', 'Ｌｉ　Ｗｅｎ']) {
      const answer = await new Visitor(house).send('POST', '/join', { token, name })
      expect(answer.said, name).toBe('409 name-taken')
    }
    expect((await new Visitor(house).send('POST', '/join', { token, name: '\u0007' })).said).toBe(
      '400 malformed',
    )
    expect((await new Visitor(house).send('POST', '/join', { token })).said).toBe('400 malformed')
    const long = { token, name: '王'.repeat(61) }
    expect((await new Visitor(house).send('POST', '/join', long)).said).toBe('400 malformed')
  })

  it('that the chair wrote on the roster is claimed once, by its id or by typing it', async () => {
    const house = new House()
    const chair = await house.chair()
    const { committee } = await chair.me()
    const unclaimed = ['赵强', '陈静'].map((name) => {
      const id = newId()
      house.db.run('INSERT INTO users (id, name, created_at) VALUES (?, ?, 0)', id, name)
      house.db.run("INSERT INTO members (committee, user, role) VALUES (?, ?, 'reader')", committee.id, id)
      return { id, name }
    })
    const { token } = await house.invite(chair, 'delegate')
    const peek = (await new Visitor(house).send('POST', '/invites/peek', { token })).as(InvitePeek)
    expect(peek.roster).toEqual(unclaimed)
    const [zhao, chen] = unclaimed
    const byId = await new Visitor(house).send('POST', '/join', { token, user: chen?.id })
    expect(byId.as(Me)).toMatchObject({ user: chen, role: 'delegate' })
    const byName = await new Visitor(house).send('POST', '/join', { token, name: '赵强' })
    expect(byName.as(Me).user).toEqual(zhao)
    for (const body of [
      { token, user: chen?.id },
      { token, name: '赵强' },
      { token, user: newId() },
    ]) {
      expect((await new Visitor(house).send('POST', '/join', body)).said).toBe('409 name-taken')
    }
  })
})

describe('somebody who opens an invitation', () => {
  it('and is in already stays who they are', async () => {
    const house = new House()
    const { chair, delegate } = await house.committee()
    const before = await delegate.me()
    const { token, invite } = await house.invite(chair, 'member')
    const peek = (await delegate.send('POST', '/invites/peek', { token })).as(InvitePeek)
    expect(peek.here).toEqual({ ...before.user, role: 'delegate' })
    const answer = await delegate.send('POST', '/join', { token, name: '另一人' })
    expect([answer.status, answer.body]).toEqual([200, before])
    const rows = (await chair.send('GET', '/invites')).as(InviteRow.array())
    expect(rows.find((row) => row.id === invite.id)?.uses).toBe(0)
  })

  it('and was removed is the same person again, by the same browser and name', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const { user } = await member.me()
    await chair.send('DELETE', `/members/${user.id}`)
    const { token } = await house.invite(chair, 'delegate')

    const shared = new Visitor(house)
    shared.cookie = member.cookie
    const another = await shared.send('POST', '/join', { token, name: '孙悦' })
    expect(another.as(Me).user.id).not.toBe(user.id)

    const { cookie } = member
    expect((await member.send('POST', '/join', { token, name: '李文' })).as(Me)).toMatchObject({
      user,
      role: 'delegate',
    })
    const rows = (await chair.send('GET', '/members')).as(MemberRow.array())
    expect(rows.filter((row) => row.name === '李文')).toMatchObject([{ id: user.id, role: 'delegate' }])
    member.cookie = cookie
    expect((await member.send('GET', '/me')).said).toBe('401 signed-out')
  })

  it('[H5] made before they were removed is not let in by it, under no name and from no browser', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const { user } = await member.me()
    const links = [await house.invite(chair, 'member'), await house.invite(chair, 'reader')]
    await chair.send('DELETE', `/members/${user.id}`)
    for (const { token } of links)
      for (const visitor of [member, new Visitor(house)])
        for (const name of ['李文', '别的名字'])
          expect((await visitor.send('POST', '/join', { token, name })).said).toBe('404 link-invalid')
    expect((await chair.send('GET', '/invites')).body).toEqual([])
    const { committee } = await chair.me()
    const events = StampedCommitteeEvent.array().parse(house.journal.after(`committee:${committee.id}`, 0))
    const kinds = events.map((event) => event.body?.kind)
    expect(kinds.slice(-6)).toEqual(['removed', ...Array<string>(5).fill('invite-revoked')])
  })

  it('[P6] and takes a removed person’s name is not that person', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const { user } = await member.me()
    const { token } = await house.invite(chair, 'member')
    expect((await new Visitor(house).send('POST', '/join', { token, name: '李文' })).said).toBe(
      '409 name-taken',
    )
    await chair.send('DELETE', `/members/${user.id}`)
    const { token: later } = await house.invite(chair, 'member')
    expect((await new Visitor(house).send('POST', '/join', { token: later, user: user.id })).said).toBe(
      '409 name-taken',
    )
    const namesake = await new Visitor(house).send('POST', '/join', { token: later, name: '李文' })
    expect(namesake.as(Me).user.id).not.toBe(user.id)
    expect((await member.send('POST', '/join', { token: later, name: '李文' })).said).toBe('409 name-taken')
  })
})
