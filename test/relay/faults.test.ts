/** A disk that fails and a database that is busy, at each statement of what is written. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../../server/store/database.ts'
import { BODY, SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { FAULTS, FaultySql } from '../harness/faultySql.ts'
import { HereRelay } from '../harness/hereRelay.ts'
import type { Member } from '../harness/members.ts'
import { Client, ready } from '../harness/rawClient.ts'
import { ANCHOR, type Answer, firstOf, House, newId, Visitor } from '../unit/people/house.ts'

/** More statements than any one thing that is written takes. */
const MOST = 200

test.each(FAULTS)(
  '[W1][P1][P2] $name at each statement of an append: nothing is acknowledged or shown that is not stored, and afterwards all goes on',
  async (fault) => {
    const here = new HereRelay()
    const sql = new FaultySql(here.db)
    const [member, delegate] = [here.member('member'), here.member('delegate')]
    let came = 0
    for (let nth = 0; nth < MOST; nth++) {
      const plan = here.plan(SCHOOL_YEAR)
      const open = (who: Member, doc = new Y.Doc()): Promise<Client> =>
        ready(new Client(here.dial(plan, who, SCHEMA_VERSION), doc))
      const stored = (): string => here.log.load(plan).doc.getXmlFragment(BODY).toJSON()
      const [writer, reader] = [await open(member), await open(delegate)]
      sql.arm(nth, fault)
      writer.type('写不写得下')
      await writer.until(() => writer.closed !== null || writer.acked === writer.sent)
      const isReached = sql.disarm()
      const isStored = stored().includes('写不写得下')
      if (writer.acked === writer.sent) expect(isStored).toBe(true)
      else expect([writer.closed, here.faults.length]).toEqual([1011, 1])
      if (!isStored) expect(reader.text()).not.toContain('写不写得下')
      if (writer.closed !== null) came += 1
      here.faults.length = 0
      const [back, other] = [await open(member, writer.doc), await open(delegate)]
      back.type('又写')
      await back.until(() => back.acked === back.sent)
      await other.until(() => other.text() === back.text())
      expect(stored()).toBe(back.text())
      for (const words of ['写不写得下', '又写']) expect(stored().split(words)).toHaveLength(2)
      for (const client of [writer, reader, back, other]) client.close()
      if (!isReached) break
    }
    await here.close()
    expect(came).toBeGreaterThanOrEqual(fault.afterCommit === true ? 1 : 6)
  },
)

/** All that stands in the tables. */
const contentOf = ({ sqlite }: Database): unknown =>
  sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => [name, sqlite.prepare(`SELECT * FROM "${String(name)}"`).all()])

type Site = { what: string; send: () => Promise<Answer> }
const idOf = async (who: Visitor): Promise<string> => (await who.me()).user.id
const site = (what: string, send: () => Promise<Answer>): Site => ({ what, send })

/** Each thing that the API writes; asked again, it is the same thing that was asked before. */
async function sitesOf(house: House, people: Awaited<ReturnType<House['committee']>>): Promise<Site[]> {
  const { chair, member, delegate, reader, plan } = people
  const [plan2, event, invite] = [newId(), newId(), await house.invite(chair, 'member')]
  const { token } = await house.invite(chair, 'reader')
  const body = { kind: 'comment', anchor: ANCHOR, text: '请写明完成时间。' } as const
  const [delegateId, readerId] = [await idOf(delegate), await idOf(reader)]
  return [
    site('a new plan', () => member.send('POST', '/plans', { id: plan2, first: firstOf('一、工作目标\n') })),
    site('a comment', () => delegate.event(plan, body, event)),
    site('a version', () =>
      member.send('POST', `/plans/${plan}/versions`, { kind: 'named', name: '第一稿' }),
    ),
    site('an invitation', () => chair.send('POST', '/invites', { role: 'member', days: 7, plan: null })),
    site('an invitation that ends', () => chair.send('DELETE', `/invites/${invite.invite.id}`)),
    site('somebody who joins', () => new Visitor(house).send('POST', '/join', { token, name: '新来的' })),
    site('names on the roster', () => chair.send('POST', '/roster', { names: ['甲', '乙'] })),
    site('a role', () => chair.send('PATCH', `/members/${delegateId}`, { role: 'member' })),
    site('a link for a device', () => member.send('POST', '/me/logins')),
    site('a person removed', () => chair.send('DELETE', `/members/${readerId}`)),
    site('a plan deleted', () => chair.send('DELETE', `/plans/${plan}`)),
    site('signing out', () => member.send('POST', '/logout')),
  ]
}

test.each(FAULTS.filter(({ afterCommit }) => afterCommit !== true))(
  '[P7] $name at each place where the API writes: it is answered with a fault, nothing of it is written, and asked again it is done',
  async (fault) => {
    const house = new House()
    const people = await house.committee()
    const sites = await sitesOf(house, people)
    const sql = new FaultySql(house.db, { reads: false })
    for (const { what, send } of sites) {
      let came = 0
      for (let nth = 0; nth < MOST; nth++) {
        const before = contentOf(house.db)
        sql.arm(nth, fault)
        const answer = await send()
        if (!sql.disarm()) {
          expect(`${what}: ${answer.status < 300}`).toBe(`${what}: true`)
          break
        }
        came += 1
        expect(`${what}, ${nth}: ${answer.said}`).toBe(`${what}, ${nth}: 500 server-fault`)
        expect(contentOf(house.db)).toEqual(before)
      }
      expect(came).toBeGreaterThan(0)
    }
  },
)
