import { describe, expect, it } from 'vitest'
import { GIVEN_LINK_MS, OWN_LINK_MS } from '../../../server/people/loginLinks.ts'
import { LoginMade, LoginPeek, Me } from '../../../shared/wire/api.ts'
import { House, newId, Visitor } from './house.ts'

const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1)

async function ownLink(visitor: Visitor): Promise<string> {
  return tokenOf((await visitor.send('POST', '/me/logins')).as(LoginMade).link)
}

describe('a link for another device', () => {
  it('[H6] opens a session of the same person, once, and leaves the first device signed in', async () => {
    const house = new House()
    const { member } = await house.committee()
    const before = await member.me()
    const { link, expires } = (await member.send('POST', '/me/logins')).as(LoginMade)
    expect(link.startsWith(`${house.url}/login#`)).toBe(true)
    expect(expires).toBe(house.clock + OWN_LINK_MS)
    const token = tokenOf(link)
    const phone = new Visitor(house)
    expect((await phone.send('POST', '/logins/peek', { token })).as(LoginPeek)).toEqual({
      committee: '青杨路小学工会',
      user: before.user,
      here: null,
    })
    const answer = await phone.send('POST', '/login', { token })
    expect([answer.status, answer.as(Me)]).toEqual([201, before])
    expect(phone.cookie).not.toBe(member.cookie)
    expect([await phone.me(), await member.me()]).toEqual([before, before])
    for (const path of ['/login', '/logins/peek'])
      expect((await new Visitor(house).send('POST', path, { token })).said).toBe('404 link-invalid')
  })

  it('[H6] works for ten minutes, and not beside a later one', async () => {
    const house = new House()
    const { member } = await house.committee()
    const [first, second] = [await ownLink(member), await ownLink(member)]
    house.clock += OWN_LINK_MS - 1
    const peek = async (token: string): Promise<string> =>
      (await new Visitor(house).send('POST', '/logins/peek', { token })).said
    expect([await peek(first), await peek(second)]).toEqual(['404 link-invalid', '200'])
    house.clock += 1
    for (const path of ['/login', '/logins/peek'])
      expect((await new Visitor(house).send('POST', path, { token: second })).said).toBe('404 link-invalid')
  })

  it('[H1] is kept as a hash, and guesses at it are counted with those at other links', async () => {
    const house = new House()
    const { member } = await house.committee()
    const token = await ownLink(member)
    expect(JSON.stringify(house.db.sqlite.prepare('SELECT * FROM login_links').all())).not.toContain(token)
    const visitor = new Visitor(house)
    for (let guess = 0; guess < 10; guess++)
      expect((await visitor.send('POST', '/login', { token: newId() })).said).toBe('404 link-invalid')
    expect((await visitor.send('POST', '/login', { token })).said).toBe('429 too-many')
    expect((await visitor.send('POST', '/invites/peek', { token: newId() })).said).toBe('429 too-many')
  })

  it('[L2] says who else is signed in there, and ends their session when it is used all the same', async () => {
    const house = new House()
    const { member, delegate } = await house.committee()
    const ended: string[] = []
    house.relay.endSession = (session) => void ended.push(session)
    const token = await ownLink(member)
    const { user } = await delegate.me()
    expect((await delegate.send('POST', '/logins/peek', { token })).as(LoginPeek).here).toEqual(user)
    const { cookie } = delegate
    expect((await delegate.send('POST', '/login', { token })).as(Me).user.name).toBe('李文')
    delegate.cookie = cookie
    expect((await delegate.send('GET', '/me')).said).toBe('401 signed-out')
    expect(ended).toHaveLength(1)
  })

  it('leaves whoever is in already as they are, and is used up', async () => {
    const house = new House()
    const { member } = await house.committee()
    const { cookie } = member
    const token = await ownLink(member)
    expect((await member.send('POST', '/login', { token })).status).toBe(200)
    expect(member.cookie).toBe(cookie)
    expect((await member.send('GET', '/me')).status).toBe(200)
    expect((await member.send('POST', '/login', { token })).said).toBe('404 link-invalid')
  })

  it('[H5] ends when its person is removed, or who made it', async () => {
    const house = new House()
    const { chair, member, delegate } = await house.committee()
    const [memberId, delegateId] = [(await member.me()).user.id, (await delegate.me()).user.id]
    await chair.send('PATCH', `/members/${memberId}`, { role: 'chair' })
    const given = (await member.send('POST', `/members/${delegateId}/logins`, { endOthers: false })).as(
      LoginMade,
    )
    const own = await ownLink(member)
    await chair.send('DELETE', `/members/${memberId}`)
    for (const token of [own, tokenOf(given.link)])
      expect((await new Visitor(house).send('POST', '/login', { token })).said).toBe('404 link-invalid')
  })
})

describe('a link from the chair', () => {
  it('[H6] brings a person back who lost the cookie, and only the chair makes it', async () => {
    const house = new House()
    const { chair, member, delegate } = await house.committee()
    const { user, committee } = await member.me()
    const path = `/members/${user.id}/logins`
    expect((await delegate.send('POST', path, { endOthers: false })).said).toBe('403 not-allowed')
    expect((await chair.send('POST', `/members/${newId()}/logins`, { endOthers: false })).said).toBe(
      '404 not-found',
    )
    const { link, expires } = (await chair.send('POST', path, { endOthers: false })).as(LoginMade)
    expect(expires).toBe(house.clock + GIVEN_LINK_MS)
    const back = new Visitor(house)
    expect((await back.send('POST', '/login', { token: tokenOf(link) })).as(Me).user).toEqual(user)
    expect((await member.send('GET', '/me')).status).toBe(200)
    expect(house.journal.after(`committee:${committee.id}`, 0).at(-1)).toMatchObject({
      author: (await chair.me()).user.id,
      body: { kind: 'login-link', user: user.id },
    })
  })

  it('[H3] ends the person’s other sessions at once when the chair says so', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const { user } = await member.me()
    const ended: string[] = []
    house.relay.endSession = (session) => void ended.push(session)
    const { link } = (await chair.send('POST', `/members/${user.id}/logins`, { endOthers: true })).as(
      LoginMade,
    )
    expect(ended).toHaveLength(1)
    expect((await member.send('GET', '/me')).said).toBe('401 signed-out')
    expect((await member.send('POST', '/login', { token: tokenOf(link) })).as(Me).user).toEqual(user)
  })
})
