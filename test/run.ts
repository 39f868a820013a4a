/**
 * `npm test`: installs the system packages that the tests need where it may, builds the client, runs
 * every project of vite.config.ts and closes with one line, `N passed, N failed, N skipped`.
 * What cannot run here is named with its reason, never passed over in silence.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { prepareSystem } from './system.ts'

const run = (command: string, args: readonly string[]): number =>
  spawnSync(command, args, { stdio: 'inherit' }).status ?? 1

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), name: z.string(), assertionResults: z.array(z.unknown()) }),
  ),
})

const missing = prepareSystem()
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'gongni-test-'))
const file = join(folder, 'report.json')
const projects = ['unit', 'relay', ...(missing.chromium === null ? ['browser'] : [])]
const status = run('npx', [
  'vitest',
  'run',
  ...projects.flatMap((name) => ['--project', name]),
  ...process.argv.slice(2),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
])

if (!existsSync(file)) process.exit(status || 1)
const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
rmSync(folder, { recursive: true })
// A file that could not even be loaded has no tests of its own to count.
const unloaded = report.testResults.filter(
  (r) => r.status === 'failed' && r.assertionResults.length === 0,
).length
const failed = report.numFailedTests + unloaded
if (missing.chromium !== null) console.log(`skipped the browser tests: ${missing.chromium}`)
for (const name of ['fonts-noto-cjk', 'strace'] as const)
  if (missing[name] !== null) console.log(`not all could be shown: ${missing[name]}`)
console.log(`${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped`)
process.exit(failed > 0 || report.numPassedTests === 0 ? 1 : status)
