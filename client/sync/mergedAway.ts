/**
 * Words and corrections of one's own that a merge put inside something a colleague deleted (DESIGN 4, 找回文字). Whoever deletes
 * a block deletes by name all that they saw in it; what else of it goes was written meanwhile and is nobody's
 * decision. So it is kept as work set aside, to be put back or dropped.
 */
import * as Y from 'yjs'
import { FIX_ATTRIBUTES } from '../../shared/plan/fixAttributes.ts'
import { BODY, NODES } from '../../shared/text/schema.ts'
import type { AsideRecord } from './asideRecord.ts'
import { blockOf, idOf } from './places.ts'

type Keeps = (item: Y.Item) => boolean

/** The Yjs clients of this device, and from which clocks on the relay acknowledged nothing of theirs. */
type Own = { mine: ReadonlySet<number>; unsent: ReadonlyMap<number, number> }

/**
 * The record of what this transaction took from these Yjs clients though nobody deleted it by name; null when it
 * took nothing. The update that came from the relay says what was deleted; but what the relay did not acknowledge
 * yet nobody has seen, and where it came there late, the relay itself put it into what was deleted. Call it in
 * `afterTransaction`, while deleted contents are still there.
 */
export function mergedAway(
  transaction: Y.Transaction,
  update: Uint8Array,
  { mine, unsent }: Own,
  at: number,
): AsideRecord | null {
  const { deleteSet } = transaction
  if (![...deleteSet.clients.keys()].some((client) => mine.has(client))) return null
  const { ds: told } = Y.decodeUpdate(update)
  const isLost: Keeps = ({ id }) =>
    mine.has(id.client) && (!Y.isDeleted(told, id) || id.clock >= (unsent.get(id.client) ?? Infinity))
  const blocks = new Map<Y.XmlElement, string>()
  const lost: Y.ID[] = []
  Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !isWritten(struct) || !isLost(struct)) return
    const block = struct.parent instanceof Y.AbstractType ? blockOf(struct.parent) : null
    if (block === null || block.element._item?.deleted !== true) return
    blocks.set(block.element, block.id)
    lost.push(struct.id)
  })
  const [first] = lost
  if (first === undefined) return null
  const wasThere: Keeps = (item) => !item.deleted || Y.isDeleted(deleteSet, item.id)
  return {
    id: `merged ${first.client} ${first.clock}`,
    at,
    reason: 'merged-away',
    base: stateOf(blocks, (item) => wasThere(item) && !isLost(item)),
    mine: stateOf(blocks, wasThere),
    keys: [],
    done: [],
  }
}

/** Whether it is words, or a correction of what was read in a block. */
const isWritten = ({ content, parentSub }: Y.Item): boolean =>
  content instanceof Y.ContentString || (parentSub !== null && Object.hasOwn(FIX_ATTRIBUTES, parentSub))

/** A text of these blocks alone, each behind the block that it can be put after, which has no words here. */
function stateOf(blocks: ReadonlyMap<Y.XmlElement, string>, keeps: Keeps): Uint8Array {
  const doc = new Y.Doc()
  const body = doc.getXmlFragment(BODY)
  const placed = new Set<string>()
  const place = (id: string, element: Y.XmlElement): void => {
    if (placed.has(id)) return
    placed.add(id)
    element.setAttribute('id', id)
    body.push([element])
  }
  for (const [element, id] of blocks) {
    const before = idBefore(element)
    if (before !== null) place(before, new Y.XmlElement(NODES.paragraph))
    place(id, copyOf(element, keeps))
  }
  return Y.encodeStateAsUpdate(doc)
}

/** A block by itself: of a list or table its words are left. */
function copyOf(element: Y.XmlElement, keeps: Keeps): Y.XmlElement {
  const isTop = !(element.parent instanceof Y.XmlElement)
  const copy = new Y.XmlElement(isTop ? element.nodeName : NODES.paragraph)
  if (isTop) {
    for (const [name, item] of element._map) {
      const value: unknown = item.content.getContent().at(-1)
      if (keeps(item) && typeof value === 'string') copy.setAttribute(name, value)
    }
  }
  copy.insert(
    0,
    wordsOf(element, keeps)
      .split('\n')
      .flatMap((line, at) => [
        ...(at === 0 ? [] : [new Y.XmlElement(NODES.hardBreak)]),
        ...(line === '' ? [] : [new Y.XmlText(line)]),
      ]),
  )
  return copy
}

function wordsOf(type: Y.XmlElement | Y.XmlText, keeps: Keeps): string {
  let words = ''
  for (let item = type._start; item !== null; item = item.right) {
    if (!keeps(item)) continue
    if (item.content instanceof Y.ContentString) words += item.content.str
    else if (item.content instanceof Y.ContentType) {
      const { type: child } = item.content
      if (child instanceof Y.XmlElement && child.nodeName === NODES.hardBreak) words += '\n'
      else if (child instanceof Y.XmlElement || child instanceof Y.XmlText) words += wordsOf(child, keeps)
    }
  }
  return words
}

/** The id of the nearest block before, at the top of the text, that is still there. */
function idBefore(element: Y.XmlElement): string | null {
  let top = element
  while (top.parent instanceof Y.XmlElement) top = top.parent
  for (let item = top._item?.left ?? null; item !== null; item = item.left) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue
    const id = item.content.type instanceof Y.XmlElement ? idOf(item.content.type) : null
    if (id !== null) return id
  }
  return null
}
