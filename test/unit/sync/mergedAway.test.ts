import * as Y from 'yjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OpenedPlan, PlanSession } from '../../../client/sync/planSession.ts'
import { chipOf } from '../../../client/sync/status.ts'
import { freshDevice, hong, ming, openTab, shown, stateWith, type, until, words } from './device.ts'
import { SimRelay } from './simRelay.ts'

let relay: SimRelay
let open: OpenedPlan[]

beforeEach(() => {
  freshDevice()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  relay = new SimRelay()
  Y.applyUpdate(relay.doc, stateWith('指导思想', '工作目标', '主要措施'))
  open = []
})
afterEach(async () => {
  for (const one of open) await one.close()
  vi.unstubAllGlobals()
})

async function session(owner = ming): Promise<PlanSession> {
  const opened = openTab(relay, owner)
  open.push(opened)
  return shown(opened)
}
const saved = (one: PlanSession): Promise<void> => until(() => chipOf(one.facts.get()).kind === 'saved')

/** What Ming typed without a network, in a page that was closed since. */
async function typedOffline(...more: [words: string, place: number][]): Promise<void> {
  const first = await session()
  await saved(first)
  relay.down = true
  relay.cut()
  for (const [text, place] of more) type(first.doc, text, place)
  await until(() => first.facts.get().pendingPlaces === more.length)
  await first.close()
}

const offered = (one: PlanSession) =>
  one.setAside
    .get()
    .flatMap(({ reason, proposals }) => proposals.map((proposal) => ({ reason, ...proposal })))

test('[L7] words typed offline into blocks that a colleague deleted are offered back, and go where they were', async () => {
  await typedOffline(['：二十家', 1], ['，每月一次', 2])
  relay.doc.getXmlFragment('body').delete(1, 2)
  relay.down = false
  const again = await session()
  await saved(again)
  const reason = 'merged-away'
  expect(offered(again)).toEqual([
    { reason, block: 'p2', base: '工作目标', mine: '工作目标：二十家', now: null },
    { reason, block: 'p3', base: '主要措施', mine: '主要措施，每月一次', now: null },
  ])
  expect(relay.doc.getXmlFragment('body').length).toBe(1)
  const [aside] = again.setAside.get()
  again.applySetAside(aside?.id ?? '', 'p3')
  again.applySetAside(aside?.id ?? '', 'p2')
  await until(() => relay.doc.getXmlFragment('body').length === 3 && again.setAside.get().length === 0)
  expect([0, 1, 2].map((place) => words(relay.doc, place))).toEqual([
    '指导思想',
    '工作目标：二十家',
    '主要措施，每月一次',
  ])
})

test('[L7] of a block that a colleague moved meanwhile the words are offered against where it stands now', async () => {
  await typedOffline(['：二十家', 1])
  const body = relay.doc.getXmlFragment('body')
  const moved = (body.get(1) as Y.XmlElement).clone()
  body.delete(1, 1)
  body.insert(0, [moved])
  relay.down = false
  const again = await session()
  await saved(again)
  const [aside] = again.setAside.get()
  expect(aside?.proposals).toEqual([
    { block: 'p2', base: '工作目标', mine: '工作目标：二十家', now: '工作目标' },
  ])
  again.applySetAside(aside?.id ?? '', 'p2')
  await until(() => words(relay.doc) === '工作目标：二十家')
})

test('[L7] they are kept over a restart until they are put back or dropped', async () => {
  await typedOffline(['：二十家', 1])
  relay.doc.getXmlFragment('body').delete(1, 1)
  relay.down = false
  const again = await session()
  await until(() => again.setAside.get().length === 1)
  await saved(again)
  await again.close()
  const third = await session()
  expect(offered(third)).toHaveLength(1)
  await third.dropSetAside(third.setAside.get()[0]?.id ?? '')
  await third.close()
  expect((await session()).setAside.get()).toEqual([])
})

test('[L7] what a colleague saw and deleted, or a merge left standing, is offered to nobody', async () => {
  const [mine, theirs] = [await session(), await session(hong)]
  await saved(mine)
  await saved(theirs)
  type(mine.doc, '：二十家', 1)
  await until(() => words(theirs.doc, 1) === '工作目标：二十家')
  theirs.doc.getXmlFragment('body').delete(1, 1)
  await until(() => mine.doc.getXmlFragment('body').length === 2)
  // A word deleted around what one types leaves that standing.
  relay.down = true
  relay.cut()
  const text = (mine.doc.getXmlFragment('body').get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(2, '的')
  ;((theirs.doc.getXmlFragment('body').get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 4)
  relay.down = false
  await saved(mine)
  await saved(theirs)
  await until(() => words(mine.doc) === '的' && words(theirs.doc) === '的')
  expect([offered(mine), offered(theirs)]).toEqual([[], []])
})

/** A monthly item in the place of the second block. */
function seedItem(): void {
  const item = new Y.XmlElement('monthlyItem')
  for (const [name, value] of [
    ['id', 'p2'],
    ['months', '4'],
  ] as const)
    item.setAttribute(name, value)
  item.insert(0, [new Y.XmlText('慰问，约2万元')])
  const body = relay.doc.getXmlFragment('body')
  body.delete(1, 1)
  body.insert(1, [item])
}
/** A colleague puts the item under May, and says whose it is. */
function moveItem(): void {
  const body = relay.doc.getXmlFragment('body')
  const moved = (body.get(1) as Y.XmlElement).clone()
  moved.setAttribute('months', '5')
  moved.setAttribute('fixOwners', '{"owners":["李红"]}')
  body.delete(1, 1)
  body.insert(2, [moved])
}
const itemOf = (doc: Y.Doc): Y.XmlElement => doc.getXmlFragment('body').get(2) as Y.XmlElement

test('[L7][R9] a correction of an item that a colleague moved to another month meanwhile is offered back, and changes nothing else of it', async () => {
  seedItem()
  const mine = await session()
  await saved(mine)
  relay.down = true
  relay.cut()
  const amount = '{"amount":{"value":30000,"unit":"元"}}'
  ;(mine.doc.getXmlFragment('body').get(1) as Y.XmlElement).setAttribute('fixAmount', amount)
  moveItem()
  relay.down = false
  await saved(mine)
  const said = '慰问，约2万元'
  expect(offered(mine)).toEqual([
    { reason: 'merged-away', block: 'p2', base: said, mine: said, now: said, isCorrected: true },
  ])
  mine.applySetAside(mine.setAside.get()[0]?.id ?? '', 'p2')
  await until(() => itemOf(relay.doc).getAttribute('fixAmount') === amount)
  expect(itemOf(relay.doc).getAttributes()).toMatchObject({ months: '5', fixOwners: '{"owners":["李红"]}' })
  await until(() => mine.setAside.get().length === 0)
})

test('[L7] words put back into an item that a colleague moved leave it where it stands', async () => {
  seedItem()
  await typedOffline(['，到人', 1])
  moveItem()
  relay.down = false
  const again = await session()
  await saved(again)
  again.applySetAside(again.setAside.get()[0]?.id ?? '', 'p2')
  await until(() => words(relay.doc, 2) === '慰问，约2万元，到人')
  expect(itemOf(relay.doc).getAttributes()).toMatchObject({ months: '5', fixOwners: '{"owners":["李红"]}' })
})

test('[L7] what one wrote again by oneself meanwhile is not offered any more', async () => {
  seedItem()
  await typedOffline(['，到人', 1])
  moveItem()
  relay.down = false
  const again = await session()
  await saved(again)
  expect(offered(again)).toHaveLength(1)
  type(again.doc, '，到人', 2)
  await vi.waitFor(() => expect(offered(again)).toEqual([]), 5_000)
})

test('[L7] what came to the relay late by a connection that broke is offered all the same', async () => {
  const mine = await session()
  await saved(mine)
  relay.down = true
  relay.cut()
  type(mine.doc, '：二十家', 1)
  relay.doc.getXmlFragment('body').delete(1, 1)
  // The relay puts the words into the deleted block, and says so.
  Y.applyUpdate(relay.doc, Y.encodeStateAsUpdate(mine.doc))
  relay.down = false
  await saved(mine)
  expect(offered(mine)).toMatchObject([{ block: 'p2', mine: '工作目标：二十家', now: null }])
})

test('[L7] words put back into lines that a colleague moved leave them lines', async () => {
  ;(relay.doc.getXmlFragment('body').get(1) as Y.XmlElement).insert(1, [
    new Y.XmlElement('hardBreak'),
    new Y.XmlText('下一行'),
  ])
  await typedOffline(['，到人', 1])
  const body = relay.doc.getXmlFragment('body')
  const moved = (body.get(1) as Y.XmlElement).clone()
  body.delete(1, 1)
  body.insert(0, [moved])
  relay.down = false
  const again = await session()
  await saved(again)
  again.applySetAside(again.setAside.get()[0]?.id ?? '', 'p2')
  const lines = '<paragraph id="p2">工作目标，到人<hardbreak></hardbreak>下一行</paragraph>'
  await until(() => relay.doc.getXmlFragment('body').toJSON().startsWith(lines))
})
