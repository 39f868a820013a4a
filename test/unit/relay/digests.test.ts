import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Budget } from '../../../server/relay/budget.ts'
import { Digests } from '../../../server/relay/digests.ts'
import type { Line } from '../../../server/relay/line.ts'
import { PlanText } from '../../../server/relay/text.ts'
import { PlanId, UserId } from '../../../shared/plan/ids.ts'
import { BODY, SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

const plan = PlanId.parse('p'.repeat(22))
const person = { user: { id: UserId.parse('u'.repeat(22)), name: '李老师' }, session: 's' }

const nothing = (): void => undefined

function lineTo(send: () => void): Line {
  return {
    person,
    schema: SCHEMA_VERSION,
    send,
    sendLarge: nothing,
    allow: nothing,
    isOpen: () => true,
    close: nothing,
    ping: nothing,
  }
}

test('[W17] a digest is made once for a log position, and costs no more than its share of the time', () => {
  const doc = new Y.Doc()
  doc.getXmlFragment(BODY).insert(0, [paragraphOf('指导思想')])
  const stored = { snapshot: null, tail: [Y.encodeStateAsUpdate(doc)], seq: 1 }
  const text = new PlanText(plan, stored)
  let now = 0
  const make = text.replicaFrom.bind(text)
  const replicaFrom = vi.spyOn(text, 'replicaFrom').mockImplementation((log) => {
    now += 10_000
    return make(log)
  })
  const digests = new Digests(new Budget(0.1, 1, () => now))
  const send = vi.fn<() => void>()
  const turn = (): void => {
    for (let n = 0; n < 3; n++) digests.ask(lineTo(send))
    digests.begin(text)
    digests.answer(text, digests.needLog(text) ? stored : null)
  }
  turn()
  turn()
  expect([send.mock.calls.length, replicaFrom.mock.calls.length]).toEqual([6, 1])
  text.committed(2)
  turn()
  expect([send.mock.calls.length, replicaFrom.mock.calls.length]).toEqual([6, 1])
  now += 200_000
  turn()
  expect([send.mock.calls.length, replicaFrom.mock.calls.length]).toEqual([9, 2])
})
