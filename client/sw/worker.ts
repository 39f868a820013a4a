/** The part of the service worker's globals that ours uses; the page's `dom` types know none of them. */
export type Waiting = Event & { waitUntil: (work: Promise<unknown>) => void }
export type Fetching = Event & { request: Request; respondWith: (answer: Promise<Response>) => void }
export type Told = MessageEvent<unknown>

export type WorkerScope = {
  location: Location
  clients: { claim: () => Promise<void> }
  skipWaiting: () => Promise<void>
  addEventListener: {
    (kind: 'install' | 'activate', listener: (event: Waiting) => void): void
    (kind: 'fetch', listener: (event: Fetching) => void): void
    (kind: 'message', listener: (event: Told) => void): void
  }
}

/** Sent by a page that wants the waiting version now. */
export type TakeOver = 'take over'
