import { readText, type ReadText } from '../../editor/paste/readText.ts'

/** Above this many UTF-16 units the reading is left to a worker, so that the page stays awake. */
const AT_ONCE = 200_000

/** Reads a source text (readText), in a worker if it is long; rejects when `signal` aborts or the worker fails. */
export function readImport(source: string, signal: AbortSignal): Promise<ReadText> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    if (source.length <= AT_ONCE) {
      resolve(readText(source))
      return
    }
    const worker = new Worker(new URL('./readWorker.ts', import.meta.url), { type: 'module' })
    const end = (): void => worker.terminate()
    signal.addEventListener('abort', () => {
      end()
      reject(signal.reason as Error)
    })
    worker.addEventListener('message', ({ data }: MessageEvent<ReadText>) => {
      end()
      resolve(data)
    })
    worker.addEventListener('error', ({ message }) => {
      end()
      reject(new Error(message))
    })
    worker.postMessage(source, [])
  })
}
