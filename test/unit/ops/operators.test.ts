import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readiness } from '../../../server/ops/readiness.ts'
import { House } from '../people/house.ts'

const from = (house: House, path: string, address: string, headers: Record<string, string> = {}) =>
  house.app.request(path, { headers }, { incoming: { socket: { remoteAddress: address } } })

test('/healthz says that the server is alive, /readyz that it can do its work', async () => {
  const house = new House()
  expect(await (await from(house, '/healthz', '192.0.2.1')).text()).toBe('ok\n')
  const ready = await from(house, '/readyz', '192.0.2.1')
  expect([ready.status, await ready.json()]).toEqual([200, { store: true, migrations: true, disk: true }])
  expect(existsSync(join(house.folder, '.ready'))).toBe(false)
})

test('/readyz names what is missing: a migration, the disk, the store', () => {
  const house = new House()
  let clock = 0
  const look = readiness(house.db, house.folder, () => (clock += 2_000))
  house.db.sqlite.exec('PRAGMA user_version=1')
  expect(look()).toEqual({ store: true, migrations: false, disk: true })
  // A folder in the place of the probe stands for a disk that takes nothing.
  mkdirSync(join(house.folder, '.ready'))
  expect(look().disk).toBe(false)
  rmSync(join(house.folder, '.ready'), { recursive: true })
  house.db.sqlite.exec('DROP TABLE meta')
  expect(look()).toEqual({ store: false, migrations: false, disk: true })
})

test('[O1] /metrics answers this machine alone, also behind a proxy on it', async () => {
  const house = new House()
  const { chair, plan } = await house.committee()
  await chair.send('GET', `/plans/${plan}x`)
  expect((await from(house, '/metrics', '192.0.2.1')).status).toBe(404)
  expect((await from(house, '/metrics', '127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).status).toBe(404)
  const answer = await from(house, '/metrics', '::1')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  expect(text).toContain('gongni_refused_total{where="http",reason="not-found"}')
  for (const word of [plan, (await chair.me()).user.id, '王敏']) expect(text).not.toContain(word)
})
