import type { Unreadable } from '../../../shared/inputs/decode.ts'
import { documentOf, readParts, type ReadParts } from '../../../shared/inputs/readFile.ts'
import { newBlockId } from '../../editor/ids.ts'

/** What is read in: a text that was pasted, or a file's bytes. */
export type ImportSource = { withoutClutter: boolean } & (
  { kind: 'text'; text: string } | { kind: 'file'; bytes: Uint8Array }
)

/** What was read, or why a file cannot be read. */
export type ReadImport = { ok: true; read: ReadParts } | { ok: false; why: Unreadable }

/** Above this many UTF-16 units the reading is left to a worker, so that the page stays awake. */
const AT_ONCE = 200_000
/** A file that takes longer is given up, milliseconds: made to be slow, or no plan. */
const LONGEST_MS = 10_000

/**
 * Reads a source in: a file, or a long text, in a worker of its own, which cannot take the page down. Rejects
 * when `signal` aborts, the worker fails, or the time is up.
 */
export function readImport(source: ImportSource, signal: AbortSignal): Promise<ReadImport> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    if (source.kind === 'text' && source.text.length <= AT_ONCE) {
      const read = readParts(documentOf(source.text), newBlockId, source.withoutClutter)
      resolve({ ok: true, read })
      return
    }
    const worker = new Worker(new URL('./readWorker.ts', import.meta.url), { type: 'module' })
    const end = (): void => {
      clearTimeout(timer)
      worker.terminate()
    }
    const fail = (cause: Error): void => {
      end()
      reject(cause)
    }
    const timer = setTimeout(() => fail(new Error('reading took too long')), LONGEST_MS)
    signal.addEventListener('abort', () => fail(signal.reason as Error))
    worker.addEventListener('message', ({ data }: MessageEvent<ReadImport>) => {
      end()
      resolve(data)
    })
    worker.addEventListener('error', ({ message }) => fail(new Error(message)))
    worker.postMessage(source, [])
  })
}
