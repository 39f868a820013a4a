/**
 * Whether every editor can draw what an update brought. The scan knows bytes alone; where an item hangs is
 * known only once Yjs has put it there. An editor's binding throws on anything but elements in the body and
 * elements or texts in an element, for everybody who opens the plan.
 */
import * as Y from 'yjs'
import type { Reference } from './scan.ts'
import { BODY, NODE_DEPTH } from '../../shared/text/schema.ts'

/** Whether a node with this parent is at most NODE_DEPTH deep in the text. */
function isShallow(parent: Y.XmlElement): boolean {
  let depth = 2
  for (let above = parent._item; above !== null; above = parent._item) {
    if (!(above.parent instanceof Y.XmlElement)) return true
    if (++depth > NODE_DEPTH) return false
    parent = above.parent
  }
  return true
}

function isInPlace({ parent, parentSub, content, length }: Y.Item, body: unknown): boolean {
  const type = content instanceof Y.ContentType ? content.type : null
  if (parent === body) return parentSub === null && type instanceof Y.XmlElement
  // A longer value can be split, and its first part outlives what it stands in: Yjs throws when that is collected.
  if (parentSub !== null) return type === null && length === 1
  if (parent instanceof Y.XmlText)
    return content instanceof Y.ContentString || content instanceof Y.ContentFormat
  if (parent instanceof Y.XmlElement)
    return (type instanceof Y.XmlElement || type instanceof Y.XmlText) && isShallow(parent)
  // The front matter, which is values.
  return type === null
}

/**
 * Whether the neighbours that each struct names stand in one place. Every encoder of Yjs names siblings; of others
 * one may have been collected with what it stood in, and by whom that is so, the struct is dropped: replicas with
 * the same updates would differ, and a snapshot from the log (RULES P4).
 */
export function areSiblings(
  replica: Y.Doc,
  structs: readonly { references: readonly Reference[] }[],
): boolean {
  return structs.every(({ references: [left, right] }) => {
    if (left === undefined || right === undefined) return true
    const [one, other] = [left, right].map(({ client, clock }) =>
      Y.getItem(replica.store, Y.createID(client, clock)),
    )
    if (!(one instanceof Y.Item) || !(other instanceof Y.Item)) return one?.constructor === other?.constructor
    return one.parent === other.parent && one.parentSub === other.parentSub
  })
}

/** Looks at the items of these clients from these clocks on, which is what the last update brought. */
export function isDrawable(replica: Y.Doc, from: ReadonlyMap<number, number>): boolean {
  const body = replica.share.get(BODY)
  for (const [client, clock] of from) {
    const structs = replica.store.clients.get(client) ?? []
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
      const struct = structs[index]
      if (struct instanceof Y.Item && !struct.deleted && !isInPlace(struct, body)) return false
    }
  }
  return true
}
