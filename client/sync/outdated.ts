/**
 * A page whose schema is older than the server's. Its editor deletes what it cannot draw, merely by opening the
 * text; so it is given a copy, and nothing that it does to that is known to anybody (RULES W13).
 */
import * as Y from 'yjs'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import type { Standing } from '../../shared/wire/messages.ts'

export const isOutdated = (standing: Standing | null): boolean =>
  standing !== null && standing.schema > SCHEMA_VERSION

const copies = new WeakMap<Y.Doc, Y.Doc>()

/** A document that follows another and gives nothing back; always the same one. */
function copyOf(doc: Y.Doc): Y.Doc {
  const known = copies.get(doc)
  if (known !== undefined) return known
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  doc.on('update', (update: Uint8Array) => Y.applyUpdate(copy, update))
  doc.on('destroy', () => copy.destroy())
  copies.set(doc, copy)
  return copy
}

/** What an editor may be given of a document. */
export const shownDoc = (doc: Y.Doc, standing: Standing | null): Y.Doc =>
  isOutdated(standing) ? copyOf(doc) : doc
