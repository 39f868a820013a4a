import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { judge } from '../../../server/relay/receive.ts'
import { FRONT } from '../../../shared/text/schema.ts'

const GC = 0
const SKIP = 10
const ITEM_BITS = [32, 64, 128]

/** One client's section: a run of deleted clocks from 0, unless it has none, and then structs as [first byte, length]. */
function section(client: number, deleted: number, ...structs: [number, number][]): number[] {
  const run = deleted === 0 ? [] : [1, 1, FRONT.length, ...Buffer.from(FRONT), deleted]
  return [structs.length + (deleted === 0 ? 0 : 1), client, 0, ...run, ...structs.flat()]
}
const update = (...sections: number[][]): Uint8Array =>
  Uint8Array.from([sections.length, ...sections.flat(), 0])

const MALFORMED = { kind: 'refused', code: 'malformed' }

test.each([
  ['collected', GC],
  ['left out', SKIP],
])(
  '[P7][W3] clocks that are %s, with the bits of an item, are malformed: Yjs takes them and cannot merge them',
  (_what, kind) => {
    expect(judge(update(section(7, 2, [kind, 3])), new Y.Doc()).kind).toBe('new')
    for (const bit of ITEM_BITS)
      expect(judge(update(section(7, 2, [kind | bit, 3])), new Y.Doc())).toEqual(MALFORMED)
  },
)

test('[P7][W3] a client that only leaves clocks out is malformed: the log would show a writer whom nobody has claimed', () => {
  expect(judge(update(section(8, 0, [SKIP, 3]), section(7, 2)), new Y.Doc())).toEqual(MALFORMED)
})

/** A format of this value, as JSON. */
function formatted(value: string): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, 7, 0, 6, 1]) encoding.writeVarUint(encoder, number)
  for (const part of [FRONT, 'bold', value]) encoding.writeVarString(encoder, part)
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test('[P4][W3] a number that is lost when it is written again is malformed', () => {
  expect(judge(formatted('{"size":1e9}'), new Y.Doc()).kind).toBe('new')
  for (const value of ['1e999', '{"size":-1e999}'])
    expect(judge(formatted(value), new Y.Doc())).toEqual(MALFORMED)
})
