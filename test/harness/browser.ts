/** Real Chromium over the real server, for tests that promise what a person sees. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Person } from './relayProcess.ts'

/**
 * What Chromium leaves out. It obeys the last such switch alone, so this names again what Playwright turns off;
 * the two of the address bar's list, which no test sees, take as much of the processor in each new window as our page.
 */
const LEFT_OUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

export const CHROMIUM = '/usr/bin/chromium'
export const SWITCHES: readonly string[] = [
  '--no-sandbox',
  '--no-proxy-server',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--disable-features=${LEFT_OUT.join(',')}`,
]

export const launch = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: [...SWITCHES, ...more] })

type Look = {
  width?: number
  height?: number
  dark?: boolean
  locale?: string
  insecure?: boolean
  touch?: boolean
  /** Whether the app may be kept on the device, for what is to start without a network. */
  kept?: boolean
}

export const newContext = (browser: Browser, look: Look = {}): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    colorScheme: look.dark === true ? 'dark' : 'light',
    locale: look.locale ?? 'zh-CN',
    reducedMotion: 'reduce',
    hasTouch: look.touch === true,
    ignoreHTTPSErrors: look.insecure === true,
    // Keeping it fetches the whole app, which costs each new context as much as half a page.
    serviceWorkers: look.kept === true ? 'allow' : 'block',
  })

/** A browser in which this person is signed in. */
export async function contextOf(browser: Browser, person: Person, look: Look = {}): Promise<BrowserContext> {
  const context = await newContext(browser, look)
  const [name = '', value = ''] = person.cookie.split('=')
  await context.addCookies([{ name, value, url: person.server.url, httpOnly: true, sameSite: 'Lax' }])
  return context
}

/** A page with the plan open, its text shown and saved. */
export async function openPlanPage(context: BrowserContext, person: Person, plan: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${person.server.url}/plan/${plan}`)
  await page.locator('.tiptap').waitFor()
  await page.getByText('已保存').first().waitFor()
  return page
}

/** The same in a context that may keep the app, once it is kept on the device. */
export async function openKept(context: BrowserContext, person: Person, plan: string): Promise<Page> {
  const page = await openPlanPage(context, person, plan)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller === null)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
  })
  return page
}

/** The words of the page's text, without carets, chips and drawn numbers. */
export const wordsOf = (page: Page): Promise<string[]> =>
  page.locator('.tiptap').evaluate((root) => {
    const copy = root.cloneNode(true) as HTMLElement
    for (const drawn of copy.querySelectorAll('.chips, .month-heading, [class^="collaboration-carets"]'))
      drawn.remove()
    return [...copy.children].map((block) => (block.textContent ?? '').replaceAll('\u2060', ''))
  })

/** The words of what has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? '')

/** Puts the cursor at the end of the block with these words. */
export async function clickEnd(page: Page, words: string): Promise<void> {
  await page.locator('.tiptap > *', { hasText: words }).first().click()
  await page.keyboard.press('End')
}
