import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { BODY } from '../../shared/text/schema.ts'
import { Version, VersionRow } from '../../shared/wire/history.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { gongni } from '../harness/command.ts'
import { type House, openHouse } from '../harness/house.ts'
import { openRaw, type RawClient } from '../harness/rawClient.ts'
import type { Person } from '../harness/relayProcess.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

const listed = async (person: Person, plan: PlanId): Promise<VersionRow[]> =>
  VersionRow.array().parse(await (await person.request('GET', `/plans/${plan}/versions`)).json())

/** Deletes most of the text in one edit and waits until that is acknowledged. */
async function strike(client: RawClient): Promise<void> {
  const body = client.doc.getXmlFragment(BODY)
  body.delete(3, body.length - 3)
  await client.until(() => client.acked === client.sent)
}

async function textOf(person: Person, plan: PlanId, { seq }: VersionRow): Promise<string> {
  const answer = await (await person.request('GET', `/plans/${plan}/versions/${seq}`)).json()
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(Buffer.from(Version.parse(answer).state, 'base64')))
  return doc.getXmlFragment(BODY).toJSON()
}

test('[W15] what was before a large deletion is in the history, with who deleted it', async () => {
  const { chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(member, plan)
  const before = client.text()
  await strike(client)
  await expect.poll(() => listed(chair, plan), { timeout: 20_000 }).toHaveLength(1)
  const [version] = await listed(chair, plan)
  expect(version).toMatchObject({ seq: 1, kind: 'deletion', author: '李老师', writers: ['周主席'] })
  if (version !== undefined) expect(await textOf(chair, plan, version)).toBe(before)
  const figures = await (await fetch(`${house.server.url}/metrics`)).text()
  expect(Number(/^gongni_history_bytes (\d+)/mu.exec(figures)?.[1])).toBeGreaterThan(0)
  client.close()
})

test('[W15][P1] a kill right after the deletion was acknowledged does not take its version away; a backup holds it', async () => {
  const { server, chair, member } = house
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const client = await openRaw(member, plan)
  const before = client.text()
  await strike(client)
  await server.stop('SIGKILL')
  await server.start()
  await expect.poll(() => listed(chair, plan), { timeout: 20_000 }).toHaveLength(1)
  const [version] = await listed(chair, plan)
  if (version !== undefined) expect(await textOf(chair, plan, version)).toBe(before)

  expect(await gongni('verify-log', '--data', server.data)).toMatchObject({ code: 0 })
  const backup = `${server.data}/backup.sqlite`
  expect(await gongni('backup', backup, '--data', server.data)).toMatchObject({ code: 0 })
  await server.stop()
  expect(await gongni('restore', backup, '--data', server.data)).toMatchObject({ code: 0 })
  await server.start()
  expect(await listed(chair, plan)).toEqual([version])
})
