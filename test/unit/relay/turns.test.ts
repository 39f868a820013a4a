import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { BODY, SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { HereRelay } from '../../harness/hereRelay.ts'
import { Client, paragraphOf, ready } from '../../harness/rawClient.ts'

const PLANS = 12
/** What reading a text takes here, milliseconds: more than half of a turn. */
const LOAD_MS = 15

test.each([
  { what: 'with words written offline', writes: true },
  { what: 'with nothing new', writes: false },
])(
  '[P7] when everybody comes back at once $what, the first are answered before the last are read',
  async ({ writes }) => {
    const here = new HereRelay()
    onTestFinished(() => here.close())
    const plans = Array.from({ length: PLANS }, () => here.plan(SCHOOL_YEAR))
    const docs = plans.map((plan) => {
      const { doc } = here.log.load(plan)
      if (writes) doc.getXmlFragment(BODY).insert(0, [paragraphOf('离线')])
      return doc
    })

    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { store } = here.relay.deps
    const appends = vi.spyOn(store, 'append')
    const answered = (): Client[] => clients.filter(({ synced, acked }) => synced && acked > 0)
    const answeredAtLoad: number[] = []
    const load = store.load.bind(store)
    vi.spyOn(store, 'load').mockImplementation((...args) => {
      answeredAtLoad.push(answered().length)
      vi.advanceTimersByTime(LOAD_MS)
      return load(...args)
    })

    const clients: Client[] = []
    for (const [nth, plan] of plans.entries())
      clients.push(new Client(here.dial(plan, here.chair, SCHEMA_VERSION), docs[nth] ?? new Y.Doc()))
    await Promise.all(clients.map(ready))
    for (const client of clients) await client.until(() => client.acked === 1)

    expect(answeredAtLoad.at(-1)).toBeGreaterThan(PLANS / 2)
    const turns = appends.mock.calls.map(([turn]) => turn.map(({ plan }) => plan))
    expect(turns.flat().sort()).toEqual(writes ? plans.toSorted() : [])
    for (const turn of turns) expect(turn.length).toBeLessThanOrEqual(2)
    for (const [nth, plan] of plans.entries())
      expect(here.log.load(plan).doc.getXmlFragment(BODY).toJSON()).toBe(
        docs[nth]?.getXmlFragment(BODY).toJSON(),
      )
    expect(here.faults).toEqual([])
  },
)

test('[P7] of plans that all came back at once, one that cannot be read and a commit that fails keep no other from being stored', async () => {
  const here = new HereRelay()
  onTestFinished(() => here.close())
  const plans = Array.from({ length: PLANS }, () => here.plan(SCHOOL_YEAR))
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const { store } = here.relay.deps
  const lost = new Set([plans[4]])
  const opened = new Set<unknown>()
  const load = store.load.bind(store)
  vi.spyOn(store, 'load').mockImplementation((plan, ...rest) => {
    vi.advanceTimersByTime(LOAD_MS)
    if (opened.has(plan) && lost.has(plan)) throw new Error('the log cannot be read')
    opened.add(plan)
    return load(plan, ...rest)
  })
  const append = store.append.bind(store)
  const appends = vi.spyOn(store, 'append').mockImplementation((turn, at) => {
    if (appends.mock.calls.length !== 2) return append(turn, at)
    for (const { plan } of turn) lost.add(plan)
    return Promise.reject(new Error('database or disk is full'))
  })

  const clients = plans.map((plan) => {
    const { doc } = here.log.load(plan)
    doc.getXmlFragment(BODY).insert(0, [paragraphOf('离线')])
    return new Client(here.dial(plan, here.chair, SCHEMA_VERSION), doc)
  })
  for (const client of clients) await client.until(() => client.acked === 1 || client.closed !== null)

  expect(lost.size).toBeGreaterThan(1)
  expect(lost.size).toBeLessThan(5)
  for (const [nth, plan] of plans.entries()) {
    const isLost = lost.has(plan)
    expect([clients[nth]?.closed, clients[nth]?.acked]).toEqual(isLost ? [1011, 0] : [null, 1])
    const stored = here.log.load(plan).doc.getXmlFragment(BODY).toJSON()
    expect(stored.includes('离线')).toBe(!isLost)
  }
})
