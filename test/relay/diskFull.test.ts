import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { openPlan, type PlanSession } from '../../client/sync/planSession.ts'
import { chipOf } from '../../client/sync/status.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { textFor } from '../harness/house.ts'
import { openRaw } from '../harness/rawClient.ts'
import { firstUpdate, foundCommittee, newPlanId, type Person, Server } from '../harness/relayProcess.ts'
import { canMount, SmallDisk } from '../harness/smallDisk.ts'
import { freshDevice, shown, type } from '../unit/sync/device.ts'

/** The browser's WebSocket, with a person's cookie. */
function socketOf({ cookie, server }: Person): typeof globalThis.WebSocket {
  class WithCookie extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { cookie }, origin: server.url })
    }
  }
  return WithCookie as unknown as typeof globalThis.WebSocket
}

const kind = (session: PlanSession): string => chipOf(session.facts.get()).kind
const readiness = async ({ url }: Server): Promise<number> => (await fetch(`${url}/readyz`)).status
/** Its answer holds for a second. */
const POLL = { timeout: 10_000 }

const PART = '长'.repeat(20_000)

/** A server whose data folder is a disk of its own, and a page of the member's that is open on it. */
async function onSmallDisk() {
  const server = new Server({ GONGNI_LOG_LEVEL: 'fatal' })
  const disk = new SmallDisk(server.data, '6m')
  onTestFinished(async () => {
    vi.unstubAllGlobals()
    await server.stop('SIGKILL')
    disk.remove()
    await server.remove()
  })
  await server.start()
  const chair = await foundCommittee(server)
  const member = await chair.bring('member', '李老师')
  const plan = await chair.createPlan(SCHOOL_YEAR)
  freshDevice()
  vi.stubGlobal('location', { protocol: 'http:', host: new URL(server.url).host })
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('cookie', member.cookie)
    headers.set('origin', server.url)
    return fetch(path.startsWith('/') ? `${server.url}${path}` : path, { ...init, headers })
  })
  const opened = openPlan({ user: member.me.user }, plan, socketOf(member))
  onTestFinished(() => opened.close())
  const session = await shown(opened)
  await vi.waitUntil(() => kind(session) === 'saved')
  return { server, disk, chair, plan, session }
}

test.skipIf(!canMount)(
  '[P1][P3][L1] on a full disk nothing is acknowledged or shown and the page says what waits; with room again all of it is saved (needs a mount, which takes root)',
  async () => {
    const { server, disk, chair, plan, session } = await onSmallDisk()
    const pid = server.pid()
    const reader = await openRaw(chair, plan)
    disk.fill()
    const written: string[] = []
    // What the log has room for from before is taken; then there is none.
    while (kind(session) === 'saved') {
      const words = `〔第${written.length}段〕`
      type(session.doc, words + PART)
      written.push(words)
      await vi.waitUntil(() => ['saved', 'offline'].includes(kind(session)), 20_000)
    }
    const last = written.at(-1) ?? ''
    expect(session.facts.get()).toMatchObject({ pendingPlaces: 1, storedLocally: true })
    expect(reader.text()).not.toContain(last)
    await expect.poll(() => readiness(server), POLL).toBe(503)
    const [id, first] = [newPlanId(), firstUpdate(SCHOOL_YEAR + PART)]
    expect((await chair.request('POST', '/plans', { id, first })).status).toBe(500)

    disk.empty()
    await vi.waitUntil(() => kind(session) === 'saved', 30_000)
    const text = await textFor(chair, plan)
    for (const words of written) expect(text.split(words)).toHaveLength(2)
    expect((await chair.request('POST', '/plans', { id, first })).status).toBe(201)
    await expect.poll(() => readiness(server), POLL).toBe(200)
    expect(server.pid()).toBe(pid)

    // Stopping needs no room either.
    disk.fill()
    expect(await server.stop('SIGTERM')).toBe(0)
    disk.empty()
    await server.start()
    expect(await textFor(chair, plan)).toBe(text)
  },
)
