import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from './figures.ts'
import type { LoadSocket } from './relaySocket.ts'
import { bare, cpuOf, memoryOf, ours, type Target } from './relayTargets.ts'
import { basePlan, findTokens, historyOf, typingOf } from './relayText.ts'

const WRITERS = 5
/** Updates that each writer keeps under way when the server is to be saturated. */
const WINDOW = 32
const RATE = 50
const DOCUMENTS = 200
const EDITS = 100_000
const STORM = 100
const BASE = basePlan()
const SCRIPTS = Array.from({ length: WRITERS }, (_, writer) => typingOf(BASE, writer, 40_000))

type Figures = Record<string, number>

/** Opens sockets one by one, so that ours gets its sessions in order. */
async function openAll(count: number, open: (nth: number) => Promise<LoadSocket>): Promise<LoadSocket[]> {
  const all: LoadSocket[] = []
  for (let nth = 0; nth < count; nth++) all.push(await open(nth))
  return all
}

/** One plan: latency at typing rates, then as many deliveries as it can make. */
async function fanOut(target: Target, readers: number): Promise<Figures> {
  const plan = await target.plan(BASE)
  const next = SCRIPTS.map(() => 0)
  const missing = SCRIPTS.map((script) => new Uint16Array(script.length).fill(readers - 1))
  const sentAt = SCRIPTS.map((script) => new Float64Array(script.length))
  const latencies: number[] = []
  let [deliveries, complete, flowing] = [0, 0, false]
  const type = (writer: number): void => {
    const nth = next[writer]
    const frame = nth === undefined ? undefined : SCRIPTS[writer]?.[nth]
    const times = sentAt[writer]
    if (nth === undefined || frame === undefined || times === undefined)
      throw new Error('the script is used up')
    next[writer] = nth + 1
    times[nth] = performance.now()
    sockets[writer]?.send(frame)
  }
  const take = (me: number, message: Buffer): void =>
    findTokens(message, (writer, nth) => {
      const left = missing[writer]
      if (writer === me || left === undefined) return
      deliveries += 1
      if (!flowing) latencies.push(performance.now() - (sentAt[writer]?.[nth] ?? 0))
      left[nth] = (left[nth] ?? 0) - 1
      if (left[nth] !== 0) return
      complete += 1
      if (flowing) type(writer)
    })
  const sockets = await openAll(readers, (nth) => target.open(plan, (message) => take(nth, message)))
  await sleep(500)

  const quiet = cpuOf(target.pid())
  const typed = RATE * 3
  const begun = performance.now()
  for (let nth = 0; nth < typed; nth++) {
    await sleep(Math.max(0, begun + (nth * 1000) / RATE - performance.now()))
    type(nth % WRITERS)
  }
  await sleep(300)
  const typingCpu = cpuOf(target.pid()) - quiet
  if (complete !== typed) throw new Error(`${target.name} delivered ${complete} of ${typed} updates`)

  flowing = true
  for (let writer = 0; writer < WRITERS; writer++) for (let n = 0; n < WINDOW; n++) type(writer)
  await sleep(700)
  const from = { deliveries, complete, cpu: cpuOf(target.pid()), at: performance.now() }
  await sleep(2_500)
  const cpu = cpuOf(target.pid()) - from.cpu
  const seconds = (performance.now() - from.at) / 1000
  const [delivered, updates] = [deliveries - from.deliveries, complete - from.complete]
  for (const socket of sockets) socket.close()
  await sleep(300)
  return {
    'deliveries/s, saturated': delivered / seconds,
    'CPU s per 10,000 deliveries, saturated': (cpu / delivered) * 10_000,
    'CPU s per 10,000 updates, saturated': (cpu / updates) * 10_000,
    'CPU s per 10,000 updates, 50/s': (typingCpu / typed) * 10_000,
    'p50 ms at 50/s': quantile(latencies, 0.5),
    'p99 ms at 50/s': quantile(latencies, 0.99),
  }
}

/** Many plans with three connections each, in a fresh process: memory, and updates/s with one under way in each. */
async function documents(target: Target): Promise<Figures> {
  const [script = []] = SCRIPTS
  const plans = await Promise.all(Array.from({ length: DOCUMENTS }, () => target.plan(BASE)))
  // What making the plans took is not what having them open takes.
  await target.restart?.()
  const before = memoryOf(target.pid())
  let [done, flowing] = [0, false]
  const sockets: LoadSocket[] = []
  const starts: (() => void)[] = []
  for (const plan of plans) {
    let [sent, heard] = [0, 0]
    const here: LoadSocket[] = []
    const type = (): void => {
      const frame = script[sent++]
      if (frame !== undefined) here[0]?.send(frame)
    }
    starts.push(type)
    const take = (message: Buffer): void =>
      findTokens(message, () => {
        if (++heard % 2 !== 0) return
        done += 1
        if (flowing) type()
      })
    here.push(...(await openAll(3, (nth) => target.open(plan, nth === 0 ? () => undefined : take))))
    sockets.push(...here)
  }
  await sleep(3_000)
  const open = memoryOf(target.pid())
  flowing = true
  for (const start of starts) start()
  await sleep(500)
  const from = { done, cpu: cpuOf(target.pid()), at: performance.now() }
  await sleep(2_500)
  const updates = done - from.done
  const cpu = cpuOf(target.pid()) - from.cpu
  const rate = (updates / (performance.now() - from.at)) * 1000
  flowing = false
  await sleep(300)
  for (const socket of sockets) socket.close()
  await sleep(5_000)
  return {
    'KiB per open idle document': (open - before) / DOCUMENTS,
    [`updates/s, ${DOCUMENTS} documents`]: rate,
    'CPU s per 10,000 updates': (cpu / updates) * 10_000,
    'MiB 5 s after all left': memoryOf(target.pid()) / 1024,
  }
}

/** A plan with a long history, opened right after a restart: by one client, then by 100 at once. */
async function cold(target: Target): Promise<Figures> {
  const { frames, last } = historyOf(BASE, EDITS)
  const plan = await target.plan(BASE)
  let heard: (() => void) | null = null
  let acked = 0
  const writer = await target.open(plan, (message) => {
    if (message[0] !== 100) return
    acked = (message[1] ?? 0) & 127
    for (let at = 1, scale = 128; (message[at] ?? 0) >= 128; scale *= 128)
      acked += ((message[++at] ?? 0) & 127) * scale
    heard?.()
  })
  /** Resolves when all but so many of what was sent is acknowledged. */
  const acknowledged = (sent: number, but: number): Promise<void> =>
    new Promise((resolve) => {
      heard = () => {
        if (sent - acked <= but) resolve()
      }
      heard()
    })
  const begun = performance.now()
  for (const [sent, frame] of frames.entries()) {
    writer.send(frame)
    await acknowledged(sent, 1_000)
  }
  await acknowledged(frames.length, 0)
  const took = (performance.now() - begun) / 1000
  writer.close()
  await sleep(5_000)
  const open = async (count: number): Promise<number> => {
    await target.restart?.()
    const from = performance.now()
    const times = Array.from({ length: count }, async () => {
      let socket: LoadSocket | null = null
      await new Promise<void>((resolve, reject) => {
        target
          .open(plan, (message) => {
            if (message.includes(last)) resolve()
          })
          .then((one) => {
            socket = one
          }, reject)
      })
      return { at: performance.now() - from, socket }
    })
    const all = await Promise.all(times)
    return Math.max(...all.map(({ at }) => at))
  }
  const one = [await open(1), await open(1), await open(1)]
  return {
    'edits/s while loading': EDITS / took,
    'ms to open': quantile(one, 0.5),
    [`ms until the last of ${STORM} has it`]: await open(STORM),
    'MiB after that': memoryOf(target.pid()) / 1024,
    ...target.disk?.(),
  }
}

const text = (number: number): string => number.toPrecision(number >= 1000 ? 6 : 3).padStart(10)

function print(title: string, figures: readonly Figures[]): void {
  console.log(title)
  const [mine = {}, other = {}] = figures
  for (const [name, value] of Object.entries(mine)) {
    const beside = other[name]
    const ratio = beside === undefined ? '' : `${text(beside)}   ratio ${(value / beside).toFixed(2)}`
    console.log(`  ${name.padEnd(42)}${text(value)}${ratio}`)
  }
}

async function inFresh(
  start: () => Promise<Target>,
  measure: (target: Target) => Promise<Figures>,
): Promise<Figures> {
  const target = await start()
  try {
    return await measure(target)
  } finally {
    await target.end()
  }
}

/** The relay beside a server that only broadcasts, in one run; the second column is that server's. */
export async function relay(): Promise<void> {
  for (const readers of [20, 100])
    print(`one plan, ${readers} clients, ${WRITERS} of them writing`, [
      await inFresh(
        () => ours(readers),
        (target) => fanOut(target, readers),
      ),
      await inFresh(bare, (target) => fanOut(target, readers)),
    ])
  print(`${DOCUMENTS} plans with 3 clients each`, [
    await inFresh(() => ours(DOCUMENTS * 3), documents),
    await inFresh(bare, documents),
  ])
  print(`a plan after ${EDITS} edits`, [await inFresh(() => ours(STORM + 1), cold)])
}
