import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyNew, judge } from '../../server/relay/receive.ts'
import { packSnapshot, unpackSnapshot } from '../../server/store/snapshot.ts'
import { BODY } from '../../shared/text/schema.ts'
import { paragraphOf } from '../harness/rawClient.ts'

const step = fc.record({
  writer: fc.nat(2),
  act: fc.constantFrom(
    'type',
    'type',
    'erase',
    'bold',
    'paragraph',
    'remove',
    'undo',
    'redo',
    'hear',
    'send',
    'fold',
  ),
  block: fc.nat(100),
  at: fc.nat(100),
  length: fc.integer({ min: 1, max: 4 }),
})

/** One who writes, takes back, and talks to the relay when it is time. */
class Writer {
  readonly doc = new Y.Doc()
  private readonly body = this.doc.getXmlFragment(BODY)
  private readonly undo = new Y.UndoManager(this.body, { trackedOrigins: new Set([this]), captureTimeout: 0 })

  perform({ act, block, at, length }: { act: string; block: number; at: number; length: number }): void {
    const { body, undo } = this
    const element = body.length === 0 ? null : body.get(block % body.length)
    const inner = element instanceof Y.XmlElement ? element.get(0) : null
    const text = inner instanceof Y.XmlText ? inner : null
    const place = text === null ? 0 : at % (text.length + 1)
    if (act === 'undo') undo.undo()
    if (act === 'redo') undo.redo()
    this.doc.transact(() => {
      if (act === 'paragraph') body.insert(block % (body.length + 1), [paragraphOf('新的一段')])
      if (act === 'remove' && body.length > 0) body.delete(block % body.length)
      if (act === 'type') text?.insert(place, '字'.repeat(length))
      if (text === null || place + length > text.length) return
      if (act === 'erase') text.delete(place, length)
      if (act === 'bold') text.format(place, length, { bold: true })
    }, this)
  }
}

test('[W3] nothing that honest editors write at once, take back and send late is malformed, whatever was collected or folded meanwhile', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 120, size: 'max' }), (steps) => {
      let replica = new Y.Doc()
      const writers = [0, 1, 2].map(() => new Writer())
      const send = ({ doc }: Writer): void => {
        const judged = judge(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(replica)), replica)
        expect(judged.kind).not.toBe('refused')
        if (judged.kind === 'new') expect(applyNew(judged, replica)).toBe(true)
      }
      for (const one of steps) {
        const writer = writers[one.writer]
        if (writer === undefined) continue
        if (one.act === 'hear') Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(replica))
        else if (one.act === 'send') send(writer)
        else if (one.act === 'fold') {
          const { state } = unpackSnapshot(packSnapshot(replica))
          replica = new Y.Doc()
          Y.applyUpdate(replica, state())
        } else writer.perform(one)
      }
      writers.forEach(send)
    }),
    { numRuns: 80 },
  )
})
