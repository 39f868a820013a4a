import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import { mayWrite } from '../../shared/record/may.ts'
import { SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { FRAME_BYTES, UPDATE_BYTES } from '../../shared/wire/limits.ts'
import {
  ackFrame,
  MESSAGE,
  recordFrame,
  refusedFrame,
  standingFrame,
  SYNC,
} from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { TAIL_ROWS } from '../store/planLog.ts'
import { KEEPALIVE, Presence } from './presence.ts'
import { readStateVector, receive } from './receive.ts'
import type { Person, RelayDeps } from './relay.ts'

/** What a room needs of a socket; server/relay/connection.ts gives it. */
export type Line = {
  person: Person
  /** The schema that the client edits with, or null for a stock y-websocket client. */
  schema: number | null
  send: (frame: Uint8Array) => void
  close: (code: number, reason: string) => void
  ping: () => void
}

/** One connection's accounts: how many update frames it sent, and up to which they are settled. */
type Seat = {
  line: Line
  standing: string
  received: number
  settled: number
  acked: number
  /** A gap was found: nothing is acknowledged until a sync step 2 is stored. */
  held: boolean
  /** Identical refusals in a row; after the second the connection is not asked to resync again. */
  refusals: number
}

type Waiting = { seat: Seat; nth: number; step: number; update: Uint8Array }

const syncFrame = (step: number, payload: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

/**
 * One open plan: its replica, who is connected, and what waits for the next commit. The replica can be
 * thrown away at any moment and is rebuilt from the log. `process` runs inside the relay's transaction
 * and sends nothing; `publish` runs after the commit; `fail` after a commit that did not happen.
 */
export class Room {
  readonly plan: PlanId
  private readonly deps: RelayDeps
  private readonly schedule: () => void
  private readonly onEmpty: () => void
  private replica: Y.Doc
  private seq: number
  private readonly seats = new Map<Line, Seat>()
  private readonly presence = new Presence<Line>()
  private waiting: Waiting[] = []
  private committed: { seat: Seat; update: Uint8Array }[] = []
  private answers: { seat: Seat; kind: 'refused' | 'resync'; frame: Uint8Array }[] = []

  constructor(plan: PlanId, deps: RelayDeps, schedule: () => void, onEmpty: () => void) {
    this.plan = plan
    this.deps = deps
    this.schedule = schedule
    this.onEmpty = onEmpty
    const loaded = deps.log.load(plan)
    this.replica = loaded.doc
    this.seq = loaded.seq
    if (loaded.tail >= TAIL_ROWS) deps.compactor.compact(plan)
  }

  private rebuild(): void {
    this.replica.destroy()
    const loaded = this.deps.log.load(this.plan)
    this.replica = loaded.doc
    this.seq = loaded.seq
  }

  isWaiting(): boolean {
    return this.waiting.length > 0
  }

  /** A new connection: its standing, our state vector, and who is here. */
  join(line: Line): void {
    const seat: Seat = { line, standing: '', received: 0, settled: 0, acked: 0, held: false, refusals: 0 }
    this.seats.set(line, seat)
    this.refreshSeat(seat)
    line.send(syncFrame(SYNC.step1, Y.encodeStateVector(this.replica)))
    const everyone = this.presence.everyone()
    if (everyone !== null) line.send(everyone)
  }

  leave(line: Line): void {
    if (!this.seats.delete(line)) return
    const gone = this.presence.leave(line)
    if (gone !== null) this.toAll(gone)
    this.closeIfEmpty()
  }

  private closeIfEmpty(): void {
    if (this.seats.size > 0 || this.waiting.length > 0) return
    this.replica.destroy()
    this.onEmpty()
  }

  /** One frame from a connection. Returns false when it is malformed: the caller closes that connection. */
  take(line: Line, bytes: Uint8Array): boolean {
    const seat = this.seats.get(line)
    if (seat === undefined) return true
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        return this.takeSync(seat, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
      case MESSAGE.awareness:
        return this.presence.take(line, line.person.user, decoding.readVarUint8Array(decoder))
      case MESSAGE.queryAwareness: {
        const everyone = this.presence.everyone()
        if (everyone !== null) line.send(everyone)
        return true
      }
      default:
        return false
    }
  }

  private takeSync(seat: Seat, step: number, payload: Uint8Array): boolean {
    if (step === SYNC.step1) {
      const vector = readStateVector(payload)
      if (vector === null) return false
      // The replica holds committed updates only, because checking and committing are one turn (RULES P2).
      seat.line.send(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.replica, payload)))
      return true
    }
    if (step !== SYNC.step2 && step !== SYNC.update) return false
    seat.received += 1
    this.waiting.push({ seat, nth: seat.received, step, update: payload })
    this.schedule()
    return true
  }

  /** Checks and appends what waits. Inside the transaction. */
  process(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const item of waiting) this.processOne(item)
  }

  private processOne({ seat, nth, step, update }: Waiting): void {
    const { person, schema } = seat.line
    const standing = this.deps.log.standing(this.plan, person.user.id)
    const received = receive(update, this.replica, step === SYNC.step2 ? FRAME_BYTES : UPDATE_BYTES)
    switch (received.kind) {
      case 'known':
        this.settle(seat, nth, step)
        return
      case 'gap':
        if (received.spoilt) this.rebuild()
        this.askResync(seat)
        return
      case 'refused':
        if (received.spoilt) this.rebuild()
        this.refuse(seat, nth, received.code)
        return
      case 'new': {
        const refusal = this.refusalOf(standing, schema, received.clients, person)
        if (refusal !== null) {
          this.rebuild()
          this.refuse(seat, nth, refusal)
          return
        }
        this.seq = this.deps.log.append({
          plan: this.plan,
          update: received.update,
          author: person.user.id,
          session: person.session,
          at: this.deps.now(),
        })
        this.committed.push({ seat, update: received.update })
        this.settle(seat, nth, step)
      }
    }
  }

  private refusalOf(
    standing: ReturnType<RelayDeps['log']['standing']>,
    schema: number | null,
    clients: readonly number[],
    person: Person,
  ): RefusalCode | null {
    if (standing === null) return 'not-allowed'
    if (!mayWrite(standing.role, standing.stage)) {
      return mayWrite(standing.role, 'draft') ? 'plan-frozen' : 'not-allowed'
    }
    if (schema !== null && schema < SCHEMA_VERSION) return 'old-schema'
    return this.deps.log.claimClientIds(this.plan, person.user.id, clients) ? null : 'foreign-client-id'
  }

  private settle(seat: Seat, nth: number, step: number): void {
    seat.refusals = 0
    if (seat.held && step !== SYNC.step2) return
    seat.held = false
    seat.settled = nth
  }

  private refuse(seat: Seat, nth: number, code: RefusalCode): void {
    seat.refusals += 1
    if (!seat.held) seat.settled = nth
    this.answers.push({ seat, kind: 'refused', frame: refusedFrame(nth, code) })
  }

  private askResync(seat: Seat): void {
    if (seat.held || seat.refusals >= 2) return
    seat.held = true
    this.answers.push({
      seat,
      kind: 'resync',
      frame: syncFrame(SYNC.step1, Y.encodeStateVector(this.replica)),
    })
  }

  /** After the commit: acknowledges, answers, and sends one merged update to each reader. */
  publish(): void {
    const committed = this.committed
    this.committed = []
    const [first] = committed
    if (first !== undefined) {
      const merged =
        committed.length === 1 ? first.update : Y.mergeUpdates(committed.map((one) => one.update))
      const frame = syncFrame(SYNC.update, merged)
      const onlyWriter = committed.every((one) => one.seat === first.seat) ? first.seat : null
      for (const seat of this.seats.values()) if (seat !== onlyWriter) seat.line.send(frame)
      if (this.seq % TAIL_ROWS < committed.length) this.deps.compactor.compact(this.plan)
    }
    const answers = this.answers
    this.answers = []
    for (const { seat, kind, frame } of answers) {
      if (kind === 'resync' || seat.line.schema !== null) seat.line.send(frame)
    }
    for (const seat of this.seats.values()) {
      if (seat.settled === seat.acked) continue
      seat.acked = seat.settled
      if (seat.line.schema !== null) seat.line.send(ackFrame(seat.settled, this.seq))
    }
    this.closeIfEmpty()
  }

  /** The commit did not happen: nothing was acknowledged, the replica is thrown away, and everyone comes back to resync. */
  fail(): void {
    this.closeWhere(() => true, 1011)
    this.seats.clear()
    this.replica.destroy()
    this.onEmpty()
  }

  refreshStanding(): void {
    for (const seat of this.seats.values()) this.refreshSeat(seat)
  }

  private refreshSeat(seat: Seat): void {
    const { line } = seat
    const standing = this.deps.log.standing(this.plan, line.person.user.id)
    if (standing === null) {
      line.close(1008, 'not-allowed')
      return
    }
    const key = `${standing.role} ${standing.stage}`
    if (key === seat.standing) return
    seat.standing = key
    seat.refusals = 0
    if (line.schema === null) return
    line.send(
      standingFrame({
        ...standing,
        epoch: this.deps.epoch,
        schema: SCHEMA_VERSION,
        mayWrite: mayWrite(standing.role, standing.stage) && line.schema >= SCHEMA_VERSION,
      }),
    )
  }

  closeWhere(which: (person: Person) => boolean, code = 1001): void {
    for (const { line } of this.seats.values())
      if (which(line.person)) line.close(code, 'closed by the server')
  }

  keepAlive(): void {
    for (const { line } of this.seats.values()) {
      line.send(KEEPALIVE)
      line.ping()
    }
  }

  sendPresence(): void {
    const changes = this.presence.takeChanges()
    if (changes !== null) this.toAll(changes)
  }

  sendRecord(seq: number): void {
    for (const { line } of this.seats.values()) if (line.schema !== null) line.send(recordFrame(seq))
  }

  private toAll(frame: Uint8Array): void {
    for (const { line } of this.seats.values()) line.send(frame)
  }
}
