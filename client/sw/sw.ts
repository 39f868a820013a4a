/**
 * The service worker: the app opens without a network (RULES L5). It keeps the app's own files and
 * nothing else; the texts are in IndexedDB.
 *
 * A new version is fetched as a whole, then waits until the person asks for it or all tabs are closed: it
 * never takes over a page that may hold unsynced work. Assets of the last releases stay for open tabs.
 */
import { CACHE_PREFIX, cachesToDrop, routeOf } from './rules.ts'
import type { TakeOver, WorkerScope } from './worker.ts'

/** Filled in by the build (precachePlugin.ts): this release's name and its files. */
declare const RELEASE: string
declare const FILES: readonly string[]

const scope = globalThis as unknown as WorkerScope
const cacheName = CACHE_PREFIX + RELEASE
const SHELL = '/index.html'
/** A page that the network has not answered by then is taken from the device, milliseconds. */
const PATIENCE_MS = 3_000

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) =>
        cache.addAll(
          FILES.map((file) => new Request(file, { cache: file === SHELL ? 'reload' : 'default' })),
        ),
      ),
  )
})

scope.addEventListener('activate', (event) => {
  const dropOld = caches
    .keys()
    .then((names) => Promise.all(cachesToDrop(names, cacheName).map((name) => caches.delete(name))))
  // The very first version also serves the page that installed it.
  event.waitUntil(dropOld.then(() => scope.clients.claim()))
})

scope.addEventListener('message', ({ data }) => {
  if (data === ('take over' satisfies TakeOver)) void scope.skipWaiting()
})

scope.addEventListener('fetch', (event) => {
  const route = routeOf(event.request, scope.location.origin)
  if (route === 'asset') event.respondWith(asset(event.request))
  if (route === 'shell') event.respondWith(shell(event.request))
})

async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(cacheName)
    await cache.put(request, answer.clone())
  }
  return answer
}

/** This release's page, so that page and assets belong together; a slow or absent network costs nothing. */
async function shell(request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(SHELL)
  if (kept !== undefined) return kept
  return fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
}
