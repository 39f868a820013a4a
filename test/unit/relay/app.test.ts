import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { quietOps } from '../../harness/ops.ts'
import { makeApp } from '../../../server/app.ts'
import { People } from '../../../server/people/people.ts'
import { Relay } from '../../../server/relay/relay.ts'
import { Database } from '../../../server/store/database.ts'
import { Journal } from '../../../server/store/journal.ts'
import { PlanLog } from '../../../server/store/planLog.ts'
import { SqliteStore } from '../../../server/store/sqlite.ts'

const URL = 'http://127.0.0.1:9100'
const origins = () => [URL, 'http://localhost:9100']
const now = () => 1
const said = async (answer: Response) => [answer.status, await answer.json()]

/** The app over an empty database and a client of three files, or with none built. */
function openApp(built = true) {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-app-'))
  const dist = join(folder, 'dist')
  mkdirSync(join(dist, 'assets'), { recursive: true })
  for (const [file, text] of [
    ['index.html', '<!doctype html>共拟'],
    ['sw.js', 'self'],
    ['assets/main-1a2b.js', 'export {}'],
  ] as const)
    writeFileSync(join(dist, file), text)
  const db = new Database(folder)
  const [log, journal] = [new PlanLog(db), new Journal(db)]
  const relay = new Relay({
    store: new SqliteStore(db, log),
    compactor: { compact: () => undefined },
    epoch: 'e',
    now,
    onFault: (cause) => {
      throw cause
    },
  })
  onTestFinished(async () => {
    await relay.close()
    db.close()
    rmSync(folder, { recursive: true })
  })
  const ops = quietOps(db, folder, (cause) => {
    throw cause
  })
  const deps = { db, log, journal, relay, ops, people: new People(db, journal), epoch: 'e', now }
  return makeApp({ ...deps, url: () => URL, origins }, built ? dist : null)
}

test.each([
  ['/', 200, '共拟', 'no-cache'],
  ['/plan/abc', 200, '共拟', 'no-cache'],
  ['/sw.js', 200, 'self', 'no-cache'],
  ['/assets/main-1a2b.js', 200, 'export', 'public, max-age=31536000, immutable'],
  ['/assets/main-0000.js', 404, 'not found', null],
  ['/assets/../gongni.sqlite', 200, '共拟', 'no-cache'],
  ['/%2e%2e/%2e%2e/etc/passwd', 200, '共拟', 'no-cache'],
])('%s answers %i', async (path, status, text, cache) => {
  const answer = await openApp().request(path)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(text)
  expect(answer.headers.get('cache-control')).toBe(cache)
})

test('no page may run what is not ours, be framed, or tell other sites where it was', async () => {
  const { headers } = await openApp().request('/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:9100 ws://localhost:9100")
  expect(policy).not.toMatch(/script-src|unsafe-eval|\*/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

test('without a built client the API still answers, and a page says what to do', async () => {
  const app = openApp(false)
  expect((await app.request('/api/me')).status).toBe(401)
  const page = await app.request('/')
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('npm run build')])
})

test('[W12] a plan’s socket is refused over HTTP before it opens: by origin, session, and as not found otherwise', async () => {
  const app = openApp()
  const path = `/sync/text/${'p'.repeat(22)}`
  const upgrade = (headers: Record<string, string>) =>
    app.request(path, { headers: { upgrade: 'websocket', ...headers } })
  const foreign = { refusal: 'foreign-origin' }
  expect(await said(await upgrade({}))).toEqual([403, foreign])
  expect(await said(await upgrade({ origin: 'null' }))).toEqual([403, foreign])
  expect(await said(await upgrade({ origin: 'http://127.0.0.1:9101' }))).toEqual([403, foreign])
  expect(await said(await upgrade({ origin: URL }))).toEqual([401, { refusal: 'signed-out' }])
  expect(await said(await app.request('/sync/other'))).toEqual([404, { refusal: 'not-found' }])
})
