/** The fast way of taking an update beside the full one: the same verdicts and the same log, whatever is sent. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Ranges } from '../../server/relay/ranges.ts'
import { applyNew, judge } from '../../server/relay/receive.ts'
import { PlanText } from '../../server/relay/text.ts'
import { UPDATE_BYTES } from '../../shared/wire/limits.ts'
import { BODY } from '../../shared/text/schema.ts'
import { PlanId } from '../../shared/plan/ids.ts'
import { paragraphOf } from '../harness/rawClient.ts'

const PLAN = PlanId.parse('p'.repeat(22))

type Act =
  | { kind: 'type'; block: number; at: number; words: string }
  | { kind: 'erase'; block: number; at: number; length: number }
  | { kind: 'bold'; block: number; at: number }
  | { kind: 'paragraph'; block: number }
  | { kind: 'remove'; block: number }
  | { kind: 'attribute'; block: number }
  | { kind: 'hear' }
/** One writer's act, and what becomes of its update: sent, sent again later, lost, or with one byte changed. */
type Step = {
  writer: number
  act: Act
  fate: 'sent' | 'twice' | 'lost' | 'changed'
  byte: number
  rest: number
}

const nat = fc.nat(1000)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      block: fc.nat(3),
      at: nat,
      words: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('erase' as const),
      block: fc.nat(3),
      at: nat,
      length: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bold' as const), block: fc.nat(3), at: nat }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('paragraph', 'remove', 'attribute'),
      block: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'hear' as const }) },
)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    writer: fc.nat(2),
    act,
    fate: fc.constantFrom(
      'sent' as const,
      'sent' as const,
      'sent' as const,
      'twice' as const,
      'lost' as const,
      'changed' as const,
    ),
    byte: nat,
    rest: fc.nat(20),
  }),
  { minLength: 1, maxLength: 60 },
)

function perform(doc: Y.Doc, one: Exclude<Act, { kind: 'hear' }>): void {
  const body = doc.getXmlFragment(BODY)
  if (one.kind === 'paragraph' || body.length === 0) return body.insert(0, [paragraphOf('新的一段')])
  const block = one.block % body.length
  const element = body.get(block)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(element instanceof Y.XmlElement) || !(text instanceof Y.XmlText)) return
  switch (one.kind) {
    case 'remove':
      return body.delete(block)
    case 'attribute':
      return element.setAttribute('months', '3')
    case 'type':
      return text.insert(one.at % (text.length + 1), one.words)
    case 'bold':
      if (text.length > 0) text.format(one.at % text.length, 1, { bold: true })
      return
    case 'erase':
      if (text.length > 0)
        text.delete(one.at % text.length, Math.min(one.length, text.length - (one.at % text.length)))
  }
}

function startOf(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getXmlFragment(BODY).insert(0, ['一、指导思想', '二、工作目标', '三月份：'].map(paragraphOf))
  return Y.encodeStateAsUpdate(doc)
}
const START = startOf()

/** Takes each update the full way, with a replica that has everything at once. */
function fullWay() {
  const log = [START]
  const replica = new Y.Doc()
  Y.applyUpdate(replica, START)
  const take = (update: Uint8Array): string => {
    const judged = judge(update, replica)
    if (judged.kind !== 'new') return judged.kind === 'refused' ? judged.code : judged.kind
    if (!applyNew(judged, replica)) throw new Error('spoilt')
    log.push(judged.log)
    return 'new'
  }
  return { log, take }
}

/** Takes them as a room does; counts those that needed no replica. */
function roomsWay() {
  const log = [START]
  const stored = () => ({ snapshot: null, tail: log, seq: log.length })
  const text = new PlanText(PLAN, stored())
  let plain = 0
  const take = (update: Uint8Array): string => {
    for (;;) {
      const verdict = text.judge(update, UPDATE_BYTES)
      if (verdict.kind === 'absent') text.rebase(stored())
      else if (verdict.kind === 'refused') return verdict.code
      else if (verdict.kind !== 'new') return verdict.kind
      else {
        if (!text.take(verdict)) {
          text.rebase(stored())
          return 'spoilt'
        }
        if (verdict.plain) plain += 1
        log.push(verdict.log)
        text.committed(log.length)
        return 'new'
      }
    }
  }
  return { log, text, take, plain: () => plain }
}

const stateOf = (log: readonly Uint8Array[]): Uint8Array => {
  const doc = new Y.Doc()
  for (const update of log) Y.applyUpdate(doc, update)
  return Y.encodeStateAsUpdate(doc)
}

test('[W3][W4][W5] what is taken without a replica is what would be taken with one, and the logs are equal', () => {
  let [plain, all] = [0, 0]
  fc.assert(
    fc.property(steps, (history) => {
      const [full, room] = [fullWay(), roomsWay()]
      const docs = [0, 1, 2].map((nth) => {
        const doc = new Y.Doc()
        doc.clientID = 100 + nth
        Y.applyUpdate(doc, START)
        return doc
      })
      const send = (update: Uint8Array): void => {
        let expected: string
        try {
          expected = full.take(update)
        } catch {
          // The full way's replica cannot be used on: the room's must say so too, and the history ends.
          expected = 'spoilt'
        }
        expect(room.take(update)).toBe(expected)
        fc.pre(expected !== 'spoilt')
        all += 1
      }
      for (const { writer, act: one, fate, byte, rest } of history) {
        const doc = docs[writer]
        if (doc === undefined) continue
        if (one.kind === 'hear') {
          Y.applyUpdate(doc, stateOf(room.log))
          send(Y.encodeStateAsUpdate(doc, room.text.vector()))
          continue
        }
        if (rest === 0) room.text.drop()
        if (rest === 1) room.text.rest()
        const before = Y.encodeStateVector(doc)
        const updates: Uint8Array[] = []
        const keep = (update: Uint8Array): number => updates.push(update)
        doc.on('update', keep)
        doc.transact(() => perform(doc, one))
        doc.off('update', keep)
        for (const update of updates) {
          if (fate === 'changed') {
            const changed = update.slice()
            changed[byte % changed.length] = byte % 256
            send(changed)
          }
          if (fate !== 'lost') send(update)
          if (fate === 'twice') send(Y.encodeStateAsUpdate(doc, before))
        }
      }
      expect(room.log).toEqual(full.log)
      expect(room.text.vector()).toEqual(Y.encodeStateVectorFromUpdate(stateOf(room.log)))
      plain += room.plain()
    }),
    { numRuns: 400 },
  )
  // Otherwise this would show nothing.
  expect(plain / all).toBeGreaterThan(0.1)
})

test('runs of ids are the set that they stand for', () => {
  const edit = fc.record({
    client: fc.nat(1),
    from: fc.nat(30),
    length: fc.integer({ min: 1, max: 8 }),
    inside: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
      const ranges = new Ranges()
      const set = new Set<string>()
      for (const { client, from, length, inside } of edits) {
        if (inside) ranges.add(client, from, from + length)
        else ranges.remove(client, from, from + length)
        for (let clock = from; clock < from + length; clock++)
          if (inside) set.add(`${client} ${clock}`)
          else set.delete(`${client} ${clock}`)
      }
      for (let client = 0; client < 2; client++)
        for (let from = 0; from < 40; from++)
          for (const to of [from + 1, from + 3]) {
            const has = Array.from({ length: to - from }, (_, n) => set.has(`${client} ${from + n}`))
            expect(ranges.covers(client, from, to)).toBe(has.every(Boolean))
            expect(ranges.touches(client, from, to)).toBe(has.some(Boolean))
          }
    }),
    { numRuns: 300 },
  )
})
