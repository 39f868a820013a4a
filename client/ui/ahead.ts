/** The page's own start goes first: milliseconds after which no more parts were named. */
const QUIET_MS = 1_500

let waiting: (() => Promise<unknown>)[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * A part of the page that is fetched when it is shown, and before that once the page is quiet: without a network it
 * opens all the same. Where a service worker keeps the app, that one has every part already.
 */
export function ahead<T>(load: () => Promise<T>): () => Promise<T> {
  waiting.push(load)
  later()
  return () => whenOnline(load)
}

/** What cannot be fetched for want of a network is fetched when it is back. */
async function whenOnline<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if (navigator.onLine) throw cause
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }))
    return whenOnline(load)
  }
}

function later(): void {
  clearTimeout(timer)
  timer = setTimeout(() => void fetchWaiting(), QUIET_MS)
}

async function fetchWaiting(): Promise<void> {
  if (navigator.serviceWorker?.controller) return
  const parts = waiting
  waiting = []
  for (const load of parts) await whenOnline(load).catch((cause: unknown) => console.warn(cause))
}
