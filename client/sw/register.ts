import { makeLive } from '../sync/live.ts'
import type { Live } from '../sync/planSession.ts'
import type { TakeOver } from './worker.ts'

/** Whether the app can open here without a network: browsers give service workers to https and localhost only. */
export const offlineStartPossible = (): boolean => isSecureContext && 'serviceWorker' in navigator

const waiting = makeLive<ServiceWorker | null>(null)

/** A new version is on this device and waits to be asked for. */
export const newVersion: Live<ServiceWorker | null> = waiting

/** Registers the service worker of a built app; the development server has none. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !offlineStartPossible()) return
  try {
    const registration = await navigator.serviceWorker.register('/sw.js')
    const look = (): void => {
      // Without a controller this is the first version: nothing is replaced.
      if (navigator.serviceWorker.controller !== null) waiting.set(registration.waiting)
    }
    look()
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look)
    })
  } catch (cause) {
    // The app works without it; only starting offline does not.
    console.warn('service worker:', cause)
  }
}

/** Goes to the waiting version: the page reloads, so unsynced work should be stored first. */
export function takeNewVersion(): void {
  const worker = waiting.get()
  if (worker === null) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  worker.postMessage('take over' satisfies TakeOver, [])
}
