/** What one connection sent in a row is one log row: beside the frames one by one, nothing is lost, and nothing hangs on what follows. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Line } from '../../server/relay/line.ts'
import { judge } from '../../server/relay/receive.ts'
import { appendOf, type Row, rowsOf } from '../../server/relay/rows.ts'
import { PlanText } from '../../server/relay/text.ts'
import { checkFrame, newSeat, type Stored } from '../../server/relay/turn.ts'
import { docOf } from '../../server/store/planLog.ts'
import { PlanId, UserId } from '../../shared/plan/ids.ts'
import { BODY, FRONT, SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { FRAME_BYTES } from '../../shared/wire/limits.ts'
import { paragraphOf } from '../harness/rawClient.ts'

const PLAN = PlanId.parse('p'.repeat(22))
const start = new Y.Doc()
start.getXmlFragment(BODY).insert(0, ['一、指导思想', '二、工作目标'].map(paragraphOf))
const START = Y.encodeStateAsUpdate(start)

const ACTS = [
  'type',
  'type',
  'type',
  'paste',
  'erase',
  'bold',
  'paragraph',
  'remove',
  'title',
  'undo',
] as const
const step = fc.record({
  writer: fc.nat(2),
  /** Which of the writer's two connections sends; both are one person's. */
  seat: fc.nat(1),
  /** The writer hears first what another one wrote, sent or not, as two tabs of one browser do. */
  hears: fc.option(fc.nat(2), { freq: 3 }),
  acts: fc.array(fc.record({ act: fc.constantFrom(...ACTS), at: fc.nat(1000) }), {
    minLength: 1,
    maxLength: 6,
  }),
  sends: fc.constantFrom('update', 'update', 'update', 'difference', 'state', 'nothing'),
})
const turns = fc.array(fc.array(step, { maxLength: 15 }), { minLength: 1, maxLength: 4 })

class Writer {
  readonly doc = new Y.Doc()
  private readonly body = this.doc.getXmlFragment(BODY)

  constructor(nth: number) {
    this.doc.clientID = 100 + nth
    Y.applyUpdate(this.doc, START)
  }

  /** Does this and returns the updates that it makes. */
  perform(act: (typeof ACTS)[number], at: number): Uint8Array[] {
    const made: Uint8Array[] = []
    const keep = (update: Uint8Array): number => made.push(update)
    this.doc.on('update', keep)
    this.doc.transact(() => this.write(act, at))
    this.doc.off('update', keep)
    return made
  }

  private write(act: (typeof ACTS)[number], at: number): void {
    const { body, doc } = this
    if (act === 'title') doc.getMap(FRONT).set('title', at)
    if (act === 'paragraph') body.insert(at % (body.length + 1), [paragraphOf('新的一段')])
    if (body.length === 0) return
    if (act === 'remove') body.delete(at % body.length)
    const element = body.length === 0 ? null : body.get(at % body.length)
    const text = element instanceof Y.XmlElement ? element.get(0) : null
    if (!(text instanceof Y.XmlText)) return
    if (act === 'type') text.insert(at % (text.length + 1), '字句')
    if (act === 'paste') text.insert(at % (text.length + 1), '段'.repeat(at * 5))
    if (text.length > 2 && act === 'erase') text.delete(at % (text.length - 1), 2)
    if (text.length > 2 && act === 'bold') text.format(at % (text.length - 1), 2, { bold: true })
  }
}

/** A connection's person and schema are all that is looked at here. */
const seatOf = (writer: number) =>
  newSeat(
    {
      person: { user: { id: UserId.parse(String(writer).repeat(22)), name: '' }, session: `s${writer}` },
      schema: SCHEMA_VERSION,
    } as Line,
    { role: 'member', stage: 'draft' },
  )

const shown = (updates: readonly Uint8Array[]): string[] => {
  const doc = docOf(PLAN, updates)
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].map(String).toSorted()
  return [doc.getXmlFragment(BODY).toJSON(), JSON.stringify(doc.getMap(FRONT).toJSON()), ...clocks]
}

/** What the frames of a row and the row say of themselves is the same. */
function expectRow(row: Row): void {
  const { user, session, clients, update, deletes } = appendOf(row)
  for (const { item } of row.frames)
    expect(item.seat.line.person).toMatchObject({ user: { id: user }, session })
  expect(new Set(clients)).toEqual(new Set(Y.parseUpdateMeta(update).to.keys()))
  expect(deletes).toBe(row.frames.reduce((sum, frame) => sum + frame.deletes, 0))
}

test('[W1][W2][W4] the rows of a turn, in their order, are its frames one by one', () => {
  let [frames, rows, gaps] = [0, 0, 0]
  fc.assert(
    fc.property(turns, (all) => {
      const log = [START]
      const stored = () => ({ snapshot: null, tail: log, seq: log.length })
      const text = new PlanText(PLAN, stored())
      const writers = [0, 1, 2].map((nth) => ({ of: new Writer(nth), seats: [seatOf(nth), seatOf(nth)] }))
      for (const steps of all) {
        const taken: Stored[] = []
        // A replica that is made anew has only what is committed: before the turn.
        text.rebase(stored())
        for (const { writer, seat, hears, acts, sends } of steps) {
          const from = writers[writer]
          const line = from?.seats[seat]
          if (from === undefined || line === undefined) continue
          const { doc } = from.of
          const other = hears === null ? null : writers[hears]?.of.doc
          if (other) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
          const made = acts.flatMap(({ act, at }) => from.of.perform(act, at))
          const whole = (): Uint8Array =>
            Y.encodeStateAsUpdate(doc, sends === 'state' ? undefined : text.vector())
          for (const update of sends === 'update' ? made : sends === 'nothing' ? [] : [whole()]) {
            const checked = checkFrame({ seat: line, nth: 1, step2: true, update, refusal: null }, text)
            if (typeof checked === 'string') throw new Error(checked)
            expect(checked.kind).not.toBe('refused')
            if (checked.kind === 'stored') taken.push(checked)
            if (checked.kind === 'gap') gaps += 1
          }
        }
        const merged = rowsOf(taken, false)
        expect(merged.flatMap((row) => row.frames)).toEqual(taken)
        const single = rowsOf(taken, true)
        expect(single.map(({ update }) => update)).toEqual(taken.map(({ update }) => update))
        expect(shown([...log, ...merged.map(({ update }) => update)])).toEqual(
          shown([...log, ...single.map(({ update }) => update)]),
        )
        for (const row of merged) {
          expectRow(row)
          // Each hangs on what is before it alone, and all of it is new.
          const judged = judge(row.update, docOf(PLAN, log), FRAME_BYTES)
          expect(judged.kind).toBe('new')
          if (judged.kind === 'new') expect(judged.log).toEqual(row.update)
          log.push(row.update)
        }
        text.committed(log.length)
        frames += taken.length
        rows += merged.length
      }
      expect(Y.decodeStateVector(text.vector())).toEqual(
        Y.decodeStateVector(Y.encodeStateVector(docOf(PLAN, log))),
      )
    }),
    { numRuns: 150 },
  )
  // Otherwise this would show nothing.
  expect(rows / frames).toBeLessThan(0.75)
  expect(gaps).toBeGreaterThan(0)
})
