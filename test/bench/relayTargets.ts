/** The servers that the relay bench measures, each in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SOCKETS_PER_SESSION } from '../../shared/wire/limits.ts'
import { InviteMade } from '../../shared/wire/api.ts'
import { SUBPROTOCOL } from '../../shared/wire/messages.ts'
import { foundCommittee, newPlanId, type Person, Server } from '../harness/relayProcess.ts'
import { LoadSocket } from './relaySocket.ts'
import { ASK_ALL } from './relayText.ts'

export type Target = {
  name: string
  pid: () => number
  /** A new plan with this first update. */
  plan: (first: Uint8Array) => Promise<string>
  open: (plan: string, onMessage: (message: Buffer) => void) => Promise<LoadSocket>
  /** Ends the process with SIGKILL and starts it again on the same data; only ours. */
  restart: (() => Promise<void>) | null
  /** What lies on the disk, kB: the log, the snapshots and the history apart; only ours. */
  disk: (() => Record<string, number>) | null
  end: () => Promise<void>
}

export async function bare(): Promise<Target> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'relayBare.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  let plans = 0
  return {
    name: 'bare ws',
    pid: () => child.pid ?? 0,
    plan: () => Promise.resolve(`plan${plans++}`),
    open: async (plan, onMessage) => {
      const socket = new LoadSocket(`${url}/${plan}`, {}, onMessage)
      await socket.opened
      return socket
    },
    restart: null,
    disk: null,
    end: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Ours, with people for so many sockets. */
export async function ours(sockets: number): Promise<Target> {
  const server = await new Server().start()
  const chair = await foundCommittee(server)
  const invited = await chair.request('POST', '/invites', {
    role: 'member',
    days: 7,
    plan: null,
    maxUses: 1_000,
  })
  const { token } = InviteMade.parse(await invited.json())
  const people: Person[] = []
  while (people.length * SOCKETS_PER_SESSION < sockets)
    people.push(await chair.join(token, `委员${people.length}`))
  let opened = 0
  return {
    name: 'Gongni',
    pid: () => server.pid(),
    plan: async (first) => {
      const id = newPlanId()
      const answer = await chair.request('POST', '/plans', {
        id,
        first: Buffer.from(first).toString('base64'),
      })
      if (!answer.ok) throw new Error(`a plan was answered with ${answer.status}`)
      return id
    },
    open: async (plan, onMessage) => {
      const person = people[Math.floor(opened++ / SOCKETS_PER_SESSION)]
      if (person === undefined) throw new RangeError('more sockets than there are people for')
      const headers = { Cookie: person.cookie, Origin: server.url, 'Sec-WebSocket-Protocol': SUBPROTOCOL }
      const url = `${server.url.replace('http', 'ws')}/sync/text/${plan}`
      const socket = new LoadSocket(url, headers, onMessage)
      await socket.opened
      socket.send(ASK_ALL)
      return socket
    },
    restart: async () => {
      await server.stop('SIGKILL')
      await server.start()
      opened = 0
    },
    disk: () => {
      const db = server.database()
      const kilobytes = (column: string, table: string): number =>
        Number(db.prepare(`SELECT coalesce(sum(length(${column})), 0) AS n FROM ${table}`).get()?.['n']) /
        1000
      const figures = {
        'kB of the log': kilobytes('body', 'log'),
        'kB of its snapshot': kilobytes('state', 'snapshots'),
        'kB of its history': kilobytes('state', 'versions'),
      }
      db.close()
      return figures
    },
    end: () => server.remove(),
  }
}

/** Seconds of processor that a process has used. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Resident memory, KiB. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
