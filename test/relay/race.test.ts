import * as fc from 'fast-check'
import { afterAll, beforeAll, expect } from 'vitest'
import type { PlanId } from '../../shared/plan/ids.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { scenario } from '../harness/cases.ts'
import { type House, logRows, openHouse } from '../harness/house.ts'
import { RawClient } from '../harness/rawClient.ts'
import { firstUpdate, newPlanId, type Person } from '../harness/relayProcess.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ GONGNI_NEW_CLIENT_IDS: '10000000' })
})
afterAll(() => house.server.remove())

const OPENERS = 20

/** Opens a plan that may not be there yet, as often as it takes. */
async function openSoon(person: Person, plan: PlanId): Promise<RawClient> {
  for (;;) {
    const client = new RawClient(person, plan)
    await client.until(() => client.closed !== null || (client.synced && client.resyncs > 0))
    if (client.closed === null) return client
    expect(client.closed).toBe(404)
  }
}

scenario({
  title: `[W8] ${OPENERS} first opens of a new plan race, each with a seed of its own: one seed is in the log, and all see that`,
  test: 10,
  soak: 3_000,
  run: async (seed) => {
    const { server, chair, member } = house
    const id = newPlanId()
    const [order = []] = fc.sample(
      fc.shuffledSubarray([...Array(OPENERS).keys()], { minLength: OPENERS, maxLength: OPENERS }),
      { seed, numRuns: 1 },
    )
    const seeds = order.map((nth) => ({ nth, person: nth % 2 === 0 ? chair : member }))
    const opened = await Promise.all(
      seeds.map(async ({ nth, person }) => {
        const body = { id, first: firstUpdate(`${SCHOOL_YEAR}〔种子${nth}〕`) }
        // Some ask for the text before anybody has created it.
        const early = nth % 3 === 0 ? openSoon(person, id) : null
        const answer = await person.request('POST', '/plans', body)
        return { nth, status: answer.status, client: await (early ?? openSoon(person, id)) }
      }),
    )
    const [first, ...others] = opened.filter(({ status }) => status === 201)
    expect(others).toEqual([])
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(OPENERS - 1)
    expect(logRows(server, id)).toBe(1)
    for (const { nth, client } of opened) client.type(`〔第${nth}人〕`)
    for (const { client } of opened) {
      await client.until(() => opened.every(({ nth }) => client.text().includes(`〔第${nth}人〕`)))
      expect(client.text().match(/〔种子\d+〕/g)).toEqual([`〔种子${first?.nth}〕`])
      expect(client.text().split('指导思想')).toHaveLength(2)
      client.close()
    }
  },
})
