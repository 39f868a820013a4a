import type { Node } from '@tiptap/pm/model'
import { type ProsemirrorBinding, updateYFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { ascending } from '../../shared/plan/ascending.ts'

/** For each element of the text the place of the node that it is by now, told by identity or id; null where any has none. */
function placesOf({ type, mapping }: ProsemirrorBinding, doc: Node): number[] | null {
  if (type.length !== doc.childCount) return null
  const places = new Map<unknown, number>()
  // An id that stands twice tells nothing.
  const twins = new Set<string>()
  for (const [place, node] of doc.children.entries()) {
    places.set(node, place)
    const id: unknown = node.attrs['id']
    if (typeof id !== 'string') continue
    if (places.has(id)) twins.add(id)
    places.set(id, place)
  }
  for (const id of twins) places.delete(id)
  const found: number[] = []
  for (const element of type.toArray()) {
    if (!(element instanceof Y.XmlElement)) return null
    const place = places.get(mapping.get(element)) ?? places.get(element.getAttribute('id'))
    if (place === undefined || doc.child(place).type.name !== element.nodeName) return null
    found.push(place)
  }
  return new Set(found).size === found.length ? found : null
}

/**
 * Writes what changed of the blocks that stay when others are moved, each into its own element. The binding tells
 * a block that stays by its being unchanged, and writes one that changed with the move (the month's heading goes
 * to the next item) over the element of the moved one: what a colleague writes there meanwhile would then stand in
 * another block.
 */
export function writeStaying(binding: ProsemirrorBinding, doc: Node): void {
  const places = placesOf(binding, doc)
  if (places === null || places.every((place, at) => place === at)) return
  const elements = binding.type.toArray()
  for (const at of ascending(places)) {
    const [element, node] = [elements[at], doc.child(places[at] ?? 0)]
    if (element instanceof Y.XmlElement && binding.mapping.get(element) !== node)
      updateYFragment(binding.doc, element, node, binding)
  }
}
