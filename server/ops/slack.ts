import { performance } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How often it is looked whether a burst is over, milliseconds. */
const LOOK_MS = 1_000
/** The share of the time since the last look that the event loop may have worked for all to count as quiet. */
const QUIET = 0.05
/** The heap has to have grown by this for a collection to be worth its pause, bytes: a committee at work stays below. */
const SLACK_BYTES = 64 * 1024 * 1024

export type Process = {
  /** The share of the time since the last call that the event loop worked. */
  busy: () => number
  /** Bytes that the heap holds of the system. */
  heap: () => number
  /** Open connections. */
  connections: () => number
  /** Collects all garbage and shrinks the heap: a pause of some tenths of a second, for which nothing may wait. */
  collect: () => void
}

function thisProcess(connections: () => number): Process {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as NonNullable<typeof globalThis.gc>
  let last = performance.eventLoopUtilization()
  return {
    busy: () => {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, last)
      last = now
      return utilization
    },
    heap: () => getHeapStatistics().total_heap_size,
    connections,
    collect: () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
  }
}

/**
 * Gives memory back to the system when a burst is over: the heap of a server that a thousand plans were opened in is
 * mostly garbage, which V8 alone would keep for as long as nothing new needs the room. Returns the look itself.
 */
export function slack({ busy, heap, connections, collect }: Process): () => void {
  let least = heap()
  let kept = least
  let crowd = 0
  return () => {
    const isQuiet = busy() < QUIET
    const held = heap()
    const here = connections()
    least = Math.min(least, held)
    // What the last collection left was in use; most of those who used it have gone.
    kept = here < crowd / 2 ? least : Math.min(kept, held)
    if (!isQuiet || held < kept + SLACK_BYTES) return
    collect()
    kept = heap()
    crowd = here
  }
}

/** Looks from now on; the timer holds no process open. */
export function giveBackWhenQuiet(connections: () => number): void {
  setInterval(slack(thisProcess(connections)), LOOK_MS).unref()
}
