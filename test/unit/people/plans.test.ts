import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { PlanId } from '../../../shared/plan/ids.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { PlanCreated, PlanRow, TypedPlan } from '../../../shared/wire/api.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { firstOf, House, newId } from './house.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Adds a paragraph to a plan's log, as the relay does. */
function write(house: House, plan: PlanId, words: string): void {
  const author = house.log.plan(plan)?.createdBy
  if (author === undefined) throw new Error('there is no such plan')
  const { doc } = house.log.load(plan)
  const before = Y.encodeStateVector(doc)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment(BODY).push([paragraph])
  const update = Y.encodeStateAsUpdate(doc, before)
  const rows = [{ user: author, session: 's', update }]
  house.db.transaction(() => house.log.appendAll(plan, house.log.head(plan), rows, house.clock))
  doc.destroy()
}

describe('a plan', () => {
  it('is created with its first update, listed by title and period, newest edit first', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    house.clock += 1000
    const id = PlanId.parse(newId())
    const answer = await member.send('POST', '/plans', { id, first: firstOf(SCHOOL_YEAR) })
    expect(answer.status).toBe(201)
    const created = answer.as(PlanCreated)
    expect(created).toMatchObject({
      created: true,
      plan: { id, title: '青杨路小学工会2026年工作计划', stage: 'draft', seq: 1, createdAt: house.clock },
    })
    expect(created.plan.period.text).toContain('2026')
    const rows = (await chair.send('GET', '/plans')).as(PlanRow.array())
    expect(rows.map((row) => row.id)).toEqual([id, plan])
    expect(rows[0]).toEqual(created.plan)
    expect((await chair.send('GET', `/plans/${id}`)).as(PlanRow)).toEqual(created.plan)
  })

  it('[W8][L4] is created once, however often the request comes and by whomever', async () => {
    const house = new House()
    const { chair, member } = await house.committee()
    const id = PlanId.parse(newId())
    const first = firstOf(SCHOOL_YEAR)
    const answers = await Promise.all([
      member.send('POST', '/plans', { id, first }),
      member.send('POST', '/plans', { id, first }),
      chair.send('POST', '/plans', { id, first: firstOf('另一份计划') }),
    ])
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 200, 201])
    expect(house.log.head(id)).toBe(1)
    const row = (await chair.send('GET', `/plans/${id}`)).as(PlanRow)
    expect(row.createdBy).toBe((await member.me()).user.id)
    expect(row.title).toBe('青杨路小学工会2026年工作计划')
    const [client] = Y.decodeStateVector(Y.encodeStateVector(house.log.load(id).doc)).keys()
    expect(
      house.log.clientIds.claim(id, { user: (await chair.me()).user.id, session: '' }, [client ?? 0], 0),
    ).toBe('foreign-client-id')
  })

  it('is not created by a delegate or a reader, nor from what no editor of ours makes', async () => {
    const house = new House()
    const { chair, delegate, reader } = await house.committee()
    for (const person of [delegate, reader]) {
      const answer = await person.send('POST', '/plans', { id: newId(), first: firstOf('计划') })
      expect(answer.said).toBe('403 not-allowed')
    }
    const foreign = new Y.Doc()
    foreign.getMap('elsewhere').set('a', 1)
    const lacking = new Y.Doc()
    const updates: Uint8Array[] = []
    lacking.on('update', (update: Uint8Array) => updates.push(update))
    lacking.getText(BODY).insert(0, 'a')
    lacking.getText(BODY).insert(1, 'b')
    const bad = [
      base64(new Uint8Array([0, 0])),
      base64(new Uint8Array([255, 255, 255])),
      base64(Y.encodeStateAsUpdate(foreign)),
      base64(updates[1] ?? new Uint8Array()),
      'not base64!',
    ]
    for (const first of bad) {
      const answer = await chair.send('POST', '/plans', { id: newId(), first })
      expect(answer.said, first).toBe('400 malformed')
    }
    expect((await chair.send('GET', '/plans')).as(PlanRow.array())).toHaveLength(1)
  })

  it('is typed data at any log position', async () => {
    const house = new House()
    const { chair, member, reader } = await house.committee()
    const plan = await chair.plan(SCHOOL_YEAR)
    const before = (await reader.send('GET', `/plans/${plan}/plan`)).as(TypedPlan)
    expect(before.plan.monthly.length).toBeGreaterThan(10)
    house.clock += 1000
    write(house, plan, '全年开展安全检查8次。')
    const after = (await reader.send('GET', `/plans/${plan}/plan`)).as(TypedPlan)
    expect([before.seq, after.seq]).toEqual([1, 2])
    expect(JSON.stringify(after.plan)).toContain('安全检查8次')
    expect((await member.send('GET', `/plans/${plan}/plan?at=1`)).as(TypedPlan)).toEqual(before)
    expect((await reader.send('GET', `/plans/${plan}/plan?at=1`)).said).toBe('403 not-allowed')
    expect((await reader.send('GET', `/plans/${plan}/plan?at=2`)).said).toBe('200')
    expect((await reader.send('GET', `/plans/${plan}/plan?at=3`)).said).toBe('404 not-found')
    for (const at of ['0', '-1', '1.5', 'x', '1e99', '']) {
      expect((await reader.send('GET', `/plans/${plan}/plan?at=${at}`)).said, at).toBe('400 malformed')
    }
    expect((await reader.send('GET', '/plans')).as(PlanRow.array())[0]).toMatchObject({ id: plan, seq: 2 })
  })

  it('[P7] is read at earlier positions for a share of the time: who asks without end waits, and others do not', async () => {
    const house = new House()
    const { chair, member, reader } = await house.committee()
    const plan = await chair.plan(SCHOOL_YEAR)
    write(house, plan, '全年开展安全检查8次。')
    let clock = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += 3_000))
    const past = async () => (await member.send('GET', `/plans/${plan}/plan?at=1`)).said
    const answers = []
    for (let nth = 0; nth < 10; nth++) answers.push(await past())
    expect([answers[0], answers.at(-1)]).toEqual(['200', '429 too-many'])
    expect((await reader.send('GET', `/plans/${plan}/plan`)).said).toBe('200')
    clock += 600_000
    expect(await past()).toBe('200')
    vi.restoreAllMocks()
  })

  it('that is deleted is gone for everyone, is in the journal, and its id stays used', async () => {
    const house = new House()
    const { chair, member, delegate } = await house.committee()
    const plan = await member.plan()
    expect((await delegate.send('DELETE', `/plans/${plan}`)).said).toBe('403 not-allowed')
    expect((await member.send('DELETE', `/plans/${plan}`)).status).toBe(200)
    for (const path of ['', '/plan', '/events']) {
      expect((await chair.send('GET', `/plans/${plan}${path}`)).said).toBe('404 not-found')
    }
    expect((await member.send('DELETE', `/plans/${plan}`)).said).toBe('404 not-found')
    expect((await member.send('POST', '/plans', { id: plan, first: firstOf('计划') })).said).toBe(
      '404 not-found',
    )
    const { committee, user } = await member.me()
    expect(house.journal.after(`committee:${committee.id}`, 0).at(-1)).toMatchObject({
      author: user.id,
      body: { kind: 'plan-deleted', plan },
    })
  })

  it('[P6] of another committee is absent', async () => {
    const house = new House()
    const { chair } = await house.committee()
    const [committee, plan] = [newId(), newId()]
    const { user } = await chair.me()
    house.db.run("INSERT INTO committees (id, name, created_at) VALUES (?, '别的工会', 0)", committee)
    house.db.run(
      'INSERT INTO plans (id, committee, created_by, created_at) VALUES (?, ?, ?, 0)',
      plan,
      committee,
      user.id,
    )
    house.db.run("INSERT INTO log (plan, seq, body, author, at) VALUES (?, 1, x'0000', ?, 0)", plan, user.id)
    for (const path of ['', '/plan', '/events']) {
      expect((await chair.send('GET', `/plans/${plan}${path}`)).said).toBe('404 not-found')
    }
    expect((await chair.send('DELETE', `/plans/${plan}`)).said).toBe('404 not-found')
    expect((await chair.send('POST', '/plans', { id: plan, first: firstOf('计划') })).said).toBe(
      '404 not-found',
    )
    expect((await chair.send('GET', '/plans')).as(PlanRow.array())).toHaveLength(1)
  })

  it('is deleted by its creator or the chair, while it is a draft', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    expect((await member.send('DELETE', `/plans/${plan}`)).said).toBe('403 not-allowed')
    await chair.event(plan, { kind: 'stage', stage: 'consultation' })
    expect((await chair.send('DELETE', `/plans/${plan}`)).said).toBe('409 plan-frozen')
    await chair.event(plan, { kind: 'stage', stage: 'draft' })
    expect((await chair.send('DELETE', `/plans/${plan}`)).status).toBe(200)
  })

  it('[P7] whose log cannot be read costs the list only its title', async () => {
    const house = new House()
    const { chair, plan } = await house.committee()
    house.clock += 1000
    const broken = await chair.plan(SCHOOL_YEAR)
    write(house, broken, '再加一段。')
    house.db.run("UPDATE log SET body = x'ffff' WHERE plan = ? AND seq = 2", broken)
    const rows = (await chair.send('GET', '/plans')).as(PlanRow.array())
    expect(rows.map(({ id, title }) => [id, title])).toContainEqual([broken, null])
    expect(rows.map((row) => row.id)).toContain(plan)
    expect(house.faults).toHaveLength(1)
    const answer = await chair.send('GET', `/plans/${broken}/plan`)
    expect([answer.status, answer.body]).toEqual([500, { refusal: 'server-fault' }])
  })
})
