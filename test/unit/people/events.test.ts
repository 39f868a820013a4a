import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EventId, type PlanId } from '../../../shared/plan/ids.ts'
import { StampedCommitteeEvent, StampedPlanEvent } from '../../../shared/record/events.ts'
import { foldRoster } from '../../../shared/record/roster.ts'
import { foldThreads } from '../../../shared/record/threads.ts'
import { FROM_HEADER } from '../../../shared/wire/api.ts'
import { ANCHOR, firstOf, House, newId, type Visitor } from './house.ts'

const eventsOf = async (person: Visitor, plan: PlanId, after = 0): Promise<StampedPlanEvent[]> =>
  (await person.send('GET', `/plans/${plan}/events?after=${after}`)).as(StampedPlanEvent.array())

describe("a plan's journal", () => {
  it('[J4] has every event under its true author and the server’s time', async () => {
    const house = new House()
    const { chair, member, delegate, reader, plan } = await house.committee()
    const thread = await delegate.comment(plan, '兴趣小组会不会太多？')
    house.clock += 5000
    const answer = await member.event(plan, { kind: 'reply', thread, text: '去年有五个，办得下来。' })
    expect(answer.as(StampedPlanEvent)).toMatchObject({
      seq: 2,
      author: (await member.me()).user.id,
      at: house.clock,
    })
    await chair.event(plan, { kind: 'resolve', thread })
    const events = await eventsOf(reader, plan)
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3])
    expect(foldThreads(events)).toMatchObject([
      {
        id: thread,
        author: (await delegate.me()).user.id,
        text: '兴趣小组会不会太多？',
        anchor: ANCHOR,
        replies: [{ text: '去年有五个，办得下来。', at: house.clock }],
        resolved: true,
      },
    ])
    expect(await eventsOf(reader, plan, 2)).toEqual(events.slice(2))
    expect((await reader.send('GET', `/plans/${plan}/events?after=x`)).said).toBe('400 malformed')
  })

  it('[J3] has an event once, however often it is sent', async () => {
    const house = new House()
    const { delegate, member, plan } = await house.committee()
    const id = newId()
    const body = { kind: 'comment', anchor: ANCHOR, text: '请写明完成时间。' } as const
    const first = await delegate.event(plan, body, id)
    house.clock += 1000
    const again = await delegate.event(plan, body, id)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toEqual(first.body)
    expect((await member.event(plan, body, id)).said).toBe('409 conflict')
    expect(await eventsOf(member, plan)).toEqual([first.body])
  })

  it('[J3] gives an event that was accepted back to its author after the role was taken away', async () => {
    const house = new House()
    const { chair, delegate, plan } = await house.committee()
    const id = newId()
    const body = { kind: 'comment', anchor: ANCHOR, text: '同意。' } as const
    const first = await delegate.event(plan, body, id)
    await chair.send('PATCH', `/members/${(await delegate.me()).user.id}`, { role: 'reader' })
    expect((await delegate.event(plan, body, id)).body).toEqual(first.body)
    expect((await delegate.event(plan, body)).said).toBe('403 not-allowed')
  })

  it('[P6] takes from each person what their role and the stage allow', async () => {
    const house = new House()
    const { chair, member, delegate, reader, plan } = await house.committee()
    const comment = { kind: 'comment', anchor: ANCHOR, text: '好。' } as const
    expect((await reader.event(plan, comment)).said).toBe('403 not-allowed')
    const own = await delegate.comment(plan, '自己的')
    const others = await member.comment(plan, '别人的')
    const nobodys = EventId.parse(newId())
    expect((await delegate.event(plan, { kind: 'resolve', thread: others })).said).toBe('403 not-allowed')
    expect((await delegate.event(plan, { kind: 'resolve', thread: own })).status).toBe(201)
    expect((await delegate.event(plan, { kind: 'reply', thread: nobodys, text: '好' })).said).toBe(
      '404 not-found',
    )
    expect((await delegate.event(plan, { kind: 'erase', event: others })).said).toBe('403 not-allowed')
    expect((await chair.event(plan, { kind: 'erase', event: own })).said).toBe('403 not-allowed')
    expect((await member.event(plan, { kind: 'stage', stage: 'consultation' })).said).toBe('403 not-allowed')
    for (const stage of ['ballot', 'adopted', 'in-force', 'closed', 'draft'] as const) {
      expect((await chair.event(plan, { kind: 'stage', stage })).said, stage).toBe('403 not-allowed')
    }
    const elsewhere = await member.plan()
    expect((await member.event(elsewhere, { kind: 'reply', thread: own, text: '好' })).said).toBe(
      '404 not-found',
    )
  })

  it('[P5] moves the stage with the event that says so, and takes nothing more once the text is frozen', async () => {
    const house = new House()
    const { chair, member, delegate, plan } = await house.committee()
    const thread = await delegate.comment(plan, '请再议。')
    expect((await chair.event(plan, { kind: 'stage', stage: 'consultation' })).status).toBe(201)
    expect((await member.send('GET', `/plans/${plan}`)).body).toMatchObject({ stage: 'consultation' })
    await delegate.comment(plan, '征求意见时也能说。')
    house.db.transaction(() => house.log.setStage(plan, 'ballot'))
    const length = (await eventsOf(chair, plan)).length
    const late = [
      { kind: 'comment', anchor: ANCHOR, text: '晚了' },
      { kind: 'reply', thread, text: '晚了' },
      { kind: 'resolve', thread },
    ] as const
    for (const body of late) expect((await delegate.event(plan, body)).said).toBe('409 plan-frozen')
    expect((await chair.event(plan, { kind: 'stage', stage: 'draft' })).said).toBe('403 not-allowed')
    expect(await eventsOf(chair, plan)).toHaveLength(length)
  })

  it('[J5] loses an erased comment everywhere, the database files too, and still holds', async () => {
    const house = new House()
    const { chair, member, delegate, plan } = await house.committee()
    const lonely = await delegate.comment(plan, '这句说错了绝不能留'.repeat(300))
    const answered = await delegate.comment(plan, '这句也不想留')
    await member.event(plan, { kind: 'reply', thread: answered, text: '知道了。' })
    const before = await eventsOf(member, plan)
    for (const event of [lonely, answered]) {
      expect((await delegate.event(plan, { kind: 'erase', event })).status).toBe(201)
      expect((await delegate.event(plan, { kind: 'erase', event })).said).toBe('409 closed')
    }
    const events = await eventsOf(chair, plan)
    expect(events[0]).toMatchObject({ id: lonely, body: null, salt: null })
    expect(JSON.stringify(events)).not.toContain('留')
    const threads = foldThreads(events)
    expect(threads).toMatchObject([
      { id: answered, text: null, anchor: null, replies: [{ text: '知道了。' }] },
    ])
    // Whoever had read the words before sees the same.
    expect(foldThreads([...before, ...events.slice(-2)])).toEqual(threads)
    expect((await member.event(plan, { kind: 'reply', thread: lonely, text: '？' })).said).toBe('409 closed')
    expect((await member.event(plan, { kind: 'resolve', thread: answered })).status).toBe(201)
    expect(await house.journal.firstBroken(`plan:${plan}`)).toBeNull()
    for (const file of ['gongni.sqlite', 'gongni.sqlite-wal']) {
      expect(readFileSync(join(house.folder, file)).includes('绝不能留'), file).toBe(false)
    }
  })

  it('tells the relay of its growth, once for each event', async () => {
    const house = new House()
    const { delegate, plan } = await house.committee()
    const grown: number[] = []
    house.relay.journalGrew = (_plan, seq) => void grown.push(seq)
    const id = newId()
    const body = { kind: 'comment', anchor: ANCHOR, text: '好。' } as const
    await delegate.event(plan, body, id)
    await delegate.event(plan, body, id)
    await delegate.comment(plan, '又一条')
    expect(grown).toEqual([1, 2])
  })
})

/** A committee at work: the journals of its plan and of itself. */
async function run() {
  const house = new House()
  const { chair, member, delegate, reader, plan } = await house.committee()
  const thread = await delegate.comment(plan, '第一条')
  await member.event(plan, { kind: 'reply', thread, text: '答复' })
  await chair.event(plan, { kind: 'resolve', thread })
  await delegate.event(plan, { kind: 'erase', event: thread })
  await chair.send('PATCH', `/members/${(await reader.me()).user.id}`, { role: 'delegate' })
  await chair.send('DELETE', `/members/${(await member.me()).user.id}`)
  const { invite } = await house.invite(chair, 'reader')
  await chair.send('DELETE', `/invites/${invite.id}`)
  const { committee } = await chair.me()
  return { house, chair, scopes: [`plan:${plan}`, `committee:${committee.id}`] as const }
}

describe('the journals of a real run', () => {
  it('[J1] hold, and the committee’s tells who is who', async () => {
    const { house, chair, scopes } = await run()
    for (const scope of scopes) expect(await house.journal.firstBroken(scope)).toBeNull()
    const events = StampedCommitteeEvent.array().parse(house.journal.after(scopes[1], 0))
    const kinds = events.map((event) => event.body?.kind).join(' ')
    expect(kinds).toBe(
      'founded invited joined invited joined invited joined plan-created role removed invite-revoked invite-revoked invite-revoked invited invite-revoked',
    )
    const present = [...foldRoster(events).values()].filter((entry) => !entry.removed)
    const told = present.map(({ id, name, role, joinedAt }) => ({ id, name, role, joinedAt, listed: false }))
    const rows = (await chair.send('GET', '/members')).body
    expect(new Set(told)).toEqual(new Set(rows as typeof told))
    expect(told).toHaveLength(3)
  })

  it('[J2] with one byte flipped in any field of the database name the event', async () => {
    const { house, scopes } = await run()
    const { sqlite } = house.db
    const columns = ['event', 'author', 'at', 'body', 'salt', 'payload_hash', 'hash'] as const
    let flips = 0
    for (const scope of scopes) {
      const rows = sqlite.prepare('SELECT * FROM journal WHERE scope = ?').all(scope)
      for (const row of rows) {
        for (const column of columns) {
          const value = row[column]
          if (value === null || value === undefined) continue
          const bytes = Buffer.from(String(value))
          const at = flips % bytes.length
          bytes[at] = (bytes[at] ?? 0) ^ 1
          const set = sqlite.prepare(
            `UPDATE journal SET ${column} = CAST(? AS TEXT) WHERE scope = ? AND seq = ?`,
          )
          set.run(bytes, scope, row['seq'] ?? 0)
          expect(await house.journal.firstBroken(scope), `${scope} ${String(row['seq'])} ${column}`).toBe(
            row['seq'],
          )
          set.run(value, scope, row['seq'] ?? 0)
          flips += 1
        }
      }
      expect(await house.journal.firstBroken(scope)).toBeNull()
    }
    expect(flips).toBeGreaterThan(100)
  })

  it('[J2] with an event dropped, or words erased that nobody took back, name the place', async () => {
    const { house, scopes } = await run()
    const [plan, committee] = scopes
    house.db.run('UPDATE journal SET body = NULL, salt = NULL WHERE scope = ? AND seq = 2', plan)
    expect(await house.journal.firstBroken(plan)).toBe(2)
    house.db.run('DELETE FROM journal WHERE scope = ? AND seq = 4', committee)
    expect(await house.journal.firstBroken(committee)).toBe(4)
  })
})

describe('[J6] a request that names whose it is', () => {
  it('is refused under another person’s session, and nothing is written', async () => {
    const { chair, member, delegate, plan } = await new House().committee()
    const { user } = await member.me()
    const headers = { [FROM_HEADER]: user.id }
    const event = { id: newId(), body: { kind: 'comment', anchor: ANCHOR, text: '李文写的' } }
    const refused = await delegate.send('POST', `/plans/${plan}/events`, event, { headers })
    expect(refused.said).toBe('401 signed-out')
    const creation = { id: newId(), first: firstOf('一份计划\n') }
    expect((await chair.send('POST', '/plans', creation, { headers })).said).toBe('401 signed-out')
    expect((await member.send('GET', `/plans/${plan}/events`)).body).toEqual([])
    expect((await member.send('POST', `/plans/${plan}/events`, event, { headers })).status).toBe(201)
    expect((await member.send('POST', '/plans', creation, { headers })).status).toBe(201)
  })
})
