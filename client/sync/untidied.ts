import type * as Y from 'yjs'

/**
 * Keeps Yjs from deleting formats that others' updates made idle. That would be an edit of its own by a page that
 * only listened: one that may not write would be refused for it (RULES T3).
 */
export function keepUntidied(doc: Y.Doc): void {
  doc.on('afterTransaction', (transaction) => {
    transaction._needFormattingCleanup = false
  })
}
