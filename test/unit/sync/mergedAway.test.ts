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
