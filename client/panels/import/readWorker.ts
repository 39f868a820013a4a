import { readHere } from './readImport.ts'

/** Reads a long source text beside the page (readImport.ts). */
self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  self.postMessage(readHere(data), { transfer: [] })
})
