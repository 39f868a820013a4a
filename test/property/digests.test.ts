import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { docOf } from '../../server/store/planLog.ts'
import { PlanId } from '../../shared/plan/ids.ts'
import { contentOf } from '../../shared/text/digest.ts'
import { BODY, FRONT } from '../../shared/text/schema.ts'

const SEED = 20261121
const RUNS = 300
const plan = PlanId.parse('p'.repeat(22))

const WORDS = ['计划', 'a', '😀', '👨‍👩‍👧', '。'] as const
/** Of those that are no text of their own also half a character, as a careless program leaves it. */
const VALUES = [...WORDS, '\uD83D', '\uDE00'] as const
const MARKS = [
  { bold: true },
  { bold: null },
  { italic: true },
  { link: { href: 'https://a.example' } },
] as const

const step = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom('insert', 'delete', 'format', 'attribute', 'block', 'drop', 'front', 'sync'),
  at: fc.nat(1000),
  much: fc.nat(6),
})
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]

/** The place itself, or the one before it when it is within a character. */
function whole(text: Y.XmlText, place: number): number {
  const words = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
  const isLow = /[\uDC00-\uDFFF]/.test(words.charAt(place))
  return isLow && /[\uD800-\uDBFF]/.test(words.charAt(place - 1)) ? place - 1 : place
}

/** One edit by its makers' hands, wherever it falls. */
function edit(doc: Y.Doc, { what, at, much }: Step): void {
  const body = doc.getXmlFragment(BODY)
  const block = pick(body.toArray(), at)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (what === 'front') doc.getMap(FRONT).set(pick(['title', 'kind'], at) ?? '', pick(VALUES, much))
  else if (what === 'block' || !(block instanceof Y.XmlElement) || !(text instanceof Y.XmlText)) {
    const fresh = new Y.XmlElement('paragraph')
    fresh.insert(0, [new Y.XmlText('工作计划')])
    body.insert(at % (body.length + 1), [fresh])
  } else if (what === 'drop') body.delete(at % body.length)
  else if (what === 'attribute')
    block.setAttribute(pick(['id', 'number'], at) ?? '', pick(VALUES, much) ?? '')
  else if (what === 'insert') text.insert(at % (text.length + 1), pick(WORDS, much) ?? '')
  else if (text.length > 0) {
    const from = at % text.length
    const length = Math.min(much + 1, text.length - from)
    if (what === 'delete') text.delete(from, length)
    else {
      // Yjs breaks a character in whose middle a mark would begin, and tells nobody: no editor can mark so.
      const [start, end] = [whole(text, from), whole(text, from + length)]
      if (end > start) text.format(start, end - start, pick(MARKS, at + much) ?? {})
    }
  }
}

test(`[W17] replicas that have exchanged all have one digest, as has what the log makes of it, ${RUNS} histories, seed ${SEED}`, () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const log: Uint8Array[] = []
      const docs = [1, 2, 3].map((client) => {
        const doc = new Y.Doc()
        doc.clientID = client
        doc.on('update', (update: Uint8Array, origin: unknown) => {
          if (origin === null) log.push(update)
        })
        return doc
      })
      const seen = docs.map(() => 0)
      const sync = (who: number): void => {
        const fresh = log.slice(seen[who])
        seen[who] = log.length
        const doc = docs[who]
        if (doc !== undefined && fresh.length > 0) Y.applyUpdate(doc, Y.mergeUpdates(fresh), 'relay')
      }
      for (const one of steps) {
        const doc = docs[one.who]
        if (one.what === 'sync') sync(one.who)
        else if (doc !== undefined) edit(doc, one)
      }
      for (const who of docs.keys()) sync(who)
      const relay = docOf(plan, log)
      const snapshot = docOf(plan, [Y.encodeStateAsUpdate(relay)])
      const merged = log.length === 0 ? relay : docOf(plan, [Y.mergeUpdates(log)])
      const [content] = [relay, snapshot, merged, ...docs].map(contentOf)
      for (const doc of [snapshot, merged, ...docs]) expect(contentOf(doc)).toBe(content)
    }),
    { seed: SEED, numRuns: RUNS },
  )
})
