import * as Y from 'yjs'
import { correct, type Fix, type FixFields } from '../../shared/plan/fix.ts'
import { fixChanges, fixIn } from '../../shared/plan/fixAttributes.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { BODY, NODES } from '../../shared/text/schema.ts'

/** The goals and items of a text, in their order. */
export const correctable = (doc: Y.Doc): Y.XmlElement[] =>
  doc
    .getXmlFragment(BODY)
    .toArray()
    .filter((node) => node instanceof Y.XmlElement)
    .filter(({ nodeName }) => nodeName === NODES.goal || nodeName === NODES.monthlyItem)

/** Changes the corrections of a block as a member's page does; `at` of them is among all that its words say. */
export function correctIn(
  doc: Y.Doc,
  block: Y.XmlElement | undefined,
  change: FixFields | ((now: Fix) => Fix),
  at = 0,
): void {
  if (block === undefined) throw new Error('there is no such block')
  const { front, blocks } = blocksOfDoc(doc)
  const plan = readPlan(
    front,
    blocks.map((one) => ({ ...one, fix: null })),
  )
  const said = [...plan.goals, ...plan.monthly].filter((one) => one.block === block.getAttribute('id'))
  const now = fixIn(block.getAttributes())
  const fix =
    typeof change === 'function' ? change(now) : correct(now, change, said, at % Math.max(1, said.length))
  doc.transact(() => {
    for (const [name, value] of fixChanges(block.getAttributes(), fix)) {
      if (value === null) block.removeAttribute(name)
      else block.setAttribute(name, value)
    }
  })
}

/** A text that knows what all of these know. */
export function mergedDoc(...docs: readonly Y.Doc[]): Y.Doc {
  const merged = new Y.Doc()
  for (const doc of docs) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc))
  return merged
}
