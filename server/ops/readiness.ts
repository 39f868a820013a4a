import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Database, SCHEMA } from '../store/database.ts'

export type Readiness = { store: boolean; migrations: boolean; disk: boolean }

const One = z.object({ one: z.number() })

/** How long an answer holds, milliseconds: whoever asks more often costs nothing. */
const HOLDS_MS = 1_000
/** What is written to try the disk, bytes. */
const PROBE = Buffer.alloc(4096)

function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    // Whatever the reason, the answer is no; the fault itself is logged where it costs somebody something.
    return false
  }
}

/** Says whether the store answers with the newest schema and the data folder takes what is written to it. */
export function readiness(db: Database, folder: string, now: () => number): () => Readiness {
  let last: { at: number; answer: Readiness } | null = null
  return () => {
    if (last !== null && now() - last.at < HOLDS_MS) return last.answer
    const probe = join(folder, '.ready')
    const answer = {
      store: holds(() => db.one(One, 'SELECT 1 AS one FROM meta LIMIT 1') !== null),
      migrations: holds(() => db.schema() === SCHEMA),
      disk: holds(() => {
        writeFileSync(probe, PROBE, { flush: true })
        rmSync(probe)
        return true
      }),
    }
    last = { at: now(), answer }
    return answer
  }
}
