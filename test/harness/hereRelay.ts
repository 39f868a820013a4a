/**
 * The real relay over the real store in this process, with sockets of memory: thousands of histories in
 * minutes, and a network that delays, reorders and cuts as a test says. What a kill of the process and a real
 * network do to it is test/relay/crash.test.ts's and network.test.ts's.
 */
import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebSocket } from 'ws'
import type { Line } from '../../server/relay/line.ts'
import { Relay } from '../../server/relay/relay.ts'
import type { Room } from '../../server/relay/room.ts'
import { DEFAULT_LIMITS } from '../../server/limits.ts'
import { Database } from '../../server/store/database.ts'
import { foldPlan } from '../../server/store/fold.ts'
import { PlanLog } from '../../server/store/planLog.ts'
import { SqliteStore } from '../../server/store/sqlite.ts'
import type { PlanAppends, PlanOutcome } from '../../server/store/store.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts'
import type { Role } from '../../shared/record/roles.ts'
import { addCommittee, addMember, type Member } from './members.ts'
import { firstUpdate, newPlanId } from './relayProcess.ts'

/** Memory where there is a file system of it: whether a commit survives a power cut is not this harness's question. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const NOW = Date.UTC(2026, 0, 8, 9)
const LIMITS = { ...DEFAULT_LIMITS, newClientIds: 10_000_000, socketsPerSession: 1_000 }

/** The store of a process that may be killed: from then on nothing of it reaches the database. */
class MortalStore extends SqliteStore {
  dead = false

  override async append(turn: readonly PlanAppends[], at: number): Promise<PlanOutcome[]> {
    if (this.dead) throw new Error('the process is gone')
    return super.append(turn, at)
  }
}

const isUpdate = (frame: Uint8Array): boolean => frame[0] === MESSAGE.sync && frame[1] === SYNC.update

/** A connection of memory: the client's end looks like a WebSocket, the relay's is a line. */
export class HereSocket extends EventEmitter {
  readyState = 0
  private held = false
  private room: Room | null = null
  private readonly line: Line
  private inbox: Uint8Array[] = []
  private drains = false
  private readonly relay: Relay

  constructor(relay: Relay, plan: PlanId, member: Member, schema: number | null) {
    super()
    this.relay = relay
    const post = (frame: Uint8Array): void => {
      // The relay frames once for all: each client gets bytes of its own, as from a network.
      this.inbox.push(new Uint8Array(frame))
      this.drainLater()
    }
    this.line = {
      person: { user: { id: member.user, name: '某人' }, session: member.session },
      schema,
      send: post,
      sendLarge: (...frames) => frames.forEach(post),
      allow: () => undefined,
      isOpen: () => this.readyState === 1,
      close: (code) => this.end(code),
      ping: () => undefined,
    }
    void this.enter(plan)
  }

  private async enter(plan: PlanId): Promise<void> {
    this.room = await this.relay.join(plan, this.line)
    if (this.readyState !== 0) return this.leave()
    this.readyState = 1
    this.emit('open')
    this.drainLater()
  }

  private leave(): void {
    if (this.room !== null) this.relay.leave(this.room, this.line)
  }

  private end(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.inbox = []
    this.leave()
    setImmediate(() => this.emit('close', code))
  }

  private drainLater(): void {
    if (this.drains || this.held || this.readyState !== 1) return
    this.drains = true
    setImmediate(() => {
      this.drains = false
      if (!this.held) this.deliver((updates) => updates)
    })
  }

  /** Lets what waits arrive, its updates in the order that `ordered` gives them. */
  private deliver(ordered: (updates: Uint8Array[]) => Uint8Array[]): void {
    const frames = this.inbox
    this.inbox = []
    const updates = ordered(frames.filter(isUpdate))
    for (const frame of frames) {
      const next = isUpdate(frame) ? updates.shift() : frame
      if (next !== undefined && this.readyState === 1) this.emit('message', next.buffer)
    }
  }

  /** What goes to the relay has left at once: a kill takes it away only if it was not committed. */
  send(bytes: Uint8Array): void {
    if (this.readyState !== 1 || this.room === null) return
    try {
      if (!this.room.take(this.line, new Uint8Array(bytes))) this.end(1007)
    } catch {
      // As connection.ts does: whoever sent what is malformed is sent away.
      this.end(1007)
    }
  }

  /** From now on what comes from the relay waits. */
  pause(): void {
    this.held = true
  }

  /** Lets it come again, what waited first. */
  resume(ordered: (updates: Uint8Array[]) => Uint8Array[] = (updates) => updates): void {
    this.held = false
    this.deliver(ordered)
  }

  terminate(): void {
    this.end(1006)
  }
}

export class HereRelay {
  private readonly folder = mkdtempSync(join(FOLDERS, 'gongni-here-'))
  db = new Database(this.folder)
  log = new PlanLog(this.db, LIMITS)
  private store = new MortalStore(this.db, this.log)
  relay = this.startRelay()
  readonly faults: unknown[] = []
  private readonly committee = addCommittee(this.db, NOW)
  readonly chair = this.member('chair')

  private startRelay(): Relay {
    return new Relay({
      store: this.store,
      compactor: { compact: () => undefined },
      epoch: this.db.epoch(),
      now: () => NOW,
      limits: LIMITS,
      onFault: (cause) => this.faults.push(cause),
    })
  }

  member(role: Role): Member {
    return addMember(this.db, this.committee, role, { at: NOW, expires: NOW + 1_000_000 })
  }

  plan(source: string): PlanId {
    const id = newPlanId()
    const { user: author, session } = this.chair
    const first = new Uint8Array(Buffer.from(firstUpdate(source), 'base64'))
    this.db.transaction(() =>
      this.log.create({ id, committee: this.committee, author, first, at: NOW, session }),
    )
    return id
  }

  /** Opens a connection; `schema` null is a stock y-websocket client. */
  dial(plan: PlanId, member: Member, schema: number | null): HereSocket & WebSocket {
    // Only what test/harness/rawClient.ts uses of a WebSocket is there.
    return new HereSocket(this.relay, plan, member, schema) as unknown as HereSocket & WebSocket
  }

  /** Folds a plan's log as the worker does. */
  fold(plan: PlanId): void {
    foldPlan(this.db, this.log, plan, () => NOW)
  }

  /** What is committed stays and nothing else; every connection is gone, and the relay starts again. */
  async restart(): Promise<void> {
    this.store.dead = true
    await this.relay.close()
    this.db.close()
    this.faults.length = 0
    this.db = new Database(this.folder)
    this.log = new PlanLog(this.db, LIMITS)
    this.store = new MortalStore(this.db, this.log)
    this.relay = this.startRelay()
  }

  async close(): Promise<void> {
    await this.relay.close()
    this.db.close()
    rmSync(this.folder, { recursive: true })
  }
}
