import type { Block, Front } from '../../../shared/plan/block.ts'
import { BlockId } from '../../../shared/plan/ids.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'

export type ReadImport = { front: Front; blocks: Block[]; plan: Plan }

/** Above this many UTF-16 units the reading is left to a worker, so that the page stays awake. */
const AT_ONCE = 200_000

const newBlockId = (): BlockId => {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  return BlockId.parse(
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  )
}

/** Reads a source text into blocks and the typed plan, here and now. */
export function readHere(source: string): ReadImport {
  const { front, blocks } = readSource(source, newBlockId)
  return { front, blocks, plan: readPlan(front, blocks) }
}

/** The same, in a worker if the text is long; rejects when `signal` aborts or the worker fails. */
export function readImport(source: string, signal: AbortSignal): Promise<ReadImport> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    if (source.length <= AT_ONCE) {
      resolve(readHere(source))
      return
    }
    const worker = new Worker(new URL('./readWorker.ts', import.meta.url), { type: 'module' })
    const end = (): void => worker.terminate()
    signal.addEventListener('abort', () => {
      end()
      reject(signal.reason as Error)
    })
    worker.addEventListener('message', ({ data }: MessageEvent<ReadImport>) => {
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
