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

const PACKAGES = ['chromium', 'fonts-noto-cjk'] as const

const run = (command: string, args: readonly string[]): number =>
  spawnSync(command, args, { stdio: 'inherit' }).status ?? 1

const installed = (name: string): boolean =>
  spawnSync('dpkg-query', ['-W', '-f=${Status}', name]).stdout?.toString().includes('install ok') ?? false

/** Installs what is missing; returns why browser tests cannot run, or null. */
function prepareSystem(): string | null {
  if (existsSync('/usr/bin/chromium') && installed('fonts-noto-cjk')) return null
  const root = process.getuid?.() === 0
  if (!root || !existsSync('/usr/bin/apt-get')) {
    return existsSync('/usr/bin/chromium')
      ? null
      : `no /usr/bin/chromium, and ${root ? 'no apt-get here' : 'only root may install it'}: install ${PACKAGES.join(' and ')}`
  }
  run('apt-get', ['update', '-qq'])
  const status = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES])
  return status === 0 ? null : `apt-get could not install ${PACKAGES.join(' and ')}`
}

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), name: z.string(), assertionResults: z.array(z.unknown()) }),
  ),
})

const skipped = prepareSystem()
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1)

const folder = mkdtempSync(join(tmpdir(), 'gongni-test-'))
const file = join(folder, 'report.json')
const projects = ['unit', 'relay', ...(skipped === null ? ['browser'] : [])]
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
if (skipped !== null) console.log(`skipped the browser tests: ${skipped}`)
console.log(`${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped`)
process.exit(failed > 0 || report.numPassedTests === 0 ? 1 : status)
