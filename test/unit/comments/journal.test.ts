import { expect, test, vi } from 'vitest'
import { RecordStore } from '../../../client/sync/recordStore.ts'
import { House } from '../people/house.ts'
import { Device, eventsOf, type Tab } from './world.ts'

const until = vi.waitUntil

test('the doorbell brings what others wrote, and it is there offline the next time', async () => {
  const { chair, member, plan } = await new House().committee()
  const device = new Device(member)
  const tab = await device.open(plan)
  await chair.comment(plan, '请补充经费')
  tab.ring()
  await until(() => tab.words().join() === '请补充经费')
  expect(tab.journal.chain.get()).toBe('whole')
  await tab.journal.close()
  device.offline = true
  const again = await device.open(plan)
  again.connect(false)
  await until(() => again.words().join() === '请补充经费')
})

test('[J1] a doorbell at any moment of a round is heard', async () => {
  const { chair, member, plan } = await new House().committee()
  const device = new Device(member)
  const tab = await device.open(plan)
  await until(() => device.sent.length > 0)
  for (let steps = 0; steps < 40; steps++) {
    const before = device.sent.length
    // Answered at once, so that the round's end is a known number of steps away.
    device.answer = () => {
      device.answer = null
      void ringAfter(tab, steps)
      return []
    }
    tab.ring()
    await until(() => device.sent.length >= before + 2, { interval: 5 })
  }
  await chair.comment(plan, '还在听')
  tab.ring()
  await until(() => tab.words().join() === '还在听')
})

/** Rings so many microtasks from now. */
async function ringAfter(tab: Tab, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) await Promise.resolve()
  tab.ring()
}

test('[J1] more events than one answer holds are fetched to the end', async () => {
  const house = new House()
  const { chair, member, plan } = await house.committee()
  house.db.transaction(() => {
    for (let count = 0; count < 501; count += 1)
      house.journal.append(`plan:${plan}`, {
        id: `event${count}`.padEnd(22, 'a'),
        author: 'someone'.padEnd(22, 'a'),
        at: count,
        body: { kind: 'stage', stage: 'draft' },
      } as never)
  })
  await chair.comment(plan, '最后一条')
  const tab = await new Device(member).open(plan)
  await until(() => tab.words().join() === '最后一条')
})

test('[J5] erased words leave this device too, and the chain still holds', async () => {
  const { chair, member, plan } = await new House().committee()
  const device = new Device(member)
  const tab = await device.open(plan)
  const id = await chair.comment(plan, '说错的话')
  tab.ring()
  await until(() => tab.words().join() === '说错的话')
  await chair.event(plan, { kind: 'erase', event: id })
  tab.ring()
  await until(() => tab.words().length === 0)
  const store = new RecordStore((await member.me()).user.id, plan)
  await until(async () => (await store.load()).events[0]?.body === null)
  expect(JSON.stringify(await store.load())).not.toContain('说错的话')
  await store.close()
  expect(tab.journal.chain.get()).toBe('whole')
})

test('[J2] a journal that was tampered with is shown as it is, and said to be broken', async () => {
  const { chair, member, plan } = await new House().committee()
  await chair.comment(plan, '原话')
  const device = new Device(member)
  device.tamper = (_path, answer) => JSON.parse(JSON.stringify(answer).replaceAll('原话', '假话')) as unknown
  const tab = await device.open(plan)
  await until(() => tab.journal.chain.get() === 'broken')
  await until(() => tab.words().join() === '假话')
})

test('[J1] a journal that another took the place of is fetched afresh', async () => {
  const { chair, member, plan } = await new House().committee()
  const device = new Device(member)
  await chair.comment(plan, '旧的第一条')
  const events = await eventsOf(chair, plan)
  const before = await device.open(plan)
  await until(() => before.words().length === 1)
  await before.journal.close()
  const store = new RecordStore((await member.me()).user.id, plan)
  await store.keepEvents([...events, ...events.map((event) => ({ ...event, seq: 2 }))], true)
  await store.close()
  await chair.comment(plan, '第二条')
  await chair.comment(plan, '第三条')
  const after = await device.open(plan)
  await until(() => after.words().join() === '旧的第一条,第二条,第三条')
  expect(after.journal.chain.get()).toBe('broken')
})

test('an event of a kind that this page does not know is kept for the chain and passed over', async () => {
  const house = new House()
  const { chair, member, plan } = await house.committee()
  await chair.comment(plan, '看得懂')
  house.db.transaction(() =>
    house.journal.append(`plan:${plan}`, {
      id: 'future'.padEnd(22, 'a'),
      author: 'someone'.padEnd(22, 'a'),
      at: 1,
      body: { kind: 'applause' },
    } as never),
  )
  const tab = await new Device(member).open(plan)
  await until(() => tab.words().join() === '看得懂')
  await chair.comment(plan, '也看得懂')
  tab.ring()
  await until(() => tab.words().join() === '看得懂,也看得懂')
  expect(tab.journal.chain.get()).toBe('whole')
})

test('a comment half written is there after closing, until it is sent', async () => {
  const { member, plan } = await new House().committee()
  const device = new Device(member)
  const before = await device.open(plan)
  before.journal.keepDraft({ key: 'new', text: '还没写完', anchor: null })
  await before.journal.close()
  const after = await device.open(plan)
  await until(() => after.journal.drafts.get().get('new')?.text === '还没写完')
  after.journal.keepDraft({ key: 'new', text: '', anchor: null })
  expect(after.journal.drafts.get().size).toBe(0)
})
