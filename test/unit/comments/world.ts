/**
 * Devices with real storage (in memory) over the real server (without a port): the network between them
 * fails when a test says so. A `Tab` is one open page of a plan.
 */
import { IDBFactory } from 'fake-indexeddb'
import { onTestFinished, vi } from 'vitest'
import type { PlanId } from '../../../shared/plan/ids.ts'
import type { StampedPlanEvent } from '../../../shared/record/events.ts'
import { type Journal, openJournal } from '../../../client/sync/journal.ts'
import { makeLive, sameFields } from '../../../client/sync/live.ts'
import type { PlanSession, SyncFacts } from '../../../client/sync/planSession.ts'
import type { Visitor } from '../people/house.ts'

export class Device {
  /** Whose cookie the browser sends. */
  visitor: Visitor
  /** No request leaves. */
  offline = false
  /** Requests arrive and are answered, and so many answers are lost. */
  losing = 0
  /** Changes what the server answers. */
  tamper: (path: string, answer: unknown) => unknown = (_path, answer) => answer
  /** Answers in the server's place, in the same step. */
  answer: (() => unknown) | null = null
  readonly sent: string[] = []

  constructor(visitor: Visitor) {
    this.visitor = visitor
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => this.fetch(path, init))
    onTestFinished(() => void vi.unstubAllGlobals())
  }

  private async fetch(path: string, { method = 'GET', body, headers }: RequestInit): Promise<Response> {
    if (this.offline) throw new TypeError('no network')
    this.sent.push(`${method} ${path}`)
    if (this.answer !== null) {
      const answer = this.answer()
      return { ok: true, json: async () => answer } as Response
    }
    const given = typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined
    const extras = { headers: Object.fromEntries(new Headers(headers)) }
    const answer = await this.visitor.send(method, path.replace(/^\/api/, ''), given, extras)
    if (method === 'POST' && this.losing > 0) {
      this.losing -= 1
      throw new TypeError('the answer was lost')
    }
    return Response.json(this.tamper(path, answer.body), { status: answer.status })
  }

  posts(): number {
    return this.sent.filter((request) => request.startsWith('POST')).length
  }

  async open(plan: PlanId, visitor = this.visitor): Promise<Tab> {
    const { user } = await visitor.me()
    return new Tab(plan, { user })
  }
}

const CONNECTED: SyncFacts = {
  connected: true,
  connecting: false,
  pendingPlaces: 0,
  storedLocally: true,
  localStoreBroken: false,
  refused: null,
}

/** One tab's journal, with as much of a session as it needs. */
export class Tab {
  readonly journal: Journal
  readonly facts = makeLive<SyncFacts>(CONNECTED, sameFields)
  private readonly doorbells = new Set<(seq: number) => void>()

  constructor(plan: PlanId, me: Parameters<typeof openJournal>[0]) {
    const session = {
      plan,
      facts: this.facts,
      onRecord: (listener: (seq: number) => void) => {
        this.doorbells.add(listener)
        return () => this.doorbells.delete(listener)
      },
    }
    this.journal = openJournal(me, session as unknown as PlanSession)
    onTestFinished(() => this.journal.close())
  }

  ring(): void {
    for (const listener of this.doorbells) listener(0)
  }

  connect(connected: boolean, pendingPlaces = 0): void {
    this.facts.set({ ...CONNECTED, connected, pendingPlaces })
  }

  /** Threads as words: `王敏的话 [待同步] > reply`. */
  words(): string[] {
    return this.journal.threads
      .get()
      .map(({ text, at, replies }) =>
        [`${text}${at === null ? ' 待同步' : ''}`, ...replies.map((reply) => reply.text)].join(' > '),
      )
  }
}

/** The journal as the server has it. */
export const eventsOf = async (visitor: Visitor, plan: PlanId): Promise<StampedPlanEvent[]> =>
  (await visitor.send('GET', `/plans/${plan}/events`)).body as StampedPlanEvent[]
