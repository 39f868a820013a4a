import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from '../harness/relayProcess.ts'
import { spread } from './figures.ts'

const seconds = (since: number): number => (performance.now() - since) / 1000

/** Server start to first page, and `npm ci` in a fresh clone. */
export async function start(): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < 7; run++) {
    const from = performance.now()
    const server = await new Server().start()
    const page = await fetch(server.url)
    await page.text()
    times.push(seconds(from) * 1000)
    await server.remove()
  }
  console.log(`server start to first page: ${spread(times, 'ms')}`)

  const folder = mkdtempSync(join(tmpdir(), 'gongni-clone-'))
  const root = join(import.meta.dirname, '../..')
  spawnSync('git', ['clone', '-q', root, folder])
  const from = performance.now()
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder })
  const took = seconds(from)
  const size = spawnSync('du', ['-sm', join(folder, 'node_modules')])
    .stdout.toString()
    .split('\t')[0]
  console.log(status === 0 ? `npm ci in a fresh clone: ${took.toFixed(1)} s, ${size} MB` : 'npm ci failed')
  rmSync(folder, { recursive: true, force: true })
}
