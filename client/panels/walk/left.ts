/**
 * The places of a plan that somebody left as they are, on this device: they are not asked for again. Only
 * short names of the places are kept, no words of the plan.
 */
const MOST = 500

const nameOf = (store: string): string => `gongni.left.${store}`

/** What was left, `store` being person and plan; nothing where the device keeps nothing. */
export function readLeft(store: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(store)) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [])
  } catch (cause) {
    console.warn('what was left is not known:', cause)
    return new Set()
  }
}

/** Remembers what was left; the oldest go beyond a bound. */
export function writeLeft(store: string, left: ReadonlySet<string>): void {
  try {
    localStorage.setItem(nameOf(store), JSON.stringify([...left].slice(-MOST)))
  } catch (cause) {
    // A full or forbidden store only means being asked again.
    console.warn('what was left is not kept:', cause)
  }
}
