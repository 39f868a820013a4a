/**
 * `npm run bench [-- NAME...]`: measures and prints figures with the machine and the commit.
 * Without names all benches run in turn. Machines are noisy: compare figures of one run.
 */
import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { load } from './load.ts'
import { reading } from './reading.ts'
import { relay } from './relay.ts'
import { start } from './start.ts'
import { typing } from './typing.ts'

const BENCHES: Record<string, () => Promise<void> | void> = { reading, relay, load, start, typing }

const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}

const git = (...args: string[]): string => spawnSync('git', args).stdout.toString().trim()
const changed = git('status', '--porcelain') === '' ? '' : ' with uncommitted changes'
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, ` +
    `Node ${process.version}, commit ${git('rev-parse', '--short', 'HEAD')}${changed}`,
)
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`\n# ${name}`)
  await bench()
}
