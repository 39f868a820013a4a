/** Histories lived against a real server that is really killed: see test/harness/history.ts. */
import { afterAll, beforeAll } from 'vitest'
import { PlanLog } from '../../server/store/planLog.ts'
import { foldPlan } from '../../server/store/fold.ts'
import { SUBPROTOCOL_PREFIX } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { histories, historyOf, live, type World } from '../harness/history.ts'
import { beside, type House, openHouse, storedDoc } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'
import { SCHEMA_OF } from '../harness/replica.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ GONGNI_NEW_CLIENT_IDS: '10000000' })
})
afterAll(() => house.server.remove())

const world: World = {
  plan: () => house.chair.createPlan(SCHOOL_YEAR),
  open: (plan, who, kind, doc) => {
    const schema = SCHEMA_OF[kind]
    return openRaw(who % 2 === 0 ? house.chair : house.member, plan, {
      subprotocol: schema === null ? null : `${SUBPROTOCOL_PREFIX}${schema}`,
      ...(doc === undefined ? {} : { doc }),
    })
  },
  kill: async () => {
    await house.server.stop('SIGKILL')
    await house.server.start()
  },
  delay: (client) => client.stall(),
  deliver: (client) => client.unstall(),
  fold: (plan) => beside(house.server, (db) => foldPlan(db, new PlanLog(db), plan, Date.now)),
  stored: (plan) => storedDoc(house.server, plan),
}

const HISTORIES = histories(60, 2)

scenario({
  title:
    '[P1][P2][P4] histories of 60 steps by up to 5 replicas converge in text, typed data and digests through cuts and kills of a real server',
  test: 8,
  soak: 1_000,
  run: (seed) => live(world, historyOf(HISTORIES, seed)),
  mend: () => world.kill(),
})
