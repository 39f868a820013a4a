import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { certificateIn, hasOpenssl } from '../harness/certificate.ts'
import { Server } from '../harness/relayProcess.ts'

/** A bare connection: what is written, and the socket beneath, which can be reset. */
async function dial(url: URL): Promise<{ wire: Socket; stream: Socket }> {
  const wire = connect(Number(url.port), url.hostname)
  const secure = url.protocol === 'https:'
  const stream = secure ? connectTls({ socket: wire, rejectUnauthorized: false }) : wire
  for (const one of [wire, stream]) one.on('error', () => undefined)
  await new Promise((resolve) => stream.once(secure ? 'secureConnect' : 'connect', resolve))
  return { wire, stream }
}

/** The status of an ordinary request; when it is there, the server has read what came before it. */
function statusOf(url: URL): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const asked = send(new URL('/api/me', url), { rejectUnauthorized: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end()
  })
}

const UPGRADES = ['h2c', 'TLS/1.0', 'foo, bar', 'websocket']

/** Asks for other protocols and resets the connection, as a port scanner does. */
async function scan(server: Server): Promise<void> {
  const url = new URL(server.url)
  for (const protocol of UPGRADES) {
    const { wire, stream } = await dial(url)
    stream.write(`GET / HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`)
    expect(await statusOf(url)).toBe(401)
    wire.resetAndDestroy()
    expect(await statusOf(url)).toBe(401)
    expect(await statusOf(url)).toBe(401)
  }
}

test('[P7] asking for any other protocol and resetting the connection ends nothing', async () => {
  const server = await new Server().start()
  onTestFinished(() => server.remove())
  await scan(server)
})

test.skipIf(!hasOpenssl)('[P7] the same over https', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-upgrade-'))
  const server = await new Server(certificateIn(folder)).start()
  onTestFinished(async () => {
    await server.remove()
    rmSync(folder, { recursive: true })
  })
  await scan(server)
})

test.each([
  ['a Host that is none', '/', 'a b<>', 400],
  ['an address that is none', 'http://[', '127.0.0.1', 400],
  ['an address with a name and a password', 'http://a:b@127.0.0.1/sync/text/a', '127.0.0.1', 403],
])('[P7] an upgrade with %s is refused and is no fault of ours', async (_what, path, host, status) => {
  const server = await new Server().start()
  onTestFinished(() => server.remove())
  const { stream } = await dial(new URL(server.url))
  const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
  stream.write(`${head}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
  const [answer] = await new Promise<Buffer[]>((resolve) => stream.once('data', (data) => resolve([data])))
  expect(String(answer)).toContain(`HTTP/1.1 ${status} `)
  expect(server.log).not.toContain('fault')
  stream.destroy()
})
