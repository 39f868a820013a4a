/**
 * A page whose schema is older than the server's. Its editor deletes what it cannot draw, merely by opening the
 * text; so it is given a copy, and nothing that it does to that is known to anybody (RULES W13).
 */
import * as Y from 'yjs'
import { mayWrite } from '../../shared/record/may.ts'
import { Role, Stage } from '../../shared/record/roles.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import type { Standing } from '../../shared/wire/messages.ts'

export const isOutdated = (standing: Standing | null): boolean =>
  standing !== null && standing.schema > SCHEMA_VERSION

/** What this device kept of a standing, maybe for a page of an older schema: that one could not write, and this one may. */
export function keptStanding(kept: Standing | null): Standing | null {
  if (kept === null || isOutdated(kept)) return kept
  const [role, stage] = [Role.safeParse(kept.role), Stage.safeParse(kept.stage)]
  return { ...kept, mayWrite: role.success && stage.success && mayWrite(role.data, stage.data) }
}

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
