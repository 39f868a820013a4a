/**
 * The real server as a child process on a data folder that outlives it, and people who talk to it over
 * real HTTP and sockets. Tests kill it, restart it and read its database beside it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import type { Block, Front } from '../../shared/plan/block.ts'
import { PlanId } from '../../shared/plan/ids.ts'
import { readSource } from '../../shared/reading/source.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import { InviteMade, Me, PlanCreated } from '../../shared/wire/api.ts'
import { testId } from './ids.ts'

const MAIN = join(import.meta.dirname, '../../server/main.ts')

export class Server {
  readonly data = mkdtempSync(join(tmpdir(), 'gongni-'))
  url = ''
  /** The secret of the chair's link, as it was printed; '' once a committee exists. */
  startToken = ''
  /** Everything that it wrote to stderr: its log. */
  log = ''
  /** A command that starts the server and watches it, with its words. */
  tracer: readonly string[] = []
  private child: ChildProcess | null = null
  private readonly environment: Record<string, string>
  private port: number

  /** A server with these settings; on any free port unless one is given. */
  constructor(environment: Record<string, string> = {}, port = 0) {
    this.environment = environment
    this.port = port
  }

  /** Starts the server, on the same port as before if it ran before, and waits for its address. */
  async start(): Promise<this> {
    const [command, ...args] = [...this.tracer, process.execPath, MAIN]
    const child = spawn(command, [...args, '--port', String(this.port), '--data', this.data], {
      env: { ...process.env, GONGNI_LOG_LEVEL: 'warn', ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stderr.on('data', (bytes: Buffer) => {
      this.log += bytes.toString()
      if (this.environment['GONGNI_LOG_LEVEL'] === undefined) process.stderr.write(bytes)
    })
    this.child = child
    const lines = createInterface({ input: child.stdout })
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
      lines.on('line', (line) => {
        const url = /Gongni: (https?:\/\/\S+)/.exec(line)?.[1]
        const token = /\/start#(\S+)/.exec(line)?.[1]
        if (token !== undefined) this.startToken = token
        if (url === undefined) return
        this.url = url
        // Where a proxy stands before it, that one's address is printed.
        if (this.port === 0) this.port = Number(new URL(url).port)
        resolve()
      })
    })
    return this
  }

  pid(): number {
    return this.child?.pid ?? 0
  }

  /** Ends the process with a signal and waits until it is gone; returns its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    const { child } = this
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return gone
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL')
    rmSync(this.data, { recursive: true, force: true })
  }

  /** The server's database, opened beside it. The caller closes it. */
  database(): DatabaseSync {
    return new DatabaseSync(join(this.data, 'gongni.sqlite'))
  }
}

/** One person with a session. */
export class Person {
  readonly server: Server
  cookie: string
  me: Me

  constructor(server: Server, cookie: string, me: Me) {
    this.server = server
    this.cookie = cookie
    this.me = me
  }

  request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.server.url}/api${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.server.url,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async invite(role: string, plan: PlanId | null = null): Promise<InviteMade> {
    return InviteMade.parse(await (await this.request('POST', '/invites', { role, days: 7, plan })).json())
  }

  /** Makes a link for the role and lets somebody join by it. */
  async bring(role: string, name: string): Promise<Person> {
    return this.join((await this.invite(role)).token, name)
  }

  /** Lets one more person join by a link. */
  join(token: string, name: string): Promise<Person> {
    return enter(this.server, '/join', { token, name })
  }

  async createPlan(source: string, id: PlanId = newPlanId()): Promise<PlanId> {
    const answer = await this.request('POST', '/plans', { id, first: firstUpdate(source) })
    return PlanCreated.parse(await answer.json()).plan.id
  }
}

async function enter(server: Server, path: string, body: unknown): Promise<Person> {
  const answer = await fetch(`${server.url}/api${path}`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return new Person(server, cookie, Me.parse(await answer.json()))
}

/** Uses the chair's link of a fresh server. */
export const foundCommittee = (server: Server, chair = '周主席'): Promise<Person> =>
  enter(server, '/start', { token: server.startToken, committee: '青杨路小学工会委员会', chair })

export const newPlanId = (): PlanId =>
  PlanId.parse(Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url'))

/** A plan's first update, base64, as a client would make it. */
export function firstUpdate(source: string): string {
  const { front, blocks }: { front: Front; blocks: Block[] } = readSource(source, testId)
  const doc = new Y.Doc()
  writeBlocks(doc, front, blocks)
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
}
