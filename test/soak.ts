/**
 * `npm run soak -- [--minutes 60] [--item N]… [--seed N] [--cases N]`: the scenarios that `npm test` tries a few
 * times (test/harness/cases.ts), tried until their larger number or their time is reached; what one item leaves
 * of its share is the next ones'. Prints the seeds, names each failing one, and closes with a report by item and
 * one line, `N passed, N failed`. A failing case alone: `npm run soak -- --item N --seed SEED --cases 1`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { prepareSystem } from './system.ts'

type Item = {
  item: number
  what: string
  /** Under test/. */
  files: readonly string[]
  /** How many scenarios share the item's time, one after the other. */
  scenarios: number
  /** The item's share of the time, beside the others'. */
  weight: number
}

/** In the order in which they run: those that end of themselves first, the endless ones share what is left. */
const ITEMS: readonly Item[] = [
  { item: 2, what: 'on the disk before it is told', files: ['relay/fsync'], scenarios: 0, weight: 1 },
  {
    item: 3,
    what: 'full disk, EIO and BUSY',
    files: ['relay/faults', 'relay/diskFull'],
    scenarios: 0,
    weight: 1,
  },
  {
    item: 8,
    what: 'older pages and restored backups',
    files: ['relay/standing', 'relay/backup', 'unit/sync/session', 'browser/olderSchema', 'browser/restore'],
    scenarios: 0,
    weight: 1,
  },
  {
    item: 7,
    what: 'roles, messages, plans and revocations',
    files: ['relay/access', 'relay/apiTokens'],
    scenarios: 2,
    weight: 3,
  },
  { item: 10, what: 'first opens of a new plan', files: ['relay/race'], scenarios: 1, weight: 2 },
  {
    item: 6,
    what: 'networks',
    files: ['relay/network', 'relay/halfOpen', 'relay/hostile', 'relay/exchange'],
    scenarios: 2,
    weight: 4,
  },
  {
    item: 9,
    what: 'crashes in compaction and migration',
    files: ['relay/storeCrash', 'relay/foldCrash', 'unit/store/migrations'],
    scenarios: 2,
    weight: 4,
  },
  { item: 1, what: 'SIGKILL under 20 writers', files: ['relay/crash'], scenarios: 1, weight: 14 },
  {
    item: 4,
    what: 'mutated, truncated, random and number-bomb updates and state vectors',
    files: ['relay/mutants', 'relay/bounds'],
    scenarios: 2,
    weight: 14,
  },
  {
    item: 5,
    what: 'histories of up to 5 replicas',
    files: ['relay/model', 'relay/convergence'],
    scenarios: 2,
    weight: 20,
  },
]

const Tally = z.object({
  title: z.string(),
  cases: z.number(),
  from: z.number(),
  to: z.number(),
  failed: z.array(z.string()),
})
const Results = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
})

type Outcome = { passed: number; failures: string[]; lines: string[] }

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    item: { type: 'string', multiple: true },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    cases: { type: 'string' },
  },
})

const isBrowsers = (file: string): boolean => file.startsWith('browser/')
const minutes = Number(values.minutes)
const chosen = ITEMS.filter(({ item }) => values.item?.includes(String(item)) ?? true)
if (!(minutes > 0) || chosen.length === 0) {
  const items = ITEMS.map(({ item }) => item).join(', ')
  console.error(`Write: npm run soak -- --minutes 60 --item N, where N is one of ${items}.`)
  process.exit(2)
}
const missing = prepareSystem()
if (chosen.some(({ files }) => files.some(isBrowsers)))
  spawnSync('npx', ['vite', 'build', '--logLevel', 'warn'], { stdio: 'inherit' })
console.log(`seed ${values.seed}, ${minutes} minutes`)

/** Where there is no Chromium, what needs one is left out and named. */
const canRun = (file: string): boolean => !isBrowsers(file) || missing.chromium === null

/** Runs an item's files, its scenarios together for so long, and says what came of it. */
function runItem({ files, scenarios }: Item, ms: number): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-soak-'))
  const [tallyFile, resultFile] = [join(folder, 'tallies'), join(folder, 'results.json')]
  const args = ['--no-file-parallelism', '--reporter=default', '--reporter=json']
  const paths = files.filter(canRun).map((name) => `test/${name}.test.ts`)
  spawnSync('npx', ['vitest', 'run', ...args, `--outputFile.json=${resultFile}`, ...paths], {
    stdio: 'inherit',
    env: {
      ...process.env,
      GONGNI_SEED: values.seed,
      GONGNI_SOAK_MS: String(Math.round(ms / Math.max(1, scenarios))),
      GONGNI_SOAK_REPORT: tallyFile,
      ...(values.cases === undefined ? {} : { GONGNI_CASES: values.cases }),
    },
  })
  const lines = existsSync(tallyFile) ? readFileSync(tallyFile, 'utf8').trim().split('\n') : []
  const tallies = lines.map((line) => Tally.parse(JSON.parse(line)))
  const results = existsSync(resultFile)
    ? Results.parse(JSON.parse(readFileSync(resultFile, 'utf8'))).testResults
    : [{ name: files.join(', '), status: 'failed', assertionResults: [] }]
  rmSync(folder, { recursive: true })

  // A scenario counts by its cases, every other test as one, and so does a file that could not be loaded.
  const single = results
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ title }) => !tallies.some((tally) => title.startsWith(tally.title)))
  const failures = [
    ...tallies.flatMap(({ failed }) => failed),
    ...single.filter(({ status }) => status === 'failed').map(({ title }) => title),
    ...results
      .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .map(({ name }) => name),
  ]
  const passedSingle = single.filter(({ status }) => status === 'passed').length
  return {
    passed: tallies.reduce((sum, { cases, failed }) => sum + cases - failed.length, 0) + passedSingle,
    failures,
    lines: [
      ...tallies.map(
        ({ title, cases, from, to, failed }) =>
          `${cases} cases, seeds ${from} to ${to}, ${failed.length} failed: ${title}`,
      ),
      ...(passedSingle > 0 ? [`${passedSingle} single tests`] : []),
      ...single.filter(({ status }) => status === 'skipped').map(({ title }) => `skipped: ${title}`),
    ],
  }
}

const end = performance.now() + minutes * 60_000
const report: string[] = []
let [passed, failed] = [0, 0]
for (const [index, one] of chosen.entries()) {
  const weights = chosen.slice(index).reduce((sum, { weight }) => sum + weight, 0)
  const outcome = runItem(one, Math.max(0, ((end - performance.now()) * one.weight) / weights))
  passed += outcome.passed
  failed += outcome.failures.length
  report.push(
    `${one.item}. ${one.what}: ${outcome.failures.length === 0 ? 'ok' : `${outcome.failures.length} FAILED`}`,
    ...outcome.lines.map((line) => `   ${line}`),
    ...outcome.failures.map((line) => `   FAILED ${line}`),
  )
}
console.log(
  [
    '',
    ...report,
    ...Object.values(missing).flatMap((why) => (why === null ? [] : `not all could be shown: ${why}`)),
  ].join('\n'),
)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
