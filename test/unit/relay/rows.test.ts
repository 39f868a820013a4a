import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Line } from '../../../server/relay/line.ts'
import { framesOf } from '../../../server/relay/questions.ts'
import { rowsOf, sentOn } from '../../../server/relay/rows.ts'
import { PlanText } from '../../../server/relay/text.ts'
import { checkFrame, newSeat, type Stored } from '../../../server/relay/turn.ts'
import { docOf } from '../../../server/store/planLog.ts'
import { PlanId } from '../../../shared/plan/ids.ts'
import { BODY, SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { MESSAGE, SYNC } from '../../../shared/wire/messages.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

const PLAN = PlanId.parse('p'.repeat(22))

/** Client 1 has written two paragraphs: an element, its text and two letters each. */
function start(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getXmlFragment(BODY).insert(0, [paragraphOf('甲乙')])
  doc.getXmlFragment(BODY).insert(1, [paragraphOf('丙丁')])
  return Y.encodeStateAsUpdate(doc)
}

/** Takes these frames of one connection in one turn. */
function taken(log: readonly Uint8Array[], frames: readonly Uint8Array[]): Stored[] {
  const stored = { snapshot: null, tail: log, seq: log.length }
  const text = new PlanText(PLAN, stored)
  text.rebase(stored)
  const seat = newSeat({ schema: SCHEMA_VERSION } as Line, { role: 'member', stage: 'draft' })
  return frames.map((update, nth) => {
    const checked = checkFrame({ seat, nth, step2: false, update, refusal: null }, text)
    if (typeof checked === 'string' || checked.kind !== 'stored') throw new Error('it was not taken')
    return checked
  })
}

/** The first paragraph goes. */
const DELETION = Uint8Array.of(0, 1, 1, 1, 0, 1)
const [LEFT, RIGHT, KEYED, STRING, TYPE] = [128, 64, 32, 4, 7]
/** Client 9 gives its text a value of two letters, and puts an element between them. */
const LETTERS = [KEYED | STRING, 0, 1, 1, 1, 0x6b, 2, 0x61, 0x62]
const BETWEEN = [LEFT | RIGHT | KEYED | TYPE, 9, 0, 9, 1, 3, 1, 0x70]
const INTO_DELETED = Uint8Array.from([1, 2, 9, 0, ...LETTERS, ...BETWEEN, 0])

test('[P7][W2] what was put unread into what the frame before deleted is a row, and is sent on, by itself', () => {
  const log = [start()]
  const frames = taken(log, [DELETION, INTO_DELETED])
  const together = new Y.Doc()
  Y.applyUpdate(together, start())
  expect(() => Y.applyUpdate(together, Y.mergeUpdates([DELETION, INTO_DELETED]))).toThrow(/Unexpected/)

  const rows = rowsOf(frames, false)
  const updates = rows.map(({ update }) => update)
  expect(
    docOf(PLAN, [...log, ...updates])
      .getXmlFragment(BODY)
      .toJSON(),
  ).toBe('<paragraph>丙丁</paragraph>')
  const reader = new Y.Doc()
  Y.applyUpdate(reader, start())
  for (const update of sentOn(rows)) Y.applyUpdate(reader, update)
  expect(reader.getXmlFragment(BODY).toJSON()).toBe('<paragraph>丙丁</paragraph>')
})

test('[P7] so it is for somebody who has nothing yet; what else is small comes as one', () => {
  const log = [start(), DELETION, INTO_DELETED]
  const frames = framesOf({ snapshot: null, tail: log, seq: 3 })
  const newcomer = new Y.Doc()
  for (const frame of frames) {
    const decoder = decoding.createDecoder(frame)
    for (const expected of [MESSAGE.sync, frame === frames.at(-1) ? SYNC.step2 : SYNC.update])
      expect(decoding.readVarUint(decoder)).toBe(expected)
    Y.applyUpdate(newcomer, decoding.readVarUint8Array(decoder))
  }
  expect(newcomer.getXmlFragment(BODY).toJSON()).toBe('<paragraph>丙丁</paragraph>')
  expect(framesOf({ snapshot: null, tail: log.slice(0, 2), seq: 2 })).toHaveLength(1)
})

test('[W4] what one connection writes under two client ids is a row each: Yjs would put one id before the other', () => {
  const log = [start()]
  const docs = [5, 6].map((client) => {
    const doc = docOf(PLAN, log)
    doc.clientID = client
    return doc
  })
  const updates = docs.map((doc) => {
    const before = Y.encodeStateVector(doc)
    doc.getXmlFragment(BODY).insert(0, [paragraphOf('戊')])
    return Y.encodeStateAsUpdate(doc, before)
  })
  const rows = rowsOf(taken(log, updates), false)
  expect(rows.map(({ update }) => update)).toEqual(updates)
  expect(sentOn(rows)).toHaveLength(1)
})
