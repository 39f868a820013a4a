import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { Me } from '../../shared/wire/api.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { gongni } from '../harness/command.ts'
import { openHouse, textFor } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'
import { Person, Server } from '../harness/relayProcess.ts'
import { acknowledged, write, type Writing } from '../harness/writing.ts'

const ROWS = {
  log: 'SELECT * FROM log ORDER BY row',
  journal: 'SELECT * FROM journal ORDER BY scope, seq',
  client_ids: 'SELECT * FROM client_ids ORDER BY plan, client',
} as const

const rowsOf = (file: string, sql: string): string[] => {
  const db = new DatabaseSync(file)
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => JSON.stringify(row))
  } finally {
    db.close()
  }
}

async function house() {
  const made = await openHouse()
  const elsewhere = new Server()
  onTestFinished(async () => {
    await made.server.remove()
    await elsewhere.remove()
  })
  return { ...made, elsewhere }
}

test('[O3][O4] backups while five write are each the data after one commit, and what was acknowledged before is in them', async () => {
  const { server, chair, member, elsewhere } = await house()
  const [one, other] = [await chair.createPlan(SCHOOL_YEAR), await chair.createPlan(SCHOOL_YEAR)]
  const writers: Writing[] = await Promise.all(
    [0, 1, 0, 1, 0].map(async (which, i) => ({
      client: await openRaw(i % 2 === 0 ? chair : member, which === 0 ? one : other),
      words: [],
    })),
  )
  const writing = writers.map((one, i) => write(one, `${i}号`))
  const backups: { file: string; before: string[] }[] = []
  for (let n = 0; n < 3; n++) {
    await Promise.all(writers.map(({ client }) => client.until(() => client.acked > 15 * (n + 1))))
    const before = acknowledged(writers)
    const file = join(server.data, `backup-${n}`)
    expect(await gongni('backup', file, '--data', server.data)).toMatchObject({ code: 0, err: '' })
    backups.push({ file, before })
  }
  await server.stop()
  await Promise.all(writing)
  const whole = join(server.data, 'gongni.sqlite')
  for (const { file } of backups) {
    expect(rowsOf(file, 'PRAGMA integrity_check')).toEqual(['{"integrity_check":"ok"}'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    for (const [table, sql] of Object.entries(ROWS)) {
      const [copied, all] = [rowsOf(file, sql), rowsOf(whole, sql)]
      expect(copied.length).toBeGreaterThan(0)
      if (table === 'log') expect(copied).toEqual(all.slice(0, copied.length))
      else expect(copied.filter((row) => !all.includes(row))).toEqual([])
    }
    const gaps = 'SELECT plan FROM log GROUP BY plan HAVING count(*) <> max(seq)'
    expect(rowsOf(file, gaps)).toEqual([])
  }
  const last = backups.at(-1)
  if (last === undefined) throw new Error('no backup')
  expect((await gongni('restore', last.file, '--data', elsewhere.data)).code).toBe(0)
  for (const data of [elsewhere.data, server.data])
    expect(await gongni('verify-log', '--data', data)).toMatchObject({ code: 0, err: '' })
  await elsewhere.start()
  const there = new Person(elsewhere, chair.cookie, chair.me)
  const text = (await Promise.all([one, other].map((plan) => textFor(there, plan)))).join('\n')
  expect(last.before.filter((words) => !text.includes(words))).toEqual([])
  expect(last.before.length).toBeGreaterThan(50)
})

test('[O3] a restored backup is another epoch, and the data before is kept whole, also after a crash', async () => {
  const { server, chair } = await house()
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const file = join(server.data, 'backup')
  await gongni('backup', file, '--data', server.data)
  const client = await openRaw(chair, plan)
  client.type('备份之后写的')
  await client.until(() => client.acked === client.sent)
  await server.stop('SIGKILL')
  expect(await gongni('restore', file, '--data', server.data)).toMatchObject({ code: 0, err: '' })
  await server.start()
  expect(await textFor(chair, plan)).not.toContain('备份之后写的')
  const me = Me.parse(await (await chair.request('GET', '/me')).json())
  expect(me.epoch).not.toBe(chair.me.epoch)
  await server.stop()
  const [aside = ''] = globSync(join(server.data, 'before-restore-*'))
  expect(rowsOf(join(aside, 'gongni.sqlite'), ROWS.log)).toHaveLength(2)
  // It can be taken back the same way, and is another epoch again.
  expect((await gongni('restore', join(aside, 'gongni.sqlite'), '--data', server.data)).code).toBe(0)
  await server.start()
  expect(await textFor(chair, plan)).toContain('备份之后写的')
})

test('[O3] data in use is not replaced, and what is no sound backup replaces nothing', async () => {
  const { server, chair, elsewhere } = await house()
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const file = join(elsewhere.data, 'backup')
  await gongni('backup', file, '--data', server.data)
  const refused = await gongni('restore', file, '--data', server.data)
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('停止服务器') })
  expect((await gongni('backup', file, '--data', server.data)).code).toBe(1)
  expect((await gongni('backup', join(elsewhere.data, 'none', 'x'), '--data', server.data)).code).toBe(1)
  await server.stop()
  const bytes = readFileSync(file)
  const damaged = join(elsewhere.data, 'damaged')
  writeFileSync(damaged, bytes.fill(0x5a, bytes.length / 2))
  const text = join(elsewhere.data, 'text')
  writeFileSync(text, '不是数据库'.repeat(1000))
  for (const bad of [damaged, text, join(elsewhere.data, 'missing')])
    expect(await gongni('restore', bad, '--data', server.data)).toMatchObject({ code: 1, out: '' })
  expect(globSync(join(server.data, '*restore*'))).toEqual([])
  expect(existsSync(join(elsewhere.data, 'gongni.sqlite'))).toBe(false)
  await server.start()
  expect(await textFor(chair, plan)).toContain('工作目标')
})
