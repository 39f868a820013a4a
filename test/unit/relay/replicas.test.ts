import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Replicas } from '../../../server/relay/replicas.ts'
import { PlanText } from '../../../server/relay/text.ts'
import { PlanId } from '../../../shared/plan/ids.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { UPDATE_BYTES } from '../../../shared/wire/limits.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

/** A text of so many letters with its replica, and a writer who has it. */
function textOf(letters: number) {
  const plan = PlanId.parse('p'.repeat(22))
  const doc = new Y.Doc()
  doc.getXmlFragment(BODY).insert(0, [paragraphOf('x'.repeat(letters))])
  const updates = [Y.encodeStateAsUpdate(doc)]
  const stored = () => ({ snapshot: null, tail: updates, seq: updates.length })
  const text = new PlanText(plan, stored())
  text.rebase(stored())
  doc.on('update', (update: Uint8Array) => updates.push(update))
  /** Types at the end and says how the relay took it. */
  const type = (word: string) => {
    const element = doc.getXmlFragment(BODY).get(0)
    const inner = element instanceof Y.XmlElement ? element.get(0) : null
    if (inner instanceof Y.XmlText) inner.insert(inner.length, word)
    const verdict = text.judge(updates.at(-1) ?? new Uint8Array(), UPDATE_BYTES)
    if (verdict.kind === 'new') text.take(verdict)
    return verdict.kind === 'new' && verdict.plain ? 'plain' : verdict.kind
  }
  return { text, type }
}

test('the replicas of many plans make room for each other, and the newest stays however large it is', () => {
  const replicas = new Replicas()
  const [first, second, large] = [textOf(400_000), textOf(400_000), textOf(5_000_000)]
  for (const { text } of [first, second, first]) replicas.note(text)
  expect([first, second].map(({ text }) => text.hasReplica())).toEqual([true, true])
  const third = textOf(400_000)
  replicas.note(third.text)
  expect([first, second, third].map(({ text }) => text.hasReplica())).toEqual([true, false, true])
  replicas.note(large.text)
  expect([first, second, third, large].map(({ text }) => text.hasReplica())).toEqual([
    false,
    false,
    false,
    true,
  ])
})

test('what was written since a replica was made counts too', () => {
  const replicas = new Replicas()
  const plans = [textOf(1), textOf(1), textOf(1)]
  for (const { text, type } of plans) {
    type('x'.repeat(400_000))
    replicas.note(text)
  }
  expect(plans.map(({ text }) => text.hasReplica())).toEqual([false, true, true])
})

test('a replica that nothing asks for is dropped, and typing goes on without it', () => {
  const replicas = new Replicas()
  const { text, type } = textOf(10)
  replicas.note(text)
  expect([type('一'), type('二')]).toEqual(['new', 'plain'])
  replicas.rest()
  expect(text.hasReplica()).toBe(true)
  expect(type('三')).toBe('plain')
  replicas.rest()
  expect(text.hasReplica()).toBe(false)
  expect(type('四')).toBe('plain')
})
