import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { connect } from '../../server/relay/connection.ts'
import { makeSocketServer } from '../../server/relay/upgrade.ts'
import { SUBPROTOCOL } from '../../shared/wire/messages.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { HereRelay } from '../harness/hereRelay.ts'
import { Network } from '../harness/network.ts'
import { Client, ready } from '../harness/rawClient.ts'

/** Longer than between two looks at whether a peer still answers, milliseconds. */
const LOOK_MS = 21_000

const open = (via: string): Promise<Client> =>
  ready(new Client(new WebSocket(via.replace('http', 'ws'), SUBPROTOCOL), new Y.Doc()))

test('[P7] a peer that a network swallowed is let go when it has answered nothing between two looks, and who answers stays', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const here = new HereRelay()
  const { relay, chair } = here
  const plan = here.plan(SCHOOL_YEAR)
  const sockets = makeSocketServer()
  const server = createServer()
  server.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const person = { user: { id: chair.user, name: '周主席' }, session: chair.session }
      void connect(socket, stream, { person, plan }, relay)
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const network = await new Network(url).open()
  onTestFinished(async () => {
    vi.useRealTimers()
    network.close()
    sockets.close()
    server.close()
    await here.close()
  })
  const [lost, stays] = [await open(network.url), await open(url)]
  network.fates.up = { kind: 'swallow' }
  network.fates.down = { kind: 'swallow' }
  expect(relay.connections()).toBe(2)
  for (let looks = 0; looks < 2; looks++) {
    vi.advanceTimersByTime(LOOK_MS)
    // A word of the peer that is there comes after its answer.
    stays.synced = false
    stays.askAll()
    await stays.until(() => stays.synced)
  }
  await vi.waitUntil(() => relay.connections() === 1)
  stays.type('还在')
  await stays.until(() => stays.acked === stays.sent)
  expect([lost.closed, stays.closed]).toEqual([null, null])
  stays.close()
})
