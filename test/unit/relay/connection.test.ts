import { expect, test, vi } from 'vitest'
import { Awareness } from '../../../server/relay/awareness.ts'
import { Budget } from '../../../server/relay/budget.ts'
import { connect } from '../../../server/relay/connection.ts'
import { KEEPALIVE } from '../../../server/relay/frames.ts'
import type { Line } from '../../../server/relay/line.ts'
import { Questions } from '../../../server/relay/questions.ts'
import { Room } from '../../../server/relay/room.ts'
import { PlanText } from '../../../server/relay/text.ts'
import { PlanId, UserId } from '../../../shared/plan/ids.ts'
import { pair } from './pair.ts'

const plan = PlanId.parse('p'.repeat(22))
const person = { user: { id: UserId.parse('u'.repeat(22)), name: '李老师' }, session: 's' }

test('[P7] what came of a frame counts against its session until the frame is whole, and no longer', async () => {
  const { client, socket, stream } = await pair()
  const text = new PlanText(plan, { snapshot: null, tail: [], seq: 0 })
  const room = new Room(
    text,
    () => undefined,
    new Awareness<Line>(Date.now, () => undefined),
    new Questions(new Budget(1, 1)),
  )
  let held = 0
  const counted = vi.fn<(bytes: number) => void>()
  const place = {
    hold: (bytes: number) => {
      held += bytes
      counted(bytes)
      return true
    },
    release: () => {
      held = 0
    },
    leave: () => undefined,
  }
  const relay = { crowd: { enter: () => place }, join: () => Promise.resolve(room), leave: () => undefined }
  await connect(socket, stream, { person, plan }, relay)
  client.send(KEEPALIVE)
  await vi.waitUntil(() => counted.mock.calls.length === 1)
  expect(held).toBe(0)
  client.send(KEEPALIVE, { fin: false })
  await vi.waitUntil(() => counted.mock.calls.length === 2)
  expect(held).toBeGreaterThan(KEEPALIVE.byteLength)
})
