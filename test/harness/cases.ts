/**
 * How often a scenario is tried: as often as `npm test` says or, when test/soak.ts runs it, until its larger
 * number or its time is reached. Each case draws from its seed alone; one that fails names it.
 */
import { appendFileSync } from 'node:fs'
import { test } from 'vitest'

/** What test/soak.ts asks for, or nothing in `npm test`. */
const { GONGNI_SEED, GONGNI_CASES, GONGNI_SOAK_MS, GONGNI_SOAK_REPORT } = process.env

/** In `npm test` the same cases every time, so that it fails for a change and not by chance. */
const FIRST_SEED = Number(GONGNI_SEED ?? 20261121)
/** More failing seeds than this say nothing new. */
const MOST_FAILURES = 5

export type Scenario = {
  /** The rules and what is shown, as a title; the count is put before it. */
  title: string
  /** How many cases there are in `npm test` and, at most, in a soak. */
  test: number
  soak: number
  /** Cases that one call makes; 1 when left out. */
  batch?: number
  /** How long one call may take, milliseconds. */
  limit?: number
  /** One case, or one batch of them. */
  run: (seed: number) => Promise<void> | void
  /** Brings the surroundings in order again after a failed case, so that the next is not its victim. */
  mend?: () => Promise<void>
}

/** What one scenario came to, a line of the report that test/soak.ts reads. */
export type Tally = { title: string; cases: number; from: number; to: number; failed: string[] }

const CALL_MS = 60_000

async function within(limit: number, work: Promise<void> | void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limit / 1000} s`)), limit)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Declares a test that tries a scenario over and over. */
export function scenario({ title, test: few, soak, batch = 1, limit = CALL_MS, run, mend }: Scenario): void {
  const soakMs = GONGNI_SOAK_MS === undefined ? null : Number(GONGNI_SOAK_MS)
  const most = Number(GONGNI_CASES ?? (soakMs === null ? few : soak))
  const until = (soakMs ?? (most / batch) * limit) + limit * MOST_FAILURES

  test(
    `${title}: ${soakMs === null ? '' : 'up to '}${most} cases from seed ${FIRST_SEED}`,
    async () => {
      const end = soakMs === null ? Infinity : performance.now() + soakMs
      const failed: string[] = []
      const causes: unknown[] = []
      let [cases, seed] = [0, FIRST_SEED]
      while (cases < most && performance.now() < end && causes.length < MOST_FAILURES) {
        try {
          await within(limit, run(seed))
        } catch (cause) {
          failed.push(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`)
          causes.push(cause)
          await mend?.()
          if (soakMs === null) break
        }
        cases += batch
        seed += 1
      }
      const tally: Tally = { title, cases, from: FIRST_SEED, to: seed - 1, failed }
      if (GONGNI_SOAK_REPORT !== undefined) appendFileSync(GONGNI_SOAK_REPORT, `${JSON.stringify(tally)}\n`)
      if (failed.length > 0) throw new AggregateError(causes, failed.join('\n'), { cause: causes[0] })
    },
    until,
  )
}
