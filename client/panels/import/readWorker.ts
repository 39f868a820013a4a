import { readText } from '../../editor/paste/readText.ts'

/** Reads a long source text beside the page (readImport.ts). */
self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  self.postMessage(readText(data), { transfer: [] })
})
