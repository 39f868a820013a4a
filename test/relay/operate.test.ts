import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { gongni } from '../harness/command.ts'
import { openHouse, textFor } from '../harness/house.ts'
import { openClosed, openRaw } from '../harness/rawClient.ts'
import { acknowledged, write, type Writing } from '../harness/writing.ts'

/** The value of a figure, by its name and labels as Prometheus writes them. */
async function figure(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.split(' ').at(-1))
}

test('the figures count sockets, plans, commits, updates in and out, refusals and the log', async () => {
  const { server, chair, member, delegate } = await openHouse({ GONGNI_SOCKETS_PER_SESSION: '1' })
  onTestFinished(() => server.remove())
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [writer, reader, other] = await Promise.all(
    [chair, member, delegate].map((who) => openRaw(who, plan)),
  )
  if (writer === undefined || other === undefined) throw new Error('nobody is there')
  const at = (name: string): Promise<number> => figure(server.url, name)
  expect(await at('gongni_connections')).toBe(3)
  expect(await at('gongni_documents_open')).toBe(1)
  const [commits, bytes] = [await at('gongni_commit_seconds_count'), await at('gongni_log_bytes')]
  writer.type('一')
  await writer.until(() => writer.acked === writer.sent)
  other.type('二')
  await other.until(() => other.refused.length > 0)
  expect(await at('gongni_updates_in_total')).toBe(1)
  expect(await at('gongni_updates_out_total')).toBe(2)
  expect(await at('gongni_commit_seconds_count')).toBe(commits + 1)
  expect(await at('gongni_refused_total{where="text",reason="not-allowed"}')).toBe(1)
  expect((await openClosed(chair, plan)).closed).toBe(1013)
  expect(await at('gongni_refused_total{where="text",reason="too-many"}')).toBe(1)
  expect(await at('gongni_log_bytes')).toBeGreaterThanOrEqual(bytes)
  expect(bytes).toBeGreaterThan(10_000)
  for (const client of [writer, reader, other]) client?.close()
  await expect.poll(() => at('gongni_connections')).toBe(0)
})

test('[O1] the log of a busy day holds no text, no token and no name, at its chattiest', async () => {
  const { server, chair, delegate } = await openHouse({ GONGNI_LOG_LEVEL: 'trace' })
  onTestFinished(() => server.remove())
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const { token, link } = await chair.invite('reader', plan)
  const made = await gongni('token', '--plan', plan, '--role', 'member', '--data', server.data)
  const bearer = String(JSON.parse(made.out).token)
  const [writer, script] = await Promise.all([openRaw(delegate, plan), openRaw(chair, plan, { bearer })])
  writer.type('秘密的一段')
  await writer.until(() => writer.refused.length > 0)
  script.type('脚本的一段')
  await script.until(() => script.acked === script.sent)
  await chair.request('GET', `/plans/${plan}?token=${bearer}`)
  await chair.request('POST', '/join', { token, name: '赵老师' })
  await chair.request('POST', '/join', '{"name": 坏的')
  writer.close()
  script.close()
  await server.stop()
  const lines = server.log.trim().split('\n')
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
  expect(server.log).toContain(plan)
  expect(server.log).toContain('"refusal":"not-allowed"')
  expect(server.log).toMatch(/"request":"[\w-]{36}"/)
  const secrets = [bearer, token, link, server.startToken, chair.cookie.split('=')[1] ?? '?']
  const words = ['秘密', '脚本', '工作目标', '周主席', '李老师', '赵老师', '青杨路']
  for (const word of [...secrets, ...words]) expect(server.log).not.toContain(word)
})

test('[O2] a server stopped while five write ends with 0 within 5 s, and nothing acknowledged is lost', async () => {
  const { server, chair, member } = await openHouse()
  onTestFinished(() => server.remove())
  const plan = await chair.createPlan(SCHOOL_YEAR)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const writers: Writing[] = await Promise.all(
      [chair, member, chair, member, chair].map(async (who) => ({
        client: await openRaw(who, plan),
        words: [],
      })),
    )
    const writing = writers.map((one, i) => write(one, `${signal}${i}号`))
    await Promise.all(writers.map(({ client }) => client.until(() => client.acked > 20)))
    const start = performance.now()
    expect(await server.stop(signal)).toBe(0)
    expect(performance.now() - start).toBeLessThan(5_000)
    await Promise.all(writing)
    expect(writers.map(({ client }) => client.closed)).toEqual(writers.map(() => 1001))
    // The whole log is in the one file: nothing waits in a second one.
    expect(existsSync(join(server.data, 'gongni.sqlite-wal'))).toBe(false)
    await server.start()
    const text = await textFor(chair, plan)
    expect(acknowledged(writers).filter((words) => !text.includes(words))).toEqual([])
  }
})
