import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { freshDevice, openTab, shown, stateWith, until } from './device.ts'
import { SimRelay } from './simRelay.ts'

test.each([
  [1006, 0, 600],
  [1009, 7_500, 15_000],
  [1013, 7_500, 15_000],
])('[P7] a connection that ended with %i is tried again after %i to %i ms', async (code, least, most) => {
  freshDevice()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  const relay = new SimRelay()
  Y.applyUpdate(relay.doc, stateWith('指导思想'))
  const opened = openTab(relay)
  onTestFinished(() => opened.close())
  const session = await shown(opened)
  await until(() => session.facts.get().connected)
  const timers = vi.spyOn(globalThis, 'setTimeout')
  relay.down = true
  relay.cut(code)
  await until(() => !session.facts.get().connected)
  // y-websocket sets a shorter one, which does nothing: we wait and connect again ourselves.
  const waits = timers.mock.calls.map(([, wait]) => wait ?? 0).filter((wait) => wait > 200)
  timers.mockRestore()
  expect(waits).toHaveLength(1)
  expect(waits[0]).toBeGreaterThanOrEqual(least)
  expect(waits[0]).toBeLessThanOrEqual(most)
})
