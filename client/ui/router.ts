import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
const notify = (): void => {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', notify)
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

/** Takes a link's secret out of the address bar, so that it is neither shared nor kept in the history. */
export function takeFragment(): string {
  const secret = location.hash.slice(1)
  if (secret !== '') history.replaceState(history.state, '', location.pathname)
  return secret
}
