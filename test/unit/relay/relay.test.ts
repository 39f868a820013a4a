import * as decoding from 'lib0/decoding'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { exchange, type Exchanged } from '../../../server/relay/exchange.ts'
import type { Line } from '../../../server/relay/line.ts'
import { Relay } from '../../../server/relay/relay.ts'
import type { PlanOutcome, TextStore } from '../../../server/store/store.ts'
import { PlanId, UserId } from '../../../shared/plan/ids.ts'
import { BODY, SCHEMA_VERSION } from '../../../shared/text/schema.ts'
import { MESSAGE, readAck, SYNC, syncFrame } from '../../../shared/wire/messages.ts'
import { paragraphOf } from '../../harness/rawClient.ts'

const PLAN = PlanId.parse('p'.repeat(22))

/** A store in memory whose commits a test can hold back or let fail. */
class SlowStore implements TextStore {
  readonly log: Uint8Array[] = []
  loads = 0
  appends = 0
  /** A Yjs client id that is somebody else's. */
  foreign: number | null = null
  /** What the next commit waits for, and how it ends. */
  commit: () => Promise<void> = () => Promise.resolve()

  /** Lets no commit end until what is returned is called. */
  holdBack(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.commit = () => promise
    return resolve
  }

  constructor() {
    const doc = new Y.Doc()
    doc.getMap('front').set('title', '计划')
    this.log.push(Y.encodeStateAsUpdate(doc))
  }

  async load(): ReturnType<TextStore['load']> {
    this.loads += 1
    return { snapshot: null, tail: [...this.log], seq: this.log.length }
  }

  async append(...[turn]: Parameters<TextStore['append']>): Promise<PlanOutcome[]> {
    this.appends += 1
    await this.commit()
    return turn.map(({ base, rows }) => {
      if (base !== this.log.length) return { kind: 'moved' }
      const index = rows.findIndex(({ clients }) => this.foreign !== null && clients.includes(this.foreign))
      if (index >= 0) return { kind: 'refused', index, code: 'foreign-client-id' }
      this.log.push(...rows.map((row) => row.update))
      return { kind: 'appended', seq: this.log.length }
    })
  }

  async standing(): ReturnType<TextStore['standing']> {
    return { role: 'member', stage: 'draft' }
  }

  async clientOwner(): ReturnType<TextStore['clientOwner']> {
    return null
  }

  async changes(): Promise<number> {
    return 0
  }
}

/** One connection: what it was sent, and the document that it makes of that. */
class Peer implements Line {
  readonly person
  readonly schema = SCHEMA_VERSION
  readonly doc = new Y.Doc()
  readonly updates: Uint8Array[] = []
  acked = 0
  synced = false
  /** Answers to its questions. */
  answers = 0
  closed: number | null = null
  /** Set when the peer has gone and the relay has not heard of it. */
  gone = false

  constructor(letter: string) {
    this.person = { user: { id: UserId.parse(letter.repeat(22)), name: letter }, session: letter }
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.updates.push(update)
    })
  }

  send(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.ack) this.acked = readAck(decoder).count
    if (type !== MESSAGE.sync) return
    const step = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (step === SYNC.step1) return
    Y.applyUpdate(this.doc, payload, this)
    if (step !== SYNC.step2) return
    this.synced = true
    this.answers += 1
  }

  allow(): void {
    expect(this.closed).toBeNull()
  }

  isOpen(): boolean {
    return this.closed === null && !this.gone
  }

  sendLarge(...frames: Uint8Array[]): void {
    for (const frame of frames) this.send(frame)
  }

  close(code: number): void {
    this.closed = code
  }

  ping(): void {
    expect(this.closed).toBeNull()
  }

  /** Types a paragraph and returns its update. */
  type(words: string): Uint8Array {
    this.doc.getXmlFragment(BODY).insert(0, [paragraphOf(words)])
    const update = this.updates.at(-1)
    if (update === undefined) throw new Error('typing makes an update')
    return syncFrame(SYNC.update, update)
  }

  text(): string {
    return this.doc.getXmlFragment(BODY).toJSON()
  }
}

const QUESTION = syncFrame(SYNC.step1, Uint8Array.of(0))

async function open(store = new SlowStore()) {
  const faults: unknown[] = []
  const relay = new Relay({
    store,
    compactor: { compact: () => undefined },
    epoch: 'e',
    now: () => 1,
    onFault: (cause) => faults.push(cause),
  })
  onTestFinished(() => relay.close())
  const join = async (letter: string) => {
    const peer = new Peer(letter)
    const room = await relay.join(PLAN, peer)
    if (room === null) throw new Error('the relay turned somebody away')
    room.take(peer, QUESTION)
    await vi.waitUntil(() => peer.synced)
    return { peer, room }
  }
  return { relay, store, faults, join }
}

test('[W1][P2] while a commit is under way its writer has no acknowledgement, and neither readers nor newcomers see it', async () => {
  const { store, join } = await open()
  const [writer, reader] = [await join('a'), await join('b')]
  const release = store.holdBack()
  writer.room.take(writer.peer, writer.peer.type('还没写到磁盘'))
  await vi.waitUntil(() => store.appends === 1)
  const newcomer = new Peer('c')
  writer.room.join(newcomer, { role: 'member', stage: 'draft' }, 'e')
  writer.room.take(newcomer, QUESTION)
  await new Promise((resolve) => setImmediate(resolve))
  expect(writer.peer.acked).toBe(0)
  expect([reader.peer.text(), newcomer.text(), newcomer.synced]).toEqual(['', '', false])
  release()
  await vi.waitUntil(() => newcomer.synced)
  expect(writer.peer.acked).toBe(1)
  expect([reader.peer.text(), newcomer.text()]).toEqual(Array(2).fill('<paragraph>还没写到磁盘</paragraph>'))
})

test('[W2] what hangs on another connection’s frame of the same turn comes after that in the log', async () => {
  const { store, join } = await open()
  const [a, b] = [await join('a'), await join('b')]
  const release = store.holdBack()
  a.room.take(a.peer, a.peer.type('一'))
  await vi.waitUntil(() => store.appends === 1)
  // Two tabs of one browser tell each other what they write.
  for (const [from, to, words] of [
    [a, b, '二'],
    [b, a, '三'],
    [a, b, '四'],
  ] as const) {
    from.room.take(from.peer, from.peer.type(words))
    Y.applyUpdate(to.peer.doc, Y.encodeStateAsUpdate(from.peer.doc), to.peer)
  }
  release()
  await vi.waitUntil(() => a.peer.acked === 3 && b.peer.acked === 1)
  const doc = new Y.Doc()
  for (const update of store.log) {
    Y.applyUpdate(doc, update)
    expect(doc.store.pendingStructs).toBeNull()
  }
  expect(doc.getXmlFragment(BODY).toJSON()).toBe(a.peer.text())
})

test('[W7] of frames that became one row only the one is refused that writes under a foreign id', async () => {
  const { store, join } = await open()
  const [a, b] = [await join('a'), await join('b')]
  const release = store.holdBack()
  b.room.take(b.peer, b.peer.type('一'))
  await vi.waitUntil(() => store.appends === 1)
  const forged = new Y.Doc()
  forged.getXmlFragment(BODY).insert(0, [paragraphOf('冒名')])
  store.foreign = forged.clientID
  a.room.take(a.peer, a.peer.type('二'))
  a.room.take(a.peer, syncFrame(SYNC.update, Y.encodeStateAsUpdate(forged)))
  a.room.take(a.peer, a.peer.type('三'))
  release()
  await vi.waitUntil(() => a.peer.acked === 3)
  const doc = new Y.Doc()
  for (const update of store.log) Y.applyUpdate(doc, update)
  const text = doc.getXmlFragment(BODY).toJSON()
  expect([text.includes('二'), text.includes('三'), text.includes('冒名')]).toEqual([true, true, false])
})

test('[W1] what arrives during a commit shares the next one', async () => {
  const { store, join } = await open()
  const [a, b] = [await join('a'), await join('b')]
  const release = store.holdBack()
  a.room.take(a.peer, a.peer.type('一'))
  await vi.waitUntil(() => store.appends === 1)
  for (const words of ['二', '三', '四']) a.room.take(a.peer, a.peer.type(words))
  for (const words of ['五', '六']) b.room.take(b.peer, b.peer.type(words))
  release()
  await vi.waitUntil(() => a.peer.acked === 4 && b.peer.acked === 2)
  expect(store.appends).toBe(2)
  // The plan's first row, the one of before, and what each of the two had sent as one.
  expect(store.log).toHaveLength(4)
  expect(a.peer.text()).toBe(b.peer.text())
})

test('[W1][P1] a commit that fails acknowledges nothing and shows nothing; everyone is sent away and can come back', async () => {
  const { store, faults, join } = await open()
  const [writer, reader] = [await join('a'), await join('b')]
  store.commit = () => Promise.reject(new Error('database or disk is full'))
  const update = writer.peer.type('写不下')
  writer.room.take(writer.peer, update)
  await vi.waitUntil(() => writer.peer.closed !== null)
  expect([writer.peer.closed, reader.peer.closed]).toEqual([1011, 1011])
  expect([writer.peer.acked, reader.peer.text(), store.log.length, faults.length]).toEqual([0, '', 1, 1])
  store.commit = () => Promise.resolve()
  const [back, other] = [await join('a'), await join('b')]
  back.room.take(back.peer, update)
  await vi.waitUntil(() => back.peer.acked === 1)
  expect(other.peer.text()).toContain('写不下')
})

test('[P4] a newcomer gets a log with a long tail whole, from as many frames as it takes', async () => {
  const store = new SlowStore()
  const doc = new Y.Doc()
  Y.applyUpdate(doc, store.log[0] ?? new Uint8Array())
  doc.on('update', (update: Uint8Array) => store.log.push(update))
  for (let nth = 0; nth < 720; nth++)
    doc.getXmlFragment(BODY).insert(nth % 7, [paragraphOf(`第${nth}段`.repeat(nth % 90 === 0 ? 500 : 1))])
  const { join } = await open(store)
  const { peer, room } = await join('a')
  expect([peer.answers, room.text.hasReplica()]).toEqual([1, false])
  expect(peer.text()).toBe(doc.getXmlFragment(BODY).toJSON())
})

test('[W2] a log that another process wrote to is read again, and the update still goes in', async () => {
  const { store, join } = await open()
  const [writer, reader] = [await join('a'), await join('b')]
  const elsewhere = new Y.Doc()
  elsewhere.getXmlFragment(BODY).insert(0, [paragraphOf('别处写的')])
  store.log.push(Y.encodeStateAsUpdate(elsewhere))
  writer.room.take(writer.peer, writer.peer.type('这里写的'))
  await vi.waitUntil(() => writer.peer.acked === 1)
  expect(store.log).toHaveLength(3)
  expect(reader.peer.text()).toContain('这里写的')
  const newcomer = await join('c')
  expect(newcomer.peer.text()).toContain('别处写的')
})

test('a plan is read once for all who come, once for all who ask at once, and dropped with the last', async () => {
  const { relay, store, join } = await open()
  const all = await Promise.all(['a', 'b', 'c'].map((letter) => join(letter)))
  expect(store.loads).toBe(2)
  for (const { peer, room } of all) relay.leave(room, peer)
  expect(all.every(({ room }) => room.closed)).toBe(true)
  await join('d')
  expect(store.loads).toBe(4)
})

test('[W16][P7] a plan that exchanges alone keep open is not read anew for each, and is dropped when they end', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { relay, store } = await open()
  const peer = new Peer('a')
  peer.type('这里有的')
  const asker = { plan: PLAN, person: peer.person, schema: SCHEMA_VERSION }
  const question = syncFrame(SYNC.step1, Y.encodeStateVector(peer.doc))
  const ask = (): Promise<Exchanged> => exchange(relay, asker, [question])
  await ask()
  const { loads } = store
  for (let nth = 0; nth < 5; nth++) {
    vi.advanceTimersByTime(8_000)
    expect(await ask()).toHaveProperty('frames')
  }
  expect([store.loads, relay.documents()]).toEqual([loads, 1])
  vi.advanceTimersByTime(20_000)
  expect(relay.documents()).toBe(0)
})

test('[P1] what a writer sent before it left is stored, and then the plan is dropped', async () => {
  const { relay, store, join } = await open()
  const { peer, room } = await join('a')
  room.take(peer, peer.type('最后一句'))
  relay.leave(room, peer)
  await vi.waitUntil(() => room.closed)
  expect(store.log).toHaveLength(2)
})

test('[P7] however often somebody asks for the text, one turn encodes it once, and never for whoever is gone', async () => {
  const { relay, store, join } = await open()
  const [asker, gone, left] = [await join('a'), await join('b'), await join('c')]
  const release = store.holdBack()
  asker.room.take(asker.peer, asker.peer.type('一'))
  await vi.waitUntil(() => store.appends === 1)
  for (const { peer, room } of [asker, gone, left]) for (let n = 0; n < 1000; n++) room.take(peer, QUESTION)
  gone.peer.gone = true
  relay.leave(left.room, left.peer)
  const encoded = vi.spyOn(gone.peer, 'sendLarge')
  release()
  await vi.waitUntil(() => asker.peer.answers > 1)
  await new Promise((resolve) => setImmediate(resolve))
  expect([asker.peer.answers, gone.peer.answers, left.peer.answers]).toEqual([2, 1, 1])
  expect(encoded).not.toHaveBeenCalled()
})

test('[O2] a writer who never pauses does not keep the relay from stopping, and what was acknowledged is stored', async () => {
  const { relay, store, join } = await open()
  const { peer, room } = await join('a')
  // The next update comes in the middle of each commit.
  store.commit = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    if (peer.closed === null) room.take(peer, peer.type('又'))
  }
  room.take(peer, peer.type('一'))
  await vi.waitUntil(() => peer.acked > 3)
  const before = store.appends
  await relay.close()
  expect(store.appends - before).toBeLessThanOrEqual(2)
  expect(peer.closed).toBe(1001)
  expect(store.log.length).toBeGreaterThan(peer.acked)
})
