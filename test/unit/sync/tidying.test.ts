import * as Y from 'yjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BODY } from '../../../shared/text/schema.ts'
import { SYNC, syncFrame } from '../../../shared/wire/messages.ts'
import { chipOf } from '../../../client/sync/status.ts'
import type { OpenedPlan } from '../../../client/sync/planSession.ts'
import { freshDevice, openTab, shown, stateWith, until, words } from './device.ts'
import { SimRelay } from './simRelay.ts'

let relay: SimRelay
let open: OpenedPlan[]

beforeEach(() => {
  freshDevice()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  relay = new SimRelay()
  Y.applyUpdate(relay.doc, stateWith('指导思想', '工作目标'))
  open = []
})
afterEach(async () => {
  for (const one of open) await one.close()
  vi.unstubAllGlobals()
})

const textIn = (doc: Y.Doc): Y.XmlText => {
  const block = doc.getXmlFragment(BODY).get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new TypeError('the first block has no text')
  return text
}

/** What two colleagues made who each took one half of the same bold words away: marks stay that mark nothing. */
function idleMarks(doc: Y.Doc): Uint8Array[] {
  const [one, other] = [new Y.Doc(), new Y.Doc()]
  Y.applyUpdate(one, Y.encodeStateAsUpdate(doc))
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array): void => void updates.push(update)
  one.on('update', note)
  textIn(one).format(1, 2, { bold: {} })
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
  other.on('update', note)
  textIn(one).delete(1, 1)
  textIn(other).delete(2, 1)
  return updates
}

/** The relay takes and sends on what came from colleagues; like the real one it tidies nothing. */
function take(update: Uint8Array): void {
  relay.doc.transact((transaction) => {
    Y.applyUpdate(relay.doc, update)
    transaction.local = true
  })
  for (const line of relay.lines) line.get(syncFrame(SYNC.update, update))
}

test('[T3] a reader before whom colleagues’ edits leave idle marks sends nothing, now and when the plan is opened again', async () => {
  relay.standing = { ...relay.standing, role: 'reader', mayWrite: false }
  const first = openTab(relay)
  open.push(first)
  const session = await shown(first)
  await until(() => chipOf(session.facts.get()).kind === 'saved')
  idleMarks(relay.doc).forEach(take)
  await until(() => words(session.doc) === '指想')
  expect(session.facts.get().pendingPlaces).toBe(0)
  await first.close()

  const again = openTab(relay)
  open.push(again)
  const { facts, doc } = await shown(again)
  await until(() => chipOf(facts.get()).kind === 'saved')
  expect(words(doc)).toBe('指想')
  await until(() => relay.isIdle())
  expect([relay.refusals, relay.connections]).toEqual([0, 2])
})
