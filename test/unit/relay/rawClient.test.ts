/** What the relay's tests build on: which of a client's frames count as sent. */
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { SYNC, syncFrame } from '../../../shared/wire/messages.ts'
import { Client, paragraphOf } from '../../harness/rawClient.ts'
import { BODY } from '../../../shared/text/schema.ts'

/** As ws does, it hands over what it still held when it is ended. */
class Held extends EventEmitter {
  readyState: number = WebSocket.CONNECTING
  readonly sent: Uint8Array[] = []
  held: Uint8Array[] = []

  open(): void {
    this.readyState = WebSocket.OPEN
    this.emit('open')
  }

  take(frame: Uint8Array): void {
    this.emit('message', new Uint8Array(frame).buffer)
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame)
  }

  terminate(): void {
    this.readyState = WebSocket.CLOSED
    for (const frame of this.held) this.take(frame)
    this.emit('close', 1006)
  }
}

// Only what a client uses of a WebSocket is there.
const clientOn = (socket: Held, doc: Y.Doc): Client => new Client(socket as unknown as WebSocket, doc)

const wordsOf = (doc: Y.Doc): string => doc.getXmlFragment(BODY).toJSON()

test('who left a connection hears nothing more of it, and what is written before the next one opens is no frame of it', () => {
  const doc = new Y.Doc()
  const colleague = new Y.Doc()
  colleague.getXmlFragment(BODY).insert(0, [paragraphOf('同事')])
  const [before, after] = [new Held(), new Held()]
  before.held = [syncFrame(SYNC.update, Y.encodeStateAsUpdate(colleague))]

  const left = clientOn(before, doc)
  before.open()
  const client = clientOn(after, doc)
  left.close()
  expect(wordsOf(doc)).toBe('')

  doc.getXmlFragment(BODY).insert(0, [paragraphOf('自己')])
  expect(client.sent).toBe(0)
  after.open()
  after.take(syncFrame(SYNC.step1, Uint8Array.of(0)))
  expect(client.sent).toBe(1)
  expect(after.sent).toHaveLength(2)
  expect(after.sent[1]).toEqual(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(doc)))
  client.type('以后')
  expect(client.sent).toBe(2)
  expect(after.sent).toHaveLength(3)
})
