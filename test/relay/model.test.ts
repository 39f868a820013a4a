/** Histories lived against the relay in this process: see test/harness/history.ts. */
import { afterAll, expect } from 'vitest'
import * as Y from 'yjs'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { HereRelay, type HereSocket } from '../harness/hereRelay.ts'
import { histories, historyOf, live, type World } from '../harness/history.ts'
import { Client, ready } from '../harness/rawClient.ts'
import { SCHEMA_OF } from '../harness/replica.ts'

function worldOf(here: HereRelay): World {
  const people = [here.chair, ...Array.from({ length: 4 }, () => here.member('member'))]
  const sockets = new WeakMap<Client, HereSocket>()
  return {
    plan: async () => here.plan(SCHOOL_YEAR),
    open: (plan, who, kind, doc = new Y.Doc()) => {
      const socket = here.dial(plan, people[who] ?? here.chair, SCHEMA_OF[kind])
      const client = new Client(socket, doc)
      sockets.set(client, socket)
      return ready(client)
    },
    kill: () => here.restart(),
    delay: (client) => sockets.get(client)?.pause(),
    deliver: (client, ordered) => sockets.get(client)?.resume(ordered),
    fold: (plan) => here.fold(plan),
    stored: (plan) => here.log.load(plan).doc,
  }
}

const HISTORIES = histories(200, 2)

let here = new HereRelay()
let world = worldOf(here)
const begin = async (): Promise<void> => {
  await here.close()
  here = new HereRelay()
  world = worldOf(here)
}
afterAll(() => here.close())

scenario({
  title:
    '[P1][P2][P4][W13][W17] histories of 200 steps by up to 5 replicas converge in text, typed data and digests through delays, disorder, repeats and restarts',
  test: 300,
  soak: 20_000,
  limit: 30_000,
  mend: begin,
  run: async (seed) => {
    await live(world, historyOf(HISTORIES, seed))
    expect(here.faults).toEqual([])
  },
})
