import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { CHROMIUM, clickEnd, SWITCHES, wordsOf } from '../harness/browser.ts'
import { foundCommittee, type Person, Server } from '../harness/relayProcess.ts'

const server = new Server()
const profile = mkdtempSync(join(tmpdir(), 'gongni-profile-'))
let member: Person
let plan: string
let running: ChildProcess | null = null

beforeAll(async () => {
  await server.start()
  const chair = await foundCommittee(server)
  member = await chair.bring('member', '李老师')
  plan = await chair.createPlan(SCHOOL_YEAR)
})
afterAll(async () => {
  await kill()
  await server.remove()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

/** Starts Chromium on the profile that outlives it, as its own process group. */
async function start(): Promise<BrowserContext> {
  const child = spawn(
    CHROMIUM,
    ['--headless=new', ...SWITCHES, '--remote-debugging-port=0', `--user-data-dir=${profile}`],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  running = child
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('Chromium ended')))
    createInterface({ input: child.stderr }).on('line', (line) => {
      const url = /DevTools listening on (\S+)/.exec(line)?.[1]
      if (url !== undefined) resolve(url)
    })
  })
  const context = (await chromium.connectOverCDP(endpoint)).contexts()[0]
  if (context === undefined) throw new Error('Chromium has no context')
  const [name = '', value = ''] = member.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Lax' }])
  return context
}

/** SIGKILL to the whole browser, as a crash or a pulled plug would end it. */
async function kill(): Promise<void> {
  const child = running
  running = null
  if (child?.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGKILL')
  await gone
}

async function openIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${server.url}/plan/${plan}`)
  await page.locator('.tiptap').waitFor()
  return page
}

test('[P3] what the chip calls 已存本机 or 待同步 survives killing the browser, and reaches the server', async () => {
  let typed = '教工书画展'
  for (const word of ['甲', '乙']) {
    const context = await start()
    const page = await openIn(context)
    await page.locator('.save-chip[data-kind="saved"]').waitFor()
    expect((await wordsOf(page)).join('\n')).toContain(typed)
    await server.stop('SIGKILL')
    await page.locator('.save-chip[data-kind="offline"]').waitFor()
    await clickEnd(page, typed)
    await page.keyboard.type(word)
    typed += word
    // The words are the chip's claim: in this device's store, not yet on the server.
    await page.locator('.save-chip[data-kind="offline"]', { hasText: '1' }).waitFor()
    await kill()
    await server.start()
  }
  const page = await openIn(await start())
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  expect((await wordsOf(page)).join('\n')).toContain('教工书画展甲乙')
})
