import * as decoding from 'lib0/decoding'
import type { PlanId } from '../../shared/plan/ids.ts'
import { VECTOR_BYTES } from '../../shared/wire/limits.ts'
import { ackFrame, MESSAGE, recordFrame, refusedFrame, SYNC, syncFrame } from '../../shared/wire/messages.ts'
import type { RefusalCode } from '../../shared/wire/refusals.ts'
import type { Append, StoredText } from '../store/store.ts'
import type { Awareness } from './awareness.ts'
import { KEEPALIVE } from './frames.ts'
import type { Line } from './line.ts'
import type { Meter } from './meter.ts'
import type { Questions } from './questions.ts'
import { isStateVector } from './receive.ts'
import { appendOf, type Row, rowsOf, sentOn } from './rows.ts'
import { type Outcome, refusalToWrite, settle } from './seat.ts'
import type { PlanText } from './text.ts'
import {
  type Checked,
  checkFrame,
  newSeat,
  outcomeOf,
  REBUILDS,
  type Seat,
  type StandingNow,
  tellStanding,
  type Waiting,
} from './turn.ts'

/**
 * One open plan: its text, who is connected, and what waits for the next commit. It decides and sends;
 * reading and writing the log is commit.ts's part.
 *
 * Invariants:
 * 1. Nobody is sent anything that is not committed: `check` moves the text ahead of the log, and until
 *    `publish` no question is answered (RULES P2).
 * 2. The text can be thrown away at any moment: `rebase` makes it again of the log, and the turn is checked again.
 */
export class Room {
  readonly plan: PlanId
  readonly awareness: Awareness<Line>
  readonly text: PlanText
  closed = false
  /** Counts what leaves and what is refused, for the operator. */
  meter: Meter | null = null
  private readonly seats = new Map<Line, Seat>()
  private waiting: Waiting[] = []
  private turn: Waiting[] = []
  private readonly questions: Questions
  private checked: Checked[] = []
  /** What the turn appends. */
  private rows: Row[] = []
  /** The store refused a row of several frames: the turn is checked again with each on its own. */
  private apart = false
  private readonly wake: () => void

  constructor(text: PlanText, wake: () => void, awareness: Awareness<Line>, questions: Questions) {
    this.plan = text.plan
    this.text = text
    this.wake = wake
    this.awareness = awareness
    this.questions = questions
  }

  isIdle(): boolean {
    return this.seats.size === 0 && this.waiting.length === 0 && this.turn.length === 0
  }

  lines(): Iterable<Line> {
    return this.seats.keys()
  }

  /** A new connection: its standing, our state vector, and who is here. */
  join(line: Line, standing: StandingNow, epoch: string): void {
    const seat = newSeat(line, standing)
    this.seats.set(line, seat)
    tellStanding(seat, epoch)
    line.send(syncFrame(SYNC.step1, this.text.vector()))
    const everyone = this.awareness.everyone()
    if (everyone !== null) line.send(everyone)
  }

  leave(line: Line): void {
    if (!this.seats.delete(line)) return
    this.questions.leave(line)
    const gone = this.awareness.leave(line)
    if (gone !== null) for (const other of this.lines()) other.send(gone)
  }

  /** One frame from a connection. False, or a throw, says that it is malformed: the caller closes that connection. */
  take(line: Line, bytes: Uint8Array): boolean {
    const seat = this.seats.get(line)
    if (seat === undefined) return true
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        return this.takeSync(seat, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
      case MESSAGE.awareness:
        this.awareness.take(line, line.person.user, decoding.readVarUint8Array(decoder))
        return true
      case MESSAGE.queryAwareness:
        line.send(this.awareness.answer(line) ?? KEEPALIVE)
        return true
      case MESSAGE.digest:
        this.questions.askDigest(line, decoder)
        this.wake()
        return line.schema !== null
      default:
        return false
    }
  }

  private takeSync(seat: Seat, step: number, payload: Uint8Array): boolean {
    if (step === SYNC.step1) {
      if (!isStateVector(payload)) return false
      if (payload.byteLength > VECTOR_BYTES) seat.line.close(1009, 'too-large')
      else this.questions.ask(seat.line, payload)
    } else if (step === SYNC.step2 || step === SYNC.update) {
      seat.received += 1
      const step2 = step === SYNC.step2
      this.waiting.push({ seat, refusal: null, nth: seat.received, step2, update: payload })
    } else return false
    this.wake()
    return true
  }

  /**
   * Checks what waits against the text and moves it ahead; returns what to append. 'rebuild' says that a
   * replica was spoilt or is wanted: rebase the text on the log and check again.
   */
  check(): Append[] | 'rebuild' {
    this.turn.push(...this.waiting)
    this.waiting = []
    this.questions.begin(this.text)
    this.checked = []
    this.rows = []
    for (const item of this.turn) {
      const checked = checkFrame(item, this.text)
      if (checked === 'spoilt') this.countRebuild(item.seat)
      if (checked === 'spoilt' || checked === 'absent') return 'rebuild'
      this.checked.push(checked)
    }
    this.rows = rowsOf(
      this.checked.filter((one) => one.kind === 'stored'),
      this.apart,
    )
    return this.rows.map(appendOf)
  }

  /** The store refused a row of this turn: that frame is refused, the others are to be checked again. */
  refuseRow(index: number, code: RefusalCode): void {
    const [frame, ...others] = this.rows[index]?.frames ?? []
    if (frame === undefined) throw new RangeError(`the turn has no row ${index}`)
    // Which of the row's frames it is shows when each is a row.
    if (others.length > 0) {
      this.apart = true
      return
    }
    frame.item.refusal = code
    if (code === 'foreign-client-id' || code === 'too-many')
      for (const client of frame.clients) frame.item.seat.barred.set(client, code)
    this.countRebuild(frame.item.seat)
  }

  private countRebuild(seat: Seat): void {
    seat.rebuilds += 1
    if (seat.rebuilds === REBUILDS) seat.line.close(1013, 'too-many')
  }

  /** The log stands at `seq` and holds the turn: acknowledges, answers, and sends one merged update to each reader. */
  publish(seq: number): void {
    this.text.committed(seq)
    this.fanOut()
    const { checked } = this
    this.checked = []
    this.rows = []
    this.turn = []
    this.apart = false
    for (const one of checked) this.settle(one.item.seat, outcomeOf(one))
    if (!this.needsLog()) this.answer(null)
    for (const seat of this.seats.values()) {
      if (seat.account.settled === seat.acked) continue
      seat.acked = seat.account.settled
      if (seat.line.schema !== null) seat.line.send(ackFrame(seat.acked, seq))
    }
  }

  /** Whether this turn's questions wait for `answer` with what the log has. */
  needsLog(): boolean {
    return this.questions.needLog(this.text)
  }

  answer(stored: StoredText | null): void {
    this.questions.answer(this.text, stored)
  }

  private fanOut(): void {
    const { rows } = this
    if (rows.length === 0) return
    const updates = sentOn(rows).map((update) => syncFrame(SYNC.update, update))
    const writers = new Set(rows.flatMap(({ frames }) => frames.map(({ item }) => item.seat.line)))
    const [only] = writers
    const writer = writers.size === 1 ? only : null
    for (const line of this.lines()) if (line !== writer) for (const frame of updates) line.send(frame)
    this.meter?.sent(updates.length * (this.seats.size - (writer === null ? 0 : 1)))
  }

  private settle(seat: Seat, outcome: Outcome): void {
    const { account, answer } = settle(seat.account, outcome)
    seat.account = account
    if (answer.kind === 'resync') seat.line.send(syncFrame(SYNC.step1, this.text.vector()))
    if (answer.kind === 'refused') this.meter?.refused(this.plan, answer.code)
    if (answer.kind === 'refused' && seat.line.schema !== null)
      seat.line.send(refusedFrame(answer.nth, answer.code))
  }

  /** A connection's standing as it is now; who may write again is asked for what was refused. */
  setStanding(line: Line, standing: StandingNow, epoch: string): void {
    const seat = this.seats.get(line)
    if (seat === undefined) return
    const before = seat.standing
    if (before.role === standing.role && before.stage === standing.stage) return
    seat.standing = standing
    tellStanding(seat, epoch)
    const { refusal } = seat.account
    seat.account = { ...seat.account, refusal: null }
    if (refusal !== null && refusalToWrite(standing, line.schema) === null)
      line.send(syncFrame(SYNC.step1, this.text.vector()))
  }

  /** Stamps and sends what moved; who sent no awareness state is closed. */
  sendAwareness(): void {
    for (const line of this.awareness.flush(this.lines(), (to, frame) => to.send(frame)))
      line.close(1007, 'malformed')
  }

  keepAlive(): void {
    for (const line of this.lines()) {
      line.send(KEEPALIVE)
      line.ping()
    }
  }

  sendRecord(seq: number): void {
    for (const line of this.lines()) if (line.schema !== null) line.send(recordFrame(seq))
  }

  /** Throws everything away: the log is the truth, and whoever is connected comes back to resync. */
  close(code: number, reason: string): void {
    this.closed = true
    for (const line of this.lines()) line.close(code, reason)
    this.seats.clear()
    this.waiting = []
    this.turn = []
    this.text.drop()
  }
}
