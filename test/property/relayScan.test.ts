import * as fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { judge, applyNew } from '../../server/relay/receive.ts'
import { scanUpdate } from '../../server/relay/scan.ts'
import { BODY, FRONT } from '../../shared/text/schema.ts'

type Step =
  | { kind: 'paragraph'; at: number; words: string }
  | { kind: 'type'; at: number; words: string }
  | { kind: 'bold'; at: number }
  | { kind: 'erase'; at: number }
  | { kind: 'remove'; at: number }
  | { kind: 'attribute'; at: number; value: string | number | boolean | null }
  | { kind: 'front'; value: unknown }

const at = fc.nat(1000)
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('paragraph'), at, words }),
  fc.record({ kind: fc.constant('type'), at, words }),
  fc.record({ kind: fc.constant('bold'), at }),
  fc.record({ kind: fc.constant('erase'), at }),
  fc.record({ kind: fc.constant('remove'), at }),
  fc.record({
    kind: fc.constant('attribute'),
    at,
    value: fc.oneof(words, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
  }),
  fc.record({ kind: fc.constant('front'), value: fc.jsonValue({ maxDepth: 3, noUnicodeString: false }) }),
)

function take(doc: Y.Doc, one: Step): void {
  const body = doc.getXmlFragment(BODY)
  const nth = 'at' in one && body.length > 0 ? body.get(one.at % body.length) : null
  const element = nth instanceof Y.XmlElement ? nth : null
  const inner = element?.get(0)
  const text = inner instanceof Y.XmlText ? inner : null
  switch (one.kind) {
    case 'paragraph': {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(one.words)])
      body.insert(one.at % (body.length + 1), [paragraph])
      return
    }
    case 'type':
      text?.insert(one.at % (text.length + 1), one.words)
      return
    case 'bold':
      if (text !== null && text.length > 0)
        text.format(one.at % text.length, 1, { bold: true, link: { href: 'x' } })
      return
    case 'erase':
      if (text !== null && text.length > 0) text.delete(one.at % text.length, 1)
      return
    case 'remove':
      if (body.length > 0) body.delete(one.at % body.length)
      return
    case 'attribute':
      // Yjs types attributes as strings; the editor's binding stores other plain values as they are.
      element?.setAttribute('months', one.value as string)
      return
    case 'front':
      doc.getMap(FRONT).set('period', one.value)
  }
}

const sessions = fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })

/** Several people write one after the other in one text; each update as it went out. */
function write(all: readonly (readonly Step[])[]): Uint8Array[] {
  const updates: Uint8Array[] = []
  let doc = new Y.Doc()
  for (const steps of all) {
    const next = new Y.Doc()
    Y.applyUpdate(next, Y.encodeStateAsUpdate(doc))
    doc = next
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const one of steps) doc.transact(() => take(doc, one))
  }
  return updates
}

test('[W3] whatever an editor of ours writes passes the scan, with the clocks that Yjs reads', () => {
  fc.assert(
    fc.property(sessions, (all) => {
      const updates = write(all)
      for (const update of updates.length > 0 ? [...updates, Y.mergeUpdates(updates)] : []) {
        const structs: [number, number, number][] = []
        const deletions: [number, number, number][] = []
        scanUpdate(update, {
          struct: (client, from, to) => structs.push([client, from, to]),
          deletion: (client, from, to) => deletions.push([client, from, to]),
        })
        const decoded = Y.decodeUpdate(update)
        expect(structs).toEqual(
          decoded.structs
            .filter((struct) => !(struct instanceof Y.Skip))
            .map(({ id, length }) => [id.client, id.clock, id.clock + length]),
        )
        expect(deletions).toEqual(
          [...decoded.ds.clients].flatMap(([client, items]) =>
            items.map(({ clock, len }) => [client, clock, clock + len]),
          ),
        )
      }
    }),
    { numRuns: 150 },
  )
})

test('[W2][W4][W5] in any order, with repeats and resyncs, a replica takes each update once and ends with the text', () => {
  fc.assert(
    fc.property(sessions, fc.array(fc.nat(1000), { maxLength: 40 }), (all, order) => {
      const updates = write(all)
      fc.pre(updates.length > 0)
      const whole = new Y.Doc()
      for (const update of updates) Y.applyUpdate(whole, update)
      const replica = new Y.Doc()
      const log: Uint8Array[] = []
      const receive = (update: Uint8Array): string => {
        const judged = judge(update, replica)
        if (judged.kind !== 'new') return judged.kind
        expect(applyNew(judged, replica)).toBe(true)
        log.push(judged.log)
        return 'new'
      }
      for (const n of order) {
        const update = updates[n % updates.length]
        if (update !== undefined && receive(update) === 'new') expect(receive(update)).toBe('known')
      }
      const rest = Y.encodeStateAsUpdate(whole, Y.encodeStateVector(replica))
      expect(['new', 'known']).toContain(receive(rest))
      expect(receive(Y.encodeStateAsUpdate(whole))).toBe('known')
      const reloaded = new Y.Doc()
      for (const update of log) Y.applyUpdate(reloaded, update)
      for (const doc of [replica, reloaded]) {
        expect(doc.getXmlFragment(BODY).toJSON()).toBe(whole.getXmlFragment(BODY).toJSON())
        expect(doc.getMap(FRONT).toJSON()).toEqual(whole.getMap(FRONT).toJSON())
      }
    }),
    { numRuns: 150 },
  )
})

/** Several people write at once and hear of each other now and then: updates, states and differences between them. */
function writeTogether(all: readonly (readonly Step[])[]): Uint8Array[] {
  const docs = all.map(() => new Y.Doc())
  const updates: Uint8Array[] = []
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let round = 0; round < 3; round++) {
    for (const [index, doc] of docs.entries()) {
      const steps = all[index]?.slice(round * 4, round * 4 + 4) ?? []
      doc.transact(() => steps.forEach((one) => take(doc, one)))
    }
    const [first, second] = docs
    if (first !== undefined && second !== undefined && round === 1)
      Y.applyUpdate(first, Y.encodeStateAsUpdate(second))
  }
  const states = docs.map((doc) => Y.encodeStateAsUpdate(doc))
  const whole = Y.mergeUpdates([...states, ...updates])
  const differences = docs.flatMap((doc) => {
    const vector = Y.encodeStateVector(doc)
    return [Y.diffUpdate(whole, vector), ...docs.map((other) => Y.encodeStateAsUpdate(other, vector))]
  })
  return [
    ...updates,
    ...states,
    whole,
    ...differences,
    Y.mergeUpdates([...differences, ...updates].reverse()),
  ]
}

test('[W3] Yjs writes clients in descending order, in whatever it makes: merges, differences, states', () => {
  fc.assert(
    fc.property(sessions, (all) => {
      for (const update of writeTogether(all))
        scanUpdate(update, { struct: () => undefined, deletion: () => undefined })
    }),
    { numRuns: 150 },
  )
})

/** An update of one run of clocks by client 7 in the root `front`, of this kind of content. */
function contentUpdate(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, 7, 0, kind, 1]) encoding.writeVarUint(encoder, number)
  encoding.writeVarString(encoder, FRONT)
  write(encoder)
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test.each([
  [2, 'JSON', ['[1]']],
  [5, 'an embed', []],
  [6, 'a format', ['bold']],
] as const)('[P7][W3] deep JSON in content of kind %i, %s, is malformed', (kind, _name, before) => {
  const nested = (depth: number) =>
    contentUpdate(kind, (encoder) => {
      if (kind === 2) encoding.writeVarUint(encoder, 2)
      for (const part of before) encoding.writeVarString(encoder, part)
      encoding.writeVarString(encoder, '['.repeat(depth) + ']'.repeat(depth))
    })
  expect(judge(nested(4), new Y.Doc()).kind).toBe('new')
  for (const depth of [20, 20_000])
    expect(judge(nested(depth), new Y.Doc())).toEqual({ kind: 'refused', code: 'malformed' })
})

/** One deleted clock in the body by each of these clients, in this order. */
function sections(...clients: number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clients.length)
  for (const client of clients) {
    for (const number of [1, client, 0, 1, 1]) encoding.writeVarUint(encoder, number)
    encoding.writeVarString(encoder, BODY)
    encoding.writeVarUint(encoder, 1)
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test('[P4][W3] clients that ascend, or come twice, are malformed', () => {
  expect(judge(sections(12, 11, 10), new Y.Doc()).kind).toBe('new')
  for (const wrong of [sections(10, 11), sections(11, 11), sections(12, 10, 11)])
    expect(judge(wrong, new Y.Doc())).toEqual({ kind: 'refused', code: 'malformed' })
})

test('[W3] a cut update never passes', () => {
  fc.assert(
    fc.property(sessions, fc.nat(10_000), (all, cut) => {
      const [update] = write(all)
      fc.pre(update !== undefined)
      expect(judge(update.slice(0, cut % update.length), new Y.Doc())).toEqual({
        kind: 'refused',
        code: 'malformed',
      })
    }),
    { numRuns: 200 },
  )
})
