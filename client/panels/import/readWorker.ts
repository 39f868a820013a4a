import { documentOf, readParts, textOfFile } from '../../../shared/inputs/readFile.ts'
import { newBlockId } from '../../editor/ids.ts'
import type { ImportSource, ReadImport } from './readImport.ts'

function read(source: ImportSource): ReadImport {
  const file =
    source.kind === 'text'
      ? { ok: true as const, document: documentOf(source.text) }
      : textOfFile(source.bytes, TextDecoder)
  if (!file.ok) return file
  return { ok: true, read: readParts(file.document, newBlockId, source.withoutClutter) }
}

/** Reads a file or a long source text beside the page (readImport.ts). */
self.addEventListener('message', ({ data }: MessageEvent<ImportSource>) => {
  self.postMessage(read(data), { transfer: [] })
})
