import { Unreachable } from './api.ts'

/** A network that swallows requests counts as none after this long, milliseconds; a slow phone line answers sooner. */
const ANSWER_MS = 15_000

/** The answer, or Unreachable when there is none in time. A late answer is as good as a lost one. */
export function withinTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Unreachable('no answer in time')), ANSWER_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
