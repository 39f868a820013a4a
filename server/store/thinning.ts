import type { StoredVersion } from './versions.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS

/** The states of one plan's history, bytes: years of a long plan, whose state takes some 0.3 MB. */
export const HISTORY_BYTES = 32 * 1024 * 1024

/** Automatic versions of one day that all stay; somebody who deletes and undoes all day makes more. */
const A_DAY = 200

/** What stands for others of its time: of the last day everything, of the last week one an hour, else one a day. */
function slotOf({ at, kind }: StoredVersion, now: number, isCrowded: boolean): string | null {
  const age = now - at
  if (kind === 'named' || (age < DAY_MS && !isCrowded)) return null
  const length = age < WEEK_MS ? HOUR_MS : DAY_MS
  // An hourly state is after the deletion that another one is from before: each kind has its own.
  return `${kind} ${length} ${Math.floor(at / length)}`
}

const sizeOf = (versions: readonly StoredVersion[]): number =>
  versions.reduce((sum, { bytes }) => sum + bytes, 0)

/** The last of each slot, oldest first. */
function lastOfSlots(
  versions: readonly StoredVersion[],
  slotFor: (version: StoredVersion) => string | null,
): StoredVersion[] {
  const slots = new Set<string>()
  return versions
    .toReversed()
    .filter((version) => {
      const slot = slotFor(version)
      const isFree = slot === null || !slots.has(slot)
      if (slot !== null) slots.add(slot)
      return isFree
    })
    .toReversed()
}

/**
 * Which versions of a plan go, and which named ones only lose their stored state, which the log then gives.
 * Of automatic ones the last of each slot stays; where they crowd, the last day is thinned like the week, and
 * over the bound the oldest go first. `versions` are oldest first.
 */
export function thinned(
  versions: readonly StoredVersion[],
  now: number,
  bound: number = HISTORY_BYTES,
): { gone: Set<number>; emptied: Set<number> } {
  let kept = lastOfSlots(versions, (version) => slotOf(version, now, false))
  const today = kept.filter(({ kind, at }) => kind !== 'named' && now - at < DAY_MS)
  if (today.length > A_DAY || sizeOf(kept) > bound)
    kept = lastOfSlots(kept, (version) => slotOf(version, now, true))
  const emptied = new Set<number>()
  let bytes = sizeOf(kept)
  const over = (version: StoredVersion): boolean => {
    if (bytes <= bound) return false
    bytes -= version.bytes
    return true
  }
  kept = kept.filter((version) => version.kind === 'named' || !over(version))
  for (const version of kept) if (version.bytes > 0 && over(version)) emptied.add(version.upto)
  const staying = new Set(kept.map(({ upto }) => upto))
  return {
    gone: new Set(versions.map(({ upto }) => upto).filter((upto) => !staying.has(upto))),
    emptied,
  }
}
