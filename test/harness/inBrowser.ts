import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach } from 'vitest'
import { contextOf, launch, newContext, openPlanPage } from './browser.ts'
import { foundCommittee, type Person, Server } from './relayProcess.ts'

type Look = NonNullable<Parameters<typeof contextOf>[2]>

export type InBrowser = {
  server: Server
  browser: Browser
  chair: Person
  /** 李老师, who writes. */
  member: Person
  /** 王代表, who comments. */
  delegate: Person
  /** A browser of its own for a person, or for nobody who is signed in; closed after the test. */
  contextFor: (person: Person | null, look?: Look) => Promise<BrowserContext>
  /** A page at an address, on a phone, for somebody who is signed in or for nobody. */
  visit: (path: string, person?: Person | null) => Promise<Page>
  /** A page of its own with a plan open, its text shown and saved. */
  open: (person: Person, plan: string, width?: number) => Promise<Page>
}

/** A committee on a real server and a real browser, of this look unless one is given, for one test file; both end with it. */
export async function inBrowser(usual: Look = {}): Promise<InBrowser> {
  const server = new Server()
  const browser = await launch()
  let contexts: BrowserContext[] = []
  afterEach(async () => {
    for (const context of contexts) await context.close()
    contexts = []
  })
  afterAll(async () => {
    await browser.close()
    await server.remove()
  })
  await server.start()
  const chair = await foundCommittee(server)
  const member = await chair.bring('member', '李老师')
  const delegate = await chair.bring('delegate', '王代表')
  const contextFor = async (person: Person | null, own: Look = {}): Promise<BrowserContext> => {
    const look = { ...usual, ...own }
    const context = await (person === null ? newContext(browser, look) : contextOf(browser, person, look))
    contexts.push(context)
    return context
  }
  return {
    server,
    browser,
    chair,
    member,
    delegate,
    contextFor,
    visit: async (path, person = null) => {
      const page = await (await contextFor(person, { width: 390, height: 844 })).newPage()
      await page.goto(`${server.url}${path}`)
      return page
    },
    open: async (person, plan, width = 1440) =>
      openPlanPage(await contextFor(person, { width }), person, plan),
  }
}
