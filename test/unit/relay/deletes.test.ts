import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { PlanText } from '../../../server/relay/text.ts'
import { PlanId } from '../../../shared/plan/ids.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { FRAME_BYTES } from '../../../shared/wire/limits.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

/** A text of three paragraphs as the relay holds it, and somebody's copy. */
function written() {
  const doc = new Y.Doc()
  const body = doc.getXmlFragment(BODY)
  body.insert(
    0,
    ['甲', '乙', '丙'].map((letter) => paragraphOf(letter.repeat(100))),
  )
  const stored = { snapshot: null, tail: [Y.encodeStateAsUpdate(doc)], seq: 1 }
  const plan = PlanId.parse('p'.repeat(22))
  const text = new PlanText(plan, stored)
  text.rebase(stored)
  /** How much the relay takes an update to delete, which it then takes. */
  const deletes = (update: Uint8Array): number => {
    const verdict = text.judge(update, FRAME_BYTES)
    if (verdict.kind !== 'new') throw new Error(`it is ${verdict.kind}`)
    const clocks = text.deletes(verdict)
    expect(text.take(verdict)).toBe(true)
    return clocks
  }
  return { doc, body, deletes }
}

test('[W15] an update deletes what stood until then, not what its sender deleted long ago or in the same breath', () => {
  const { doc, body, deletes } = written()
  const since = (change: () => void): Uint8Array => {
    const before = Y.encodeStateVector(doc)
    change()
    return Y.encodeStateAsUpdate(doc, before)
  }
  // The letters, their text and its paragraph.
  expect(deletes(since(() => body.delete(1, 1)))).toBe(102)
  // Whoever comes back sends all deletions of the text again.
  expect(deletes(since(() => body.insert(0, [paragraphOf('丁')])))).toBe(0)
  const both = since(() => {
    body.insert(0, [paragraphOf('戊'.repeat(50))])
    body.delete(0, 1)
    body.delete(0, 1)
  })
  expect(deletes(both)).toBe(3)
})
