import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { scanUpdate } from '../../../server/relay/scan.ts'
import { settleVersions } from '../../../server/store/settleVersions.ts'
import { packSnapshot } from '../../../server/store/snapshot.ts'
import { SqliteStore } from '../../../server/store/sqlite.ts'
import type { Append } from '../../../server/store/store.ts'
import type { PlanId } from '../../../shared/plan/ids.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { paragraphOf } from '../../harness/rawClient.ts'
import { House, type Visitor } from '../people/house.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LINES = Array.from({ length: 10 }, (_, n) => `第${n}段：组织召开职工书屋座谈会。`)

/** A plan of ten lines, and people whose edits are appended as the relay appends them. */
async function written() {
  const house = new House()
  const { chair, member } = await house.committee()
  const plan = await chair.plan(LINES.join('\n'))
  const store = new SqliteStore(house.db, house.log)
  const { doc } = house.log.load(plan)
  const body = doc.getXmlFragment(BODY)
  const edit = async (who: Visitor, change: () => void): Promise<void> => {
    const from = house.people.sessions.find(who.cookie.slice('gongni='.length), house.clock)
    if (from === null) throw new Error('nobody is signed in')
    doc.clientID = 100 + who.cookie.charCodeAt(who.cookie.length - 1)
    const updates: Uint8Array[] = []
    const hear = (update: Uint8Array): void => void updates.push(update)
    doc.on('update', hear)
    doc.transact(change)
    doc.off('update', hear)
    const rows = updates.map((update) => {
      let deletes = 0
      scanUpdate(update, { struct: () => undefined, deletion: (_, a, b) => void (deletes += b - a) })
      return { user: from.user, session: from.session, update, clients: [], deletes }
    })
    last = rows
    await send()
  }
  let last: Append[] = []
  /** Appends the last edit, which may have failed before. */
  const send = async (): Promise<void> => {
    const base = house.log.head(plan)
    expect(await store.append([{ plan, base, rows: last }], house.clock)).toMatchObject([
      { kind: 'appended' },
    ])
  }
  const settle = (): void => {
    const settled = settleVersions(house.db, house.log, plan, house.clock)
    if (settled !== null) store.history.settled(plan, settled)
  }
  return {
    house,
    plan,
    body,
    store,
    chair,
    member,
    edit,
    send,
    settle,
    type: (who: Visitor, words: string) => edit(who, () => body.push([paragraphOf(words)])),
    /** Deletes so many paragraphs from the first on. */
    strike: (who: Visitor, count: number) => edit(who, () => body.delete(0, count)),
    listed: () => house.log.versions.list(plan).map(({ upto, kind }) => [upto, kind]),
  }
}

const textAt = (house: House, plan: PlanId, upto: number): string =>
  blocksOfDoc(house.log.load(plan, upto).doc)
    .blocks.map(({ text }) => text)
    .join('\n')

test('[W15] the first update after an hour of editing keeps the state before it, once', async () => {
  const { house, chair, type, settle, listed } = await written()
  for (let minute = 0; minute < 60; minute += 20) {
    await type(chair, `${minute}分`)
    house.clock += 20 * MINUTE
  }
  expect(listed()).toEqual([])
  await type(chair, '一小时后')
  await type(chair, '又一句')
  settle()
  expect(listed()).toEqual([[4, 'hourly']])
  house.clock += HOUR - 1
  await type(chair, '不到一小时')
  expect(listed()).toEqual([[4, 'hourly']])
  house.clock += 30 * 24 * HOUR
  await type(chair, '一个月后')
  expect(listed()).toEqual([
    [7, 'hourly'],
    [4, 'hourly'],
  ])
  house.clock += 24 * HOUR
  expect(listed()).toHaveLength(2)
})

test('[W15] a deletion of more than a fifth keeps the state before it, with who deleted; a smaller one does not', async () => {
  const { house, plan, chair, member, strike, type, settle, listed } = await written()
  await type(chair, '一句')
  await strike(member, 1)
  settle()
  expect(listed()).toEqual([])
  house.clock += 20 * MINUTE
  const before = textAt(house, plan, house.log.head(plan))
  await strike(member, 5)
  expect(listed(), 'not before it is judged').toEqual([])
  settle()
  expect(listed()).toEqual([[3, 'deletion']])
  const [version] = house.log.versions.list(plan)
  const [author, other] = [(await member.me()).user.id, (await chair.me()).user.id]
  expect(version).toMatchObject({ author, writers: [author, other].toSorted() })
  expect(textAt(house, plan, 3)).toBe(before)
})

test('[W15] section after section within ten minutes is one deletion; over a day it is the hours that keep', async () => {
  const { house, chair, strike, settle, listed } = await written()
  for (let n = 0; n < 3; n++) {
    await strike(chair, 1)
    settle()
    house.clock += MINUTE
  }
  expect(listed()).toEqual([[1, 'deletion']])
  const slow = await written()
  for (let n = 0; n < 3; n++) {
    await slow.strike(slow.chair, 1)
    slow.settle()
    slow.house.clock += 11 * MINUTE
  }
  expect(slow.listed()).toEqual([])
})

test.each(['refused', 'moved'])(
  '[W15] section after section is one deletion also if updates between were %s',
  async (kind) => {
    const { house, plan, chair, store, strike, settle, listed } = await written()
    const from = house.people.sessions.find(chair.cookie.slice('gongni='.length), house.clock)
    const row = { user: (await chair.me()).user.id, update: Uint8Array.of(0, 0), clients: [] }
    const session = kind === 'moved' ? (from?.session ?? '') : 'ended'
    for (let n = 0; n < 3; n++) {
      await strike(chair, 1)
      settle()
      const between = await store.append([{ plan, base: 1, rows: [{ ...row, session }] }], house.clock)
      expect(between).toMatchObject([{ kind }])
    }
    expect(listed()).toEqual([[1, 'deletion']])
  },
)

test('[W15] a large deletion that comes while another one is judged is judged after it', async () => {
  const { house, chair, strike, store, plan, listed, settle } = await written()
  await strike(chair, 2)
  const early = settleVersions(house.db, house.log, plan, house.clock)
  await strike(chair, 5)
  expect(early?.large).toBe(false)
  if (early !== null) store.history.settled(plan, early)
  settle()
  expect(listed()).toEqual([[1, 'deletion']])
})

test('[W15] a section that was moved is not deleted, and backspaces ask nobody', async () => {
  const { house, plan, chair, edit, body, settle, listed } = await written()
  await edit(chair, () => {
    const moved = body.slice(0, 4).map((one) => one.clone())
    body.delete(0, 4)
    body.push(moved)
  })
  settle()
  expect(listed()).toEqual([])
  for (let n = 0; n < 40; n++)
    await edit(chair, () => {
      const text = (body.get(0) as Y.XmlElement).get(0)
      if (text instanceof Y.XmlText && text.length > 1) text.delete(text.length - 1, 1)
    })
  expect(house.log.versions.all(plan)).toEqual([])
})

test('[W15][W10] who wrote survives folding and thinning: what is left names them', async () => {
  const { house, plan, chair, member, type, settle, listed } = await written()
  const fold = (): void => {
    const { doc, seq } = house.log.load(plan)
    house.db.transaction(() => house.log.saveSnapshot(plan, seq, packSnapshot(doc), house.clock))
    doc.destroy()
  }
  for (const [who, words] of [
    [member, '甲'],
    [chair, '乙'],
    [chair, '丙'],
  ] as const) {
    house.clock += 61 * MINUTE
    await type(who, words)
    settle()
    fold()
  }
  expect(listed().map(([upto]) => upto)).toEqual([3, 2, 1])
  const texts = [1, 2, 3].map((upto) => textAt(house, plan, upto))
  house.clock += 30 * 24 * HOUR
  await type(chair, '丁')
  settle()
  fold()
  expect(listed().map(([upto]) => upto)).toEqual([4])
  const [kept] = house.log.versions.list(plan)
  const [author, other] = [(await member.me()).user.id, (await chair.me()).user.id]
  expect(kept?.writers?.toSorted()).toEqual([author, other].toSorted())
  expect(texts[2]).toContain('乙')
  expect([1, 2, 3].map((upto) => textAt(house, plan, upto))).toEqual(texts)
})

test('[W15] one position is one version: a name goes over an automatic one, and nothing over a name', async () => {
  const { house, plan, chair, type, settle } = await written()
  const { versions } = house.log
  const author = (await chair.me()).user.id
  await type(chair, '一句')
  versions.keep(plan, 2, { kind: 'import', author })
  settle()
  versions.keep(plan, 2, { kind: 'named', name: '初稿', author })
  versions.keep(plan, 2, { kind: 'restore', author })
  versions.keep(plan, 2, { kind: 'doubted', author })
  expect(versions.all(plan)).toMatchObject([{ upto: 2, kind: 'named', name: '初稿', writers: [author] }])
  expect(versions.all(plan)[0]?.bytes).toBeGreaterThan(0)
  expect(() => versions.keep(plan, 9, { kind: 'named', name: '无', author })).toThrow(/no log position/)
})

test('[W15] a crash before, in or after settling loses no version: it is found unsettled and settled again', async () => {
  const { house, plan, chair, strike, settle, listed } = await written()
  await strike(chair, 5)
  expect(house.log.versions.unsettled()).toEqual([plan])
  house.db.sqlite.exec(
    `CREATE TRIGGER crash AFTER INSERT ON versions BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END`,
  )
  expect(settle).toThrow(/disk/)
  expect(house.log.versions.unsettled()).toEqual([plan])
  house.db.sqlite.exec('DROP TRIGGER crash')
  settle()
  expect(listed()).toEqual([[1, 'deletion']])
  expect(house.log.versions.unsettled()).toEqual([])
  const rows = house.log.versions.all(plan)
  settle()
  expect(house.log.versions.all(plan)).toEqual(rows)
})

test('[W15] a turn that is not committed leaves nothing in the history, and the next one is judged anew', async () => {
  const { house, plan, chair, strike, type, send, settle, listed } = await written()
  await type(chair, '一句')
  house.clock += 2 * HOUR
  house.db.sqlite.exec(
    "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END",
  )
  await expect(strike(chair, 5)).rejects.toThrow(/full/)
  expect(house.log.versions.all(plan)).toEqual([])
  house.db.sqlite.exec('DROP TRIGGER full')
  await send()
  settle()
  expect(listed()).toEqual([[2, 'hourly']])
})
