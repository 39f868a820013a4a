import { struck } from '../../shared/plan/difference.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import type { Database } from './database.ts'
import type { PlanLog } from './planLog.ts'
import { packSnapshot } from './snapshot.ts'
import { thinned } from './thinning.ts'
import type { StoredVersion } from './versions.ts'

/** A deletion of more than this share of the text is large. */
const LARGE = 1 / 5

/** What settling found: how many letters the text has now, and whether the doubted deletion was large; null for none. */
export type Settled = { letters: number; large: boolean | null }

/** The text at a log position: its blocks, and the state as it is stored. */
function textAt(log: PlanLog, plan: PlanId, at?: number) {
  const { doc } = log.load(plan, at)
  const { blocks } = blocksOfDoc(doc)
  const state = packSnapshot(doc)
  doc.destroy()
  return { blocks, state }
}

/**
 * Does what was left for later when versions were noted (RULES W15): judges doubted deletions, stores the states,
 * notes who wrote, thins. One transaction at the end; a crash before it leaves all as it was, to be done again.
 * Takes as long as decoding the text twice: for a worker. Null when there was nothing to do.
 */
export function settleVersions(db: Database, log: PlanLog, plan: PlanId, now: number): Settled | null {
  const { versions } = log
  const fresh = versions.all(plan).filter(({ writers }) => writers === null)
  if (fresh.length === 0) return null
  const head = textAt(log, plan).blocks
  const letters = head.reduce((sum, { text }) => sum + text.length, 0)
  let large: boolean | null = null
  /** What is settled here, with its state where none is stored yet. */
  const states = new Map<number, Uint8Array | null>()
  const refused: number[] = []
  for (const { upto, kind, bytes } of fresh) {
    if (kind !== 'doubted' && bytes > 0) {
      states.set(upto, null)
      continue
    }
    const { blocks, state } = textAt(log, plan, upto)
    if (kind === 'doubted') {
      const { gone, letters: before } = struck(blocks, head)
      large = gone > before * LARGE
    }
    if (kind === 'doubted' && large === false) refused.push(upto)
    else states.set(upto, state)
  }
  db.transaction(() => {
    for (const upto of refused) if (versions.find(plan, upto)?.kind === 'doubted') versions.remove(plan, upto)
    const rows = versions
      .all(plan)
      // What was noted meanwhile waits for its own turn.
      .filter(({ writers, upto }) => writers !== null || states.has(upto))
      .map((row): StoredVersion => ({
        ...row,
        kind: row.kind === 'doubted' ? 'deletion' : row.kind,
        bytes: row.bytes === 0 ? (states.get(row.upto)?.byteLength ?? 0) : row.bytes,
      }))
    store(log, plan, rows, states, thinned(rows, now))
  })
  return { letters, large }
}

function store(
  log: PlanLog,
  plan: PlanId,
  rows: readonly StoredVersion[],
  states: ReadonlyMap<number, Uint8Array | null>,
  { gone, emptied }: ReturnType<typeof thinned>,
): void {
  const { versions } = log
  let before = 0
  let isNextToGone = false
  for (const row of rows) {
    const { upto } = row
    if (gone.has(upto)) {
      versions.remove(plan, upto)
      isNextToGone = true
      continue
    }
    // Whoever wrote for a version that went wrote for the one that stays behind it.
    if (row.writers === null || isNextToGone || emptied.has(upto)) {
      const state = emptied.has(upto) ? null : (versions.state(plan, upto) ?? states.get(upto) ?? null)
      versions.write(plan, { ...row, writers: versions.writers(plan, before, upto) }, state)
    }
    before = upto
    isNextToGone = false
  }
}
