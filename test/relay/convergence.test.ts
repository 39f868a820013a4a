/**
 * Replicas of one plan against the real relay: whatever they write, in whatever order they lose and find the
 * relay again, and however often it dies, all end with the same text and the same typed data.
 * GONGNI_RUNS sets how many histories are tried (`npm run soak`); a failing one prints its seed.
 */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PlanId } from '../../shared/plan/ids.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { readPlan } from '../../shared/reading/read.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { BODY, NODES } from '../../shared/text/schema.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { type House, openHouse } from '../harness/house.ts'
import { testId } from '../harness/ids.ts'
import { openRaw, type RawClient } from '../harness/rawClient.ts'
import type { Person } from '../harness/relayProcess.ts'

const RUNS = Number(process.env['GONGNI_RUNS'] ?? 25)

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.server.remove())

const TASKS = [
  '庆祝教师节座谈会',
  '新发展会员20名',
  '四月下旬趣味运动会',
  '慰问不少于12人次',
  '提案答复率达百分之百',
]

/** What one replica does next. Numbers choose among what there is then. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type'), at: fc.nat(), where: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('goal'), at: fc.nat(), where: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('item'), at: fc.nat(), where: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('months'), at: fc.nat(), where: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('erase'), at: fc.nat(), where: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), at: fc.nat(), where: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('await'), at: fc.nat(), where: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave'), at: fc.nat(), where: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('return'), at: fc.nat(), where: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('vanish'), at: fc.nat(), where: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill'), at: fc.nat(), where: fc.nat() }) },
)
const history = fc.record({
  replicas: fc.integer({ min: 2, max: 5 }),
  steps: fc.array(fc.record({ who: fc.nat(), step }), { minLength: 10, maxLength: 60 }),
})

/** One person's device: its document outlives its connections. */
class Replica {
  readonly person: Person
  readonly plan: PlanId
  doc = new Y.Doc()
  client: RawClient | null = null
  /** Words written here, with the number of the frame that carried them; 0 while it went nowhere yet. */
  private written: { words: string; nth: number }[] = []

  constructor(person: Person, plan: PlanId) {
    this.person = person
    this.plan = plan
  }

  async join(): Promise<void> {
    if (this.client?.closed === null) return
    this.client = await openRaw(this.person, this.plan, { doc: this.doc })
    const { client } = this
    // What was written while away goes with the answer to the relay's first question.
    for (const one of this.written) one.nth = 1
    if (client.closed !== null) this.client = null
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
    this.written.push({
      words,
      nth: this.client?.closed === null ? this.client.sent : Number.POSITIVE_INFINITY,
    })
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

  /** Takes a character of the plan's first text away; never of the words that are looked for later. */
  erase(where: number): void {
    const text = this.words(where)
    const at = text === null ? -1 : text.toJSON().search(/[、。，]/u)
    if (at >= 0) text?.delete(at, 1)
  }

  /** Sends the whole of what it has once more, as a careless client may. */
  again(): void {
    this.client?.update(Y.encodeStateAsUpdate(this.doc))
  }

  async acknowledged(): Promise<void> {
    const { client } = this
    if (client?.closed === null)
      await client.until(() => client.closed !== null || client.acked >= client.sent)
  }

  /** The device is lost. Gives the words that the relay had acknowledged. */
  vanish(): string[] {
    const acked = this.client?.acked ?? 0
    const kept = this.written.filter(({ nth }) => nth <= acked).map(({ words }) => words)
    this.leave()
    this.doc = new Y.Doc()
    this.written = []
    return kept
  }

  everything(): string[] {
    return this.written.map(({ words }) => words)
  }

  typed(): { text: string; plan: Plan } {
    const { front, blocks } = blocksOfDoc(this.doc)
    return { text: this.doc.getXmlFragment(BODY).toJSON(), plan: readPlan(front, blocks) }
  }
}

test(
  `[P1][P2][P4] ${RUNS} histories of 2 to 5 replicas converge in text and typed data through cuts and kills`,
  async () => {
    const { server, chair, member } = house
    let count = 0
    await fc.assert(
      fc.asyncProperty(history, async ({ replicas: many, steps }) => {
        const plan = await chair.createPlan(SCHOOL_YEAR)
        const replicas = Array.from(
          { length: many },
          (_, at) => new Replica(at % 2 === 0 ? chair : member, plan),
        )
        await Promise.all(replicas.map((one) => one.join()))
        const promised: string[] = []
        for (const { who, step: next } of steps) {
          const replica = replicas[who % many]
          if (replica === undefined) continue
          const { at, where } = next
          const words = `〔${++count}〕`
          if (next.do === 'type') replica.type(at, where, words)
          else if (next.do === 'goal') replica.add('goal', at, where, words)
          else if (next.do === 'item') replica.add('monthlyItem', at, where, words)
          else if (next.do === 'months') replica.months(at, where)
          else if (next.do === 'erase') replica.erase(where)
          else if (next.do === 'again') replica.again()
          else if (next.do === 'await') await replica.acknowledged()
          else if (next.do === 'leave') replica.leave()
          else if (next.do === 'return') await replica.join()
          else if (next.do === 'vanish') promised.push(...replica.vanish())
          else {
            await server.stop('SIGKILL')
            await Promise.all(replicas.map(async ({ client }) => client?.until(() => client.closed !== null)))
            await server.start()
          }
        }
        await Promise.all(replicas.map((one) => one.join()))
        await Promise.all(replicas.map((one) => one.acknowledged()))
        const last = new Replica(chair, plan)
        await last.join()
        const whole = last.typed()
        const wanted = [...promised, ...replicas.flatMap((one) => one.everything())]
        expect(wanted.filter((words) => !whole.text.includes(words))).toEqual([])
        for (const replica of replicas) {
          const { client } = replica
          await client?.until(() => client.closed !== null || client.text() === whole.text)
          expect(replica.typed()).toEqual(whole)
          expect(client?.refused).toEqual([])
          replica.leave()
        }
        last.leave()
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  },
  RUNS * 5_000,
)
