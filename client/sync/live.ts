import type { Live } from './planSession.ts'

/** A Live value with its setter; an equal value (by `same`) keeps the old object and tells nobody. */
export type Settable<T> = Live<T> & { set: (value: T) => void }

export function makeLive<T>(first: T, same: (a: T, b: T) => boolean = Object.is): Settable<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (next) => {
      if (same(value, next)) return
      value = next
      for (const listener of listeners) listener()
    },
  }
}

/** Whether two flat objects have the same values. */
export const sameFields = <T extends object>(a: T | null, b: T | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    Object.keys({ ...a, ...b }).every((key) => Object.is(a[key as keyof T], b[key as keyof T])))
