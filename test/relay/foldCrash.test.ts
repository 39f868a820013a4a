import * as fc from 'fast-check'
import { afterAll, beforeAll, expect } from 'vitest'
import { PlanLog } from '../../server/store/planLog.ts'
import type { PlanId, UserId } from '../../shared/plan/ids.ts'
import { BODY } from '../../shared/text/schema.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { beside, count, type House, openHouse, storedDoc, textFor } from '../harness/house.ts'
import { openRaw, paragraphOf } from '../harness/rawClient.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

/** Gives a plan a log so long that it is folded as soon as somebody opens it. Returns its text. */
function lengthen(plan: PlanId, by: UserId): string {
  const doc = storedDoc(house.server, plan)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let nth = 0; nth < 600; nth++) doc.getXmlFragment(BODY).insert(0, [paragraphOf(`〔第${nth}段〕`)])
  beside(house.server, (db) =>
    db.transaction(() => {
      const log = new PlanLog(db)
      const rows = updates.map((update) => ({ user: by, session: 'x', update }))
      log.appendAll(plan, log.head(plan), rows, Date.now())
    }),
  )
  return doc.getXmlFragment(BODY).toJSON()
}

scenario({
  title: '[W10][P1] SIGKILL 0 to 400 ms into the folding of a long log: the text is whole, folded or not',
  test: 5,
  soak: 500,
  mend: async () => {
    await house.server.stop('SIGKILL')
    await house.server.start()
  },
  run: async (seed) => {
    const { server, chair, member } = house
    const [delay = 0] = fc.sample(fc.integer({ min: 0, max: 400 }), { seed, numRuns: 1 })
    const plan = await chair.createPlan(SCHOOL_YEAR)
    const text = lengthen(plan, chair.me.user.id)
    const reader = await openRaw(member, plan)
    await new Promise((resolve) => setTimeout(resolve, delay))
    await server.stop('SIGKILL')
    await reader.until(() => reader.closed !== null)
    await server.start()
    expect(await textFor(chair, plan)).toBe(text)
    expect(count(server, 'SELECT count(*) FROM log WHERE plan = ?', plan)).toBe(601)
  },
})
