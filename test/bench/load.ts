import { gzipSync } from 'node:zlib'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { contextOf, launch } from '../harness/browser.ts'
import { foundCommittee, Server } from '../harness/relayProcess.ts'

const SETTLED_MS = 2_000

/** The sum of some sizes, as kB. */
const kB = async (which: readonly Promise<number>[]): Promise<string> => {
  const all = await Promise.all(which)
  return `${(all.reduce((a, b) => a + b, 0) / 1000).toFixed(0)} kB`
}

/** First load of the plan page: gzip kB of JavaScript before the text is readable, and in all. Needs `npm run build`. */
export async function load(): Promise<void> {
  const server = await new Server().start()
  const chair = await foundCommittee(server)
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const browser = await launch()
  const context = await contextOf(browser, chair, { kept: true })
  const page = await context.newPage()
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (!response.url().includes('.js') || response.url().endsWith('sw.js')) return
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    )
  })
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (document.querySelector('.sheet')?.textContent.includes('指导思想') !== true) return
      look.disconnect()
      Object.assign(window, { gongniReadable: performance.now() })
    })
    look.observe(document, { childList: true, subtree: true })
  })
  await page.goto(`${server.url}/plan/${plan}`)
  await page.locator('.tiptap', { hasText: '指导思想' }).waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const { took, before } = await page.evaluate(() => {
    const at = (window as unknown as { gongniReadable: number }).gongniReadable
    const asked = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < at)
    return { took: at, before: asked.map(({ name }) => name) }
  })
  const early = before.flatMap((url) => sizes.get(url) ?? [])
  console.log(
    `JavaScript, gzip -9: ${await kB(early)} asked for before the text is readable, ${await kB([...sizes.values()])} in all`,
  )
  console.log(`first load to readable text on this machine: ${took.toFixed(0)} ms`)
  await browser.close()
  await server.remove()
}
