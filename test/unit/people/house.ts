/**
 * The whole app on a temporary database, without a port: requests go to app.request(), the clock stands
 * still unless a test moves it, and people keep the cookie that the server gave them.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { makeApp } from '../../../server/app.ts'
import { People } from '../../../server/people/people.ts'
import { random22 } from '../../../server/people/tokens.ts'
import { quietOps } from '../../harness/ops.ts'
import { Relay } from '../../../server/relay/relay.ts'
import { Compactor } from '../../../server/store/compactor.ts'
import { Database } from '../../../server/store/database.ts'
import { Journal } from '../../../server/store/journal.ts'
import { PlanLog } from '../../../server/store/planLog.ts'
import { SqliteStore } from '../../../server/store/sqlite.ts'
import { BlockId, EventId, PlanId } from '../../../shared/plan/ids.ts'
import { readSource } from '../../../shared/reading/source.ts'
import type { PlanEventBody } from '../../../shared/record/events.ts'
import { writeBlocks } from '../../../shared/text/toDoc.ts'
import { InviteMade, Me, PlanCreated } from '../../../shared/wire/api.ts'
import { Refusal } from '../../../shared/wire/refusals.ts'

export const newId = (): string => random22()

/** An answer: its status, and its body as JSON. */
export class Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  constructor(status: number, headers: Headers, body: unknown) {
    this.status = status
    this.headers = headers
    this.body = body
  }

  as<S extends z.ZodType>(schema: S): z.infer<S> {
    return schema.parse(this.body)
  }

  /** `404 not-found`, or the status alone when it is no refusal. */
  get said(): string {
    const refusal = Refusal.safeParse(this.body)
    return refusal.success ? `${this.status} ${refusal.data.refusal}` : String(this.status)
  }
}

type Extras = { headers?: Record<string, string>; raw?: string; address?: string }

/** One browser: it keeps the cookie it was given. */
export class Visitor {
  readonly house: House
  cookie = ''
  constructor(house: House) {
    this.house = house
  }

  async send(method: string, path: string, body?: unknown, extras: Extras = {}): Promise<Answer> {
    const { house } = this
    const content = extras.raw ?? (body === undefined ? null : JSON.stringify(body))
    const response = await house.app.request(
      `/api${path}`,
      {
        method,
        headers: { origin: house.url, cookie: this.cookie, ...extras.headers },
        ...(content === null ? {} : { body: content }),
      },
      { incoming: { socket: { remoteAddress: extras.address ?? '192.0.2.1' } } },
    )
    const cookie = response.headers.get('set-cookie')
    if (cookie !== null) this.cookie = cookie.split(';')[0] ?? ''
    const text = await response.text()
    return new Answer(response.status, response.headers, text === '' ? null : JSON.parse(text))
  }

  async me(): Promise<Me> {
    return (await this.send('GET', '/me')).as(Me)
  }

  event(plan: PlanId, body: PlanEventBody, id = newId()): Promise<Answer> {
    return this.send('POST', `/plans/${plan}/events`, { id, body })
  }

  async comment(plan: PlanId, text: string): Promise<EventId> {
    const id = EventId.parse(newId())
    const answer = await this.event(plan, { kind: 'comment', anchor: ANCHOR, text }, id)
    if (answer.status !== 201) throw new Error(`the comment was refused: ${answer.said}`)
    return id
  }

  async plan(source = '一、工作目标\n1、全年新建兴趣小组6个。\n'): Promise<PlanId> {
    const id = PlanId.parse(newId())
    const answer = await this.send('POST', '/plans', { id, first: firstOf(source) })
    return answer.as(PlanCreated).plan.id
  }
}

export const ANCHOR = {
  block: BlockId.parse('b1'),
  from: null,
  to: null,
  quote: '全年新建兴趣小组6个',
  before: '',
  after: '',
}

/** A plan's first update, as a client makes it, in base64. */
export function firstOf(source: string): string {
  const doc = new Y.Doc()
  let blocks = 0
  const read = readSource(source, () => {
    blocks += 1
    return BlockId.parse(`b${blocks}`)
  })
  writeBlocks(doc, read.front, read.blocks)
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
}

export class House {
  readonly folder = mkdtempSync(join(tmpdir(), 'gongni-people-'))
  readonly db = new Database(this.folder)
  readonly journal = new Journal(this.db)
  readonly people = new People(this.db, this.journal)
  readonly log = new PlanLog(this.db)
  readonly relay: Relay
  readonly app: ReturnType<typeof makeApp>
  readonly faults: unknown[] = []
  readonly url: string
  clock = Date.UTC(2026, 0, 8, 9)

  constructor(url = 'http://127.0.0.1:9200') {
    this.url = url
    const { db, log, journal, people } = this
    const now = (): number => this.clock
    const onFault = (cause: unknown): void => void this.faults.push(cause)
    const ops = quietOps(db, this.folder, onFault)
    const compactor = new Compactor(this.folder, onFault)
    this.relay = new Relay({ store: new SqliteStore(db, log), compactor, epoch: 'epoch', now, onFault })
    const deps = { db, log, journal, people, relay: this.relay, ops, epoch: 'epoch', now }
    this.app = makeApp({ ...deps, url: () => url, origins: () => [url] }, this.folder)
    onTestFinished(async () => {
      await this.relay.close()
      db.close()
      rmSync(this.folder, { recursive: true })
    })
  }

  /** Founds the committee and gives its chair. */
  async chair(): Promise<Visitor> {
    const chair = new Visitor(this)
    const token = this.people.makeStartToken(this.clock)
    const answer = await chair.send('POST', '/start', { token, committee: '青杨路小学工会', chair: '王敏' })
    if (answer.status !== 201) throw new Error(`no committee was founded: ${answer.said}`)
    return chair
  }

  async invite(
    chair: Visitor,
    role: 'member' | 'delegate' | 'reader',
    plan: PlanId | null = null,
    days = 7,
  ): Promise<InviteMade> {
    return (await chair.send('POST', '/invites', { role, days, plan })).as(InviteMade)
  }

  /** A new person, let in by the chair. */
  async join(chair: Visitor, role: 'member' | 'delegate' | 'reader', name: string): Promise<Visitor> {
    const { token } = await this.invite(chair, role)
    const visitor = new Visitor(this)
    const answer = await visitor.send('POST', '/join', { token, name })
    if (answer.status !== 201) throw new Error(`${name} was not let in: ${answer.said}`)
    return visitor
  }

  /** One committee with a person of each role, and a plan of the chair's. */
  async committee() {
    const chair = await this.chair()
    const [member, delegate, reader] = [
      await this.join(chair, 'member', '李文'),
      await this.join(chair, 'delegate', '陈静'),
      await this.join(chair, 'reader', '赵强'),
    ]
    return { chair, member, delegate, reader, plan: await chair.plan() }
  }
}
