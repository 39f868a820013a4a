import { expect, test, vi } from 'vitest'
import { slack } from '../../../server/ops/slack.ts'

const MIB = 1024 * 1024

test('a heap that a burst left large is collected once, when all is quiet, and a small one never', () => {
  let [busy, heap] = [0, 50 * MIB]
  const collect = vi.fn<() => void>(() => {
    heap = 60 * MIB
  })
  const look = slack({ busy: () => busy, heap: () => heap, connections: () => 0, collect })
  heap = 100 * MIB
  look()
  heap = 400 * MIB
  busy = 0.5
  look()
  expect(collect).not.toHaveBeenCalled()
  busy = 0.001
  for (let looks = 0; looks < 3; looks++) look()
  expect(collect).toHaveBeenCalledTimes(1)
  heap = 120 * MIB
  look()
  expect(collect).toHaveBeenCalledTimes(1)
  heap = 130 * MIB
  look()
  expect(collect).toHaveBeenCalledTimes(2)
})

test('what many people’s plans left in the heap is collected again when most of them have gone', () => {
  let [heap, here] = [50 * MIB, 0]
  const collect = vi.fn<() => void>(() => {
    heap = here === 0 ? 60 * MIB : 180 * MIB
  })
  const look = slack({ busy: () => 0, heap: () => heap, connections: () => here, collect })
  here = 3000
  heap = 400 * MIB
  look()
  heap = 200 * MIB
  here = 2000
  for (let looks = 0; looks < 3; looks++) look()
  expect(collect).toHaveBeenCalledTimes(1)
  here = 0
  for (let looks = 0; looks < 3; looks++) look()
  expect(collect).toHaveBeenCalledTimes(2)
  expect(heap).toBe(60 * MIB)
})
