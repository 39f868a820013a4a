import * as Y from 'yjs'

/**
 * Where a transaction changed the text: ids of the blocks it touched, for 待同步 N 处. A change that
 * belongs to no block with an id (the title's correction, a row of a table) counts as one place of its own.
 * Call it in `afterTransaction`: later Yjs drops the contents of what was deleted.
 */
export function placesOf(transaction: Y.Transaction): string[] {
  const places = new Set<string>()
  for (const type of transaction.changed.keys()) {
    const block = blockOf(type)
    if (block !== null) places.add(block.id)
    else if (type instanceof Y.XmlFragment)
      for (const id of childrenChanged(type, transaction)) places.add(id)
    else places.add('front')
  }
  return [...places]
}

type AnyType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never

/** The block that a type stands in, or null outside all blocks. */
export function blockOf(type: AnyType): { element: Y.XmlElement; id: string } | null {
  for (let at: AnyType | null = type; at !== null; at = at.parent) {
    if (at instanceof Y.XmlElement) {
      const id = idOf(at)
      if (id !== null) return { element: at, id }
    }
  }
  return null
}

/** An element's id, also of one that this transaction deleted. */
export function idOf(element: Y.XmlElement): string | null {
  const value: unknown = element._map.get('id')?.content.getContent().at(-1)
  return typeof value === 'string' ? value : null
}

/** Ids of blocks that came to or went from a container. */
function childrenChanged(container: Y.XmlFragment, transaction: Y.Transaction): string[] {
  const { added, deleted } = new Y.YEvent(container, transaction).changes
  const ids = [...added, ...deleted].flatMap((item) =>
    item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlElement
      ? blockIdsIn(item.content.type)
      : [],
  )
  return ids.length > 0 ? ids : ['body']
}

function blockIdsIn(element: Y.XmlElement): string[] {
  const own = idOf(element)
  if (own !== null) return [own]
  return element.toArray().flatMap((child) => (child instanceof Y.XmlElement ? blockIdsIn(child) : []))
}
