import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'
import * as Y from 'yjs'
import type { Block, Front } from '../../../shared/plan/block.ts'
import { BlockId, PlanId, UserId } from '../../../shared/plan/ids.ts'
import { writeBlocks } from '../../../shared/text/toDoc.ts'
import { openPlan, type OpenedPlan, type Owner, type PlanSession } from '../../../client/sync/planSession.ts'
import { socketOf, type SimRelay } from './simRelay.ts'

/** A browser's storage and page globals for tests in Node: one device, as many tabs as sessions are opened. */
export function freshDevice(): void {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('location', { protocol: 'http:', host: 'plan.test' })
}

export const PLAN = PlanId.parse('plan-aaaaaaaaaaaaaaaaa')
export const ming: Owner = { user: { id: UserId.parse('ming-aaaaaaaaaaaaaaaaa') } }
export const hong: Owner = { user: { id: UserId.parse('hong-aaaaaaaaaaaaaaaaa') } }

const NO_FRONT: Front = { title: null, organisation: null, period: null, kind: null, numbering: [] }

/** A plan's state with these paragraphs, ids p1, p2, … */
export function stateWith(...texts: string[]): Uint8Array {
  return stateBy(new Y.Doc().clientID, ...texts)
}

/** The same, written by this Yjs client: of two with words of equal length the state vectors are equal. */
export function stateBy(client: number, ...texts: string[]): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = client
  const blocks = texts.map((text, index): Block => ({
    id: BlockId.parse(`p${index + 1}`),
    kind: 'paragraph',
    text,
  }))
  writeBlocks(doc, NO_FRONT, blocks)
  return Y.encodeStateAsUpdate(doc)
}

/** Waits until a condition holds. */
export const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    if (!holds()) throw new Error(`not yet: ${holds.toString()}`)
  })

/** Opens the plan in another tab of this device. */
export const openTab = (relay: SimRelay, owner: Owner = ming): OpenedPlan =>
  openPlan(owner, PLAN, socketOf(relay, owner.user.id))

export async function shown(opened: OpenedPlan): Promise<PlanSession> {
  await until(() => opened.session.get() !== null)
  const session = opened.session.get()
  if (session === null) throw new Error('the session went away')
  return session
}

/** The paragraph's text type, by place. */
function paragraph(doc: Y.Doc, index: number): Y.XmlText {
  const element = doc.getXmlFragment('body').get(index)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error(`no paragraph ${index}`)
  return text
}

/** Types at the end of a paragraph, as an editor would. */
export const type = (doc: Y.Doc, words: string, index = 0): void => {
  const text = paragraph(doc, index)
  text.insert(text.length, words)
}

export const words = (doc: Y.Doc, index = 0): string => paragraph(doc, index).toJSON()

/** Lets the fake time pass until a condition holds. */
export async function soon(holds: () => boolean, most = 20_000): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > most) throw new Error(`not within ${most} ms: ${holds.toString()}`)
    await vi.advanceTimersByTimeAsync(50)
    // The store's own turns are not timers.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
