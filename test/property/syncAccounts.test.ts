import { array, assert, constantFrom, property } from 'fast-check'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { Accounts } from '../../client/sync/accounts.ts'
import { chipOf } from '../../client/sync/status.ts'

/**
 * A client and a relay joined by two queues that can be cut at any moment. The relay says what is on its
 * disk; the books may claim no more than that, and claim all of it once everything is quiet.
 */
class Line {
  doc = new Y.Doc()
  accounts = new Accounts()
  /** Keys of typed changes, with the client that typed and its clock afterwards. */
  readonly typed = new Map<string, { client: number; clock: number }>()
  private disk = new Y.Doc()
  private up: { step2: boolean; update: Uint8Array }[] = []
  private down: (() => void)[] = []
  private connected = false
  private received = 0
  private held = false

  constructor() {
    this.listen()
  }

  private listen(): void {
    const { doc } = this
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'relay') return
      const key = `k${this.typed.size}`
      this.accounts.note({ key, places: ['p'] })
      this.typed.set(key, { client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) })
      if (this.connected) this.send(update, false)
    })
  }

  /** The page is loaded again: the same text under a new client id, and what was pending still is. */
  restart(): void {
    this.cut()
    const pending = this.accounts.pending()
    const state = Y.encodeStateAsUpdate(this.doc)
    this.doc = new Y.Doc()
    Y.applyUpdate(this.doc, state)
    this.accounts = new Accounts()
    for (const entry of pending) this.accounts.note(entry)
    this.listen()
  }

  private send(update: Uint8Array, step2: boolean): void {
    this.accounts.sent(this.accounts.now(), step2)
    this.up.push({ step2, update })
  }

  type(): void {
    // A map entry depends on nothing: the relay takes it even when it lacks what was typed before.
    this.doc.getMap('m').set(`${this.doc.clientID} ${this.typed.size}`, 'x')
  }

  /** Opens a connection; the relay's sync step 1 is on its way, and typing may go out before it arrives. */
  connect(): void {
    if (this.connected) return
    this.connected = true
    this.received = 0
    this.held = false
    this.accounts.connected()
    this.askStep2()
  }

  private askStep2(): void {
    const vector = Y.encodeStateVector(this.disk)
    this.down.push(() => this.send(Y.encodeStateAsUpdate(this.doc, vector), true))
  }

  cut(): void {
    this.connected = false
    this.up = []
    this.down = []
  }

  /** The relay takes the next frame: stores it, or asks for what is missing. */
  relayTakes(): void {
    const frame = this.up.shift()
    if (frame === undefined) return
    this.received += 1
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.disk))
    Y.applyUpdate(copy, frame.update)
    if (copy.store.pendingStructs !== null) {
      if (!this.held) this.askStep2()
      this.held = true
      return
    }
    this.disk = copy
    if (this.held && !frame.step2) return
    this.held = false
    const count = this.received
    this.down.push(() => this.accounts.ack(count))
  }

  clientTakes(): void {
    this.down.shift()?.()
  }

  /** A change by somebody else reaches the client. */
  remote(): void {
    const other = new Y.Doc()
    other.getText('t').insert(0, 'y')
    const update = Y.encodeStateAsUpdate(other)
    Y.applyUpdate(this.disk, update)
    if (this.connected) this.down.push(() => Y.applyUpdate(this.doc, update, 'relay'))
  }

  isQuiet(): boolean {
    return this.up.length === 0 && this.down.length === 0
  }

  chip(): string {
    const pendingPlaces = this.accounts.pendingPlaces()
    return chipOf({
      connected: this.connected,
      connecting: false,
      pendingPlaces,
      storedLocally: true,
      localStoreBroken: false,
      refused: null,
    }).kind
  }

  /** Every change that the books call saved is on the relay's disk. */
  expectTruth(): void {
    const pending = new Set(this.accounts.pending().map((entry) => entry.key))
    const settled = [...this.typed].filter(([key]) => !pending.has(key))
    for (const [, { client, clock }] of settled)
      expect(Y.getState(this.disk.store, client)).toBeGreaterThanOrEqual(clock)
    if (this.chip() === 'saved') expect(settled).toHaveLength(this.typed.size)
  }
}

const STEPS = [
  'type',
  'type',
  'relayTakes',
  'relayTakes',
  'clientTakes',
  'clientTakes',
  'connect',
  'cut',
  'restart',
  'remote',
] as const

test('[L1] under any interleaving, 已保存 covers only what is on the relay’s disk, and in the end all of it', () => {
  assert(
    property(array(constantFrom(...STEPS), { maxLength: 60, size: 'max' }), (steps) => {
      const line = new Line()
      for (const step of steps) {
        line[step]()
        line.expectTruth()
      }
      line.connect()
      while (!line.isQuiet()) {
        line.relayTakes()
        line.clientTakes()
        line.expectTruth()
      }
      expect(line.chip()).toBe('saved')
      expect(line.accounts.pending()).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('[L1] after a refusal nothing is called saved any more', () => {
  const accounts = new Accounts()
  accounts.connected()
  accounts.sent(accounts.now(), true)
  accounts.note({ key: 'a', places: ['p1'] })
  accounts.sent(accounts.now(), false)
  accounts.refuse()
  expect(accounts.ack(2)).toEqual([])
  expect(accounts.pendingPlaces()).toBe(1)
})

test('[L1] a live update that overtakes the first sync does not make earlier work saved', () => {
  const line = new Line()
  for (const step of [
    'type',
    'restart',
    'connect',
    'type',
    'relayTakes',
    'clientTakes',
    'clientTakes',
  ] as const)
    line[step]()
  line.expectTruth()
  expect(line.accounts.pending().map((entry) => entry.key)).toEqual(['k0', 'k1'])
})
