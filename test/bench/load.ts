import { gzipSync } from 'node:zlib'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { contextOf, launch } from '../harness/browser.ts'
import { foundCommittee, Server } from '../harness/relayProcess.ts'

const SETTLED_MS = 2_000

/** The sum of some sizes, as kB. */
const kB = async (which: readonly { bytes: Promise<number> }[]): Promise<string> => {
  const all = await Promise.all(which.map(({ bytes }) => bytes))
  return `${(all.reduce((a, b) => a + b, 0) / 1000).toFixed(0)} kB`
}

/** First load of the plan page: gzip kB of JavaScript before the text is readable, and in all. Needs `npm run build`. */
export async function load(): Promise<void> {
  const server = await new Server().start()
  const chair = await foundCommittee(server)
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const browser = await launch()
  const context = await contextOf(browser, chair)
  const page = await context.newPage()
  let readable = false
  const sizes: { before: boolean; bytes: Promise<number> }[] = []
  page.on('response', (response) => {
    if (!response.url().includes('.js') || response.url().endsWith('sw.js')) return
    sizes.push({
      before: !readable,
      bytes: response.body().then((body) => gzipSync(body, { level: 9 }).length),
    })
  })
  const from = performance.now()
  await page.goto(`${server.url}/plan/${plan}`)
  await page.locator('.tiptap', { hasText: '指导思想' }).waitFor()
  readable = true
  const took = performance.now() - from
  await page.waitForTimeout(SETTLED_MS)
  console.log(
    `JavaScript, gzip -9: ${await kB(sizes.filter(({ before }) => before))} before the text is readable, ${await kB(sizes)} in all`,
  )
  console.log(`first load to readable text on this machine: ${took.toFixed(0)} ms`)
  await browser.close()
  await server.remove()
}
