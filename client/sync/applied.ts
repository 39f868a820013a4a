import * as Y from 'yjs'

/** Applies an update and says whether it brought anything. */
export function applied(doc: Y.Doc, update: Uint8Array, origin: unknown): boolean {
  let changed = false
  const listen = (): void => {
    changed = true
  }
  doc.on('update', listen)
  try {
    Y.applyUpdate(doc, update, origin)
  } finally {
    doc.off('update', listen)
  }
  return changed
}
