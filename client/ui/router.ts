import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
const notify = (): void => {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', notify)
  addEventListener('hashchange', notify)
  return () => listeners.delete(listener)
}

const path = (): string => location.pathname

/** The path of the address bar. */
export const usePath = (): string => useSyncExternalStore(subscribe, path)

/** Goes to another page of the app. */
export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  scrollTo(0, 0)
  notify()
}

const fragment = (): string => location.hash.slice(1)

/**
 * A link's secret. It stays in the address bar until it is used, so that a reload, or opening the page in
 * another browser, does not lose it; going on by `go(…, true)` takes it out of the history too.
 */
export const useFragment = (): string => useSyncExternalStore(subscribe, fragment)
