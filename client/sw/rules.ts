/**
 * What the service worker does with a request: pure, so that it can be tested without a browser.
 *
 *   shell   a page of the app: the network's page when it answers in time, else the kept one
 *   asset   a file with its hash in its name: the kept one, else the network (and keep it)
 *   pass    everything else, above all /api and /sync: never looked at, never kept
 */
export type Route = 'shell' | 'asset' | 'pass'

export type Asked = { method: string; url: string; mode: string }

export function routeOf({ method, url, mode }: Asked, origin: string): Route {
  const { origin: from, pathname } = new URL(url)
  if (method !== 'GET' || from !== origin) return 'pass'
  if (/^\/(api|sync)(\/|$)/.test(pathname)) return 'pass'
  if (pathname.startsWith('/assets/')) return 'asset'
  return mode === 'navigate' ? 'shell' : 'pass'
}

/** Releases whose assets stay, so that a tab that is still open after an update finds its chunks. */
export const RELEASES_KEPT = 5

export const CACHE_PREFIX = 'gongni.app.'

/** Caches of this app beyond the newest RELEASES_KEPT; `names` as `caches.keys()` gives them, oldest first. */
export const cachesToDrop = (names: readonly string[], current: string): string[] => {
  const others = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== current)
  return others.slice(0, Math.max(0, others.length - (RELEASES_KEPT - 1)))
}
