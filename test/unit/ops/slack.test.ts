import { expect, test, vi } from 'vitest'
import { slack } from '../../../server/ops/slack.ts'

const MIB = 1024 * 1024

test('a heap that a burst left large is collected once, when all is quiet, and a small one never', () => {
  let [busy, heap] = [0, 50 * MIB]
  const collect = vi.fn<() => void>(() => {
    heap = 60 * MIB
  })
  const look = slack({ busy: () => busy, heap: () => heap, collect })
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
