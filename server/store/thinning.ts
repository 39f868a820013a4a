import type { StoredVersion } from './versions.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS

/** The states of one plan's history, bytes: years of a long plan, whose state takes some 0.3 MB. */
export const HISTORY_BYTES = 32 * 1024 * 1024

/** What stands for others of its time: of the last day everything, of the last week one an hour, else one a day. */
function slotOf({ at, kind }: StoredVersion, now: number): string | null {
  const age = now - at
  if (age < DAY_MS) return null
  const length = age < WEEK_MS ? HOUR_MS : DAY_MS
  // An hourly state is after the deletion that another one is from before: each kind has its own.
  return `${kind} ${length} ${Math.floor(at / length)}`
}

/**
 * Which versions of a plan go, and which named ones only lose their stored state, which the log then gives.
 * Of automatic ones the last of each slot stays; over the bound the oldest go first. `versions` are oldest first.
 */
export function thinned(
  versions: readonly StoredVersion[],
  now: number,
  bound: number = HISTORY_BYTES,
): { gone: Set<number>; emptied: Set<number> } {
  const gone = new Set<number>()
  const emptied = new Set<number>()
  const slots = new Set<string>()
  let bytes = 0
  for (const version of versions.toReversed()) {
    const slot = version.kind === 'named' ? null : slotOf(version, now)
    if (slot !== null && slots.has(slot)) gone.add(version.upto)
    else bytes += version.bytes
    if (slot !== null) slots.add(slot)
  }
  const over = (version: StoredVersion, into: Set<number>): void => {
    if (bytes <= bound || gone.has(version.upto)) return
    into.add(version.upto)
    bytes -= version.bytes
  }
  for (const version of versions) if (version.kind !== 'named') over(version, gone)
  for (const version of versions) if (version.kind === 'named' && version.bytes > 0) over(version, emptied)
  return { gone, emptied }
}
