import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { certificateIn, hasOpenssl } from '../harness/certificate.ts'
import { openHouse, textFor } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'
import { foundCommittee, Person, Server } from '../harness/relayProcess.ts'

const MAIN = join(import.meta.dirname, '../../server/main.ts')

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gongni-start-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** Runs the server with these arguments until it gives up. */
function runToEnd(args: string[], environment: Record<string, string> = {}) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: 20_000,
  })
  return { status, lines: stderr.trim().split('\n'), stdout }
}

test('[P8] the one file, put into another folder, is the whole committee', async () => {
  const { server, chair } = await openHouse()
  onTestFinished(() => server.remove())
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const before = await textFor(chair, plan)
  await server.stop()
  const elsewhere = new Server()
  onTestFinished(() => elsewhere.remove())
  copyFileSync(join(server.data, 'gongni.sqlite'), join(elsewhere.data, 'gongni.sqlite'))
  await elsewhere.start()
  const moved = new Person(elsewhere, chair.cookie, chair.me)
  expect(await textFor(moved, plan)).toBe(before)
  expect((await moved.request('GET', '/members')).status).toBe(200)
})

test('the chair’s link is printed until a committee exists, and a used or older one does not work', async () => {
  const server = await new Server().start()
  onTestFinished(() => server.remove())
  const first = server.startToken
  expect(first).toMatch(/^[A-Za-z0-9_-]{22}$/)
  await server.stop()
  await server.start()
  expect(server.startToken).not.toBe(first)
  await foundCommittee(server)
  const again = await fetch(`${server.url}/api/start`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: server.startToken, committee: '另一个', chair: '某某' }),
  })
  expect(again.status).toBe(410)
  const used = server.startToken
  await server.stop()
  await server.start()
  expect(server.startToken).toBe(used)
})

test('Ctrl-C and SIGTERM close the sockets with 1001, keep what has arrived and end with 0', async () => {
  const { server, chair, member } = await openHouse()
  onTestFinished(() => server.remove())
  const plan = await chair.createPlan(SCHOOL_YEAR)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const client = await openRaw(member, plan)
    client.type(`停止前写的 ${signal}`)
    await client.until(() => client.acked === client.sent)
    expect(await server.stop(signal)).toBe(0)
    await client.until(() => client.closed !== null)
    expect(client.closed).toBe(1001)
    await server.start()
    const back = await openRaw(chair, plan)
    expect(back.text()).toContain(`停止前写的 ${signal}`)
    back.close()
  }
})

test('a port that is in use is named in one sentence', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void taken.close())
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { status, lines } = runToEnd(['--port', String(port), '--data', folder()])
  expect(status).toBe(1)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(`port ${port} is in use`)
})

test('a data folder, a setting or a certificate that cannot be used is named in one sentence', () => {
  const file = join(folder(), 'not-a-folder')
  writeFileSync(file, '')
  const cases: [string[], Record<string, string>, string][] = [
    [['--data', file], {}, file],
    [['--port', 'many', '--data', folder()], {}, '--port'],
    [['--data', folder()], { GONGNI_URL: 'gopher://x' }, 'GONGNI_URL'],
    [['--data', folder(), '--port', '0'], { GONGNI_TLS_CERT: file }, 'GONGNI_TLS_KEY'],
    [['--data', folder(), '--port', '0'], { GONGNI_TLS_CERT: file, GONGNI_TLS_KEY: file }, 'certificate'],
    [['--verbose'], {}, '--verbose'],
  ]
  for (const [args, environment, named] of cases) {
    const { status, lines, stdout } = runToEnd(args, environment)
    expect([status, lines.length, stdout]).toEqual([1, 1, ''])
    expect(lines[0]).toContain(named)
  }
})

test.skipIf(!hasOpenssl)(
  'certificate files serve https: a member joins, writes and gets a __Host- cookie',
  async () => {
    const server = await new Server(certificateIn(folder())).start()
    onTestFinished(() => server.remove())
    expect(server.url).toMatch(/^https:/)
    const answer = await new Promise<{ status: number; cookie: string }>((resolve, reject) => {
      const asked = request(
        `${server.url}/api/start`,
        { method: 'POST', rejectUnauthorized: false, headers: { origin: server.url } },
        (got) => resolve({ status: got.statusCode ?? 0, cookie: got.headers['set-cookie']?.[0] ?? '' }),
      )
      asked.on('error', reject)
      asked.end(JSON.stringify({ token: server.startToken, committee: '工会', chair: '主席' }))
    })
    expect(answer.status).toBe(201)
    expect(answer.cookie).toMatch(/^__Host-gongni=.*HttpOnly; Secure; SameSite=Lax/)
  },
)
