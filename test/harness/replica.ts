/** One person's device in a history: its document outlives its connections, and it knows what it wrote. */
import * as Y from 'yjs'
import type { Plan } from '../../shared/plan/plan.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { contentOf as saidIn } from '../../shared/text/digest.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { BODY, FRONT, NODES, SCHEMA_VERSION } from '../../shared/text/schema.ts'
import { testId } from './ids.ts'
import type { Client } from './rawClient.ts'

/** `old` is our client with an older schema, which is read-only; `stock` is y-websocket's, which gets no acknowledgements. */
export type Kind = 'ours' | 'old' | 'stock'
/** The schema that each names when it connects. */
export const SCHEMA_OF: Record<Kind, number | null> = {
  ours: SCHEMA_VERSION,
  old: SCHEMA_VERSION - 1,
  stock: null,
}

const TASKS = [
  '庆祝教师节座谈会',
  '新发展会员20名',
  '四月下旬趣味运动会',
  '慰问不少于12人次',
  '提案答复率达百分之百',
]

/** A text as it is compared: all that stands in it, and what it means. */
export type Content = { said: string; plan: Plan }

export function contentOf(doc: Y.Doc): Content {
  const { front, blocks } = blocksOfDoc(doc)
  return { said: saidIn(doc), plan: readPlan(front, blocks) }
}

export class Replica {
  readonly kind: Kind
  doc: Y.Doc
  client: Client | null = null
  private readonly newDoc: () => Y.Doc
  private readonly dial: (doc: Y.Doc) => Promise<Client>
  /** Words written here, with the number of the frame that carried them; infinite while it went nowhere yet. */
  private written: { words: string; nth: number }[] = []

  /** `newDoc` makes an empty document under a client id that nobody of this plan has had. */
  constructor(kind: Kind, newDoc: () => Y.Doc, dial: (doc: Y.Doc) => Promise<Client>) {
    this.kind = kind
    this.newDoc = newDoc
    this.dial = dial
    this.doc = newDoc()
  }

  isOnline(): boolean {
    return this.client?.closed === null
  }

  async join(): Promise<void> {
    if (this.isOnline()) return
    this.client = await this.dial(this.doc)
    // What was written while away goes with the answer to the relay's first question.
    for (const one of this.written) one.nth = 1
    if (this.client.closed !== null) this.client = null
  }

  leave(): void {
    this.client?.close()
    this.client = null
  }

  private blocks(): Y.XmlElement[] {
    const body = this.doc.getXmlFragment(BODY)
    return body.toArray().filter((node) => node instanceof Y.XmlElement)
  }

  private words(where: number): Y.XmlText | null {
    const blocks = this.blocks()
    const text = blocks[where % Math.max(1, blocks.length)]?.get(0)
    return text instanceof Y.XmlText ? text : null
  }

  private wrote(words: string): void {
    const sent = this.client?.closed === null && !this.client.holds()
    this.written.push({ words, nth: sent ? (this.client?.sent ?? 0) : Infinity })
  }

  type(at: number, where: number, words: string): void {
    const text = this.words(where)
    if (text === null) return
    const before = text.toJSON()
    const place = at % (before.length + 1)
    // Never between the brackets of others' words, which are looked for whole.
    const inside = /^[^〔]*〕/u.exec(before.slice(place))?.[0].length ?? 0
    text.insert(place + inside, words)
    this.wrote(words)
  }

  add(kind: 'goal' | 'monthlyItem', at: number, where: number, words: string): void {
    const body = this.doc.getXmlFragment(BODY)
    const element = new Y.XmlElement(NODES[kind])
    element.setAttribute('id', testId())
    if (kind === 'monthlyItem') element.setAttribute('months', String((at % 12) + 1))
    element.insert(0, [new Y.XmlText(`${TASKS[at % TASKS.length]}${words}`)])
    body.insert(where % (body.length + 1), [element])
    this.wrote(words)
  }

  months(at: number, where: number): void {
    const items = this.blocks().filter((block) => block.nodeName === NODES.monthlyItem)
    items[where % Math.max(1, items.length)]?.setAttribute('months', String((at % 12) + 1))
  }

  title(at: number): void {
    this.doc.getMap(FRONT).set('title', `${TASKS[at % TASKS.length]}计划`)
  }

  /** Takes a character of a text away; never of the words that are looked for later. */
  erase(where: number): void {
    const text = this.words(where)
    const at = text === null ? -1 : text.toJSON().search(/[、。，]/u)
    if (at >= 0) text?.delete(at, 1)
  }

  /** Sends the whole of what it has once more, as a careless client may. */
  again(): void {
    if (this.isOnline()) this.client?.update(Y.encodeStateAsUpdate(this.doc))
  }

  /** Sends what it held back, in another order and some of it twice. */
  letGo(ordered: (updates: Uint8Array[]) => Uint8Array[]): void {
    const { client } = this
    if (client?.closed !== null || !client.holds()) return
    client.letGo(ordered)
    // Which frame carried which words is not told apart: with the last of them all are there.
    for (const one of this.written) if (one.nth === Infinity) one.nth = client.sent
  }

  /** Waits until the relay has dealt with all that was sent. */
  async settled(): Promise<void> {
    const { client } = this
    if (client?.closed !== null) return
    if (this.kind !== 'stock')
      return client.until(() => client.closed !== null || client.acked >= client.sent)
    // It is told nothing: what it sent has been taken when a question is answered with no other in return.
    for (let asked = -1; client.closed === null && asked !== client.resyncs;) {
      asked = client.resyncs
      client.synced = false
      client.askAll()
      await client.until(() => client.closed !== null || client.synced)
    }
  }

  /** The words that the relay has acknowledged on this connection. */
  acknowledged(): string[] {
    const acked = this.client?.acked ?? 0
    return this.written.filter(({ nth }) => nth <= acked).map(({ words }) => words)
  }

  /** Begins afresh, as after a refusal or on a new device: nothing written here is to be sent again. */
  forget(): void {
    this.leave()
    this.doc = this.newDoc()
    this.written = []
  }

  everything(): string[] {
    return this.written.map(({ words }) => words)
  }
}
