import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { Compactor } from '../../../server/store/compactor.ts'
import { PlanId } from '../../../shared/plan/ids.ts'

const { posted, workers } = vi.hoisted(() => ({
  posted: vi.fn<(asked: unknown) => void>(),
  workers: Array<EventEmitter>(),
}))
vi.mock('node:worker_threads', () => ({
  Worker: class extends EventEmitter {
    postMessage = posted
    constructor() {
      super()
      workers.push(this)
    }
  },
}))

test('[W10] a plan that is asked for while it is folded is folded once more: what came meanwhile is in no snapshot yet', () => {
  const plan = PlanId.parse('p'.repeat(22))
  const compactor = new Compactor('folder', () => undefined)
  const done = (): boolean | undefined =>
    workers[0]?.emit('message', { work: 'compact', plan, settled: null, fault: null })
  for (let times = 0; times < 3; times++) compactor.compact(plan)
  expect(posted).toHaveBeenCalledTimes(1)
  done()
  expect(posted).toHaveBeenCalledTimes(2)
  done()
  expect(posted).toHaveBeenCalledTimes(2)
  compactor.compact(plan)
  expect(posted).toHaveBeenCalledTimes(3)
})
