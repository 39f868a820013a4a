import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { contextOf, launch, openPlanPage } from '../harness/browser.ts'
import { foundCommittee, Server } from '../harness/relayProcess.ts'
import { spread } from './figures.ts'

const KEYS = 120
const WARM = 20

/** A plan's text with about this many blocks. */
function textOf(blocks: number): string {
  const lines = SCHOOL_YEAR.split('\n').filter((line) => line.trim() !== '')
  return Array.from({ length: blocks }, (_, i) => lines[i % lines.length]).join('\n')
}

/** Keystroke to painted frame, from the key's event to the task after its frame, in real Chromium without a frame limit. */
export async function typing(): Promise<void> {
  const server = await new Server().start()
  const chair = await foundCommittee(server)
  const browser = await launch(['--disable-frame-rate-limit', '--disable-gpu-vsync'])
  for (const blocks of [100, 1_000, 5_000]) {
    const plan = await chair.createPlan(textOf(blocks))
    const context = await contextOf(browser, chair, { kept: true })
    const page = await openPlanPage(context, chair, plan)
    const count = await page.locator('.tiptap').evaluate((root) => root.children.length)
    const line = page.locator('.tiptap > p').nth(2)
    // At its first words: a click on a chip would open the correction of its reading.
    await line.click({ position: { x: 60, y: 14 } })
    await page.evaluate(() => {
      const times: number[] = []
      Object.assign(window, { gongniTimes: times })
      addEventListener(
        'keydown',
        ({ timeStamp }) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.addEventListener('message', () => times.push(performance.now() - timeStamp))
            channel.port1.start()
            channel.port2.postMessage(null)
          }),
        true,
      )
    })
    for (let key = 0; key < KEYS; key++) {
      await page.keyboard.press('x')
      await page.waitForFunction(
        (wanted) => (window as unknown as { gongniTimes: number[] }).gongniTimes.length > wanted,
        key,
      )
    }
    const typed = (await line.innerText()).match(/x/gu)?.length
    if (typed !== KEYS) throw new Error(`${KEYS} keys were pressed, ${typed} are in the text`)
    const times = await page.evaluate(() => (window as unknown as { gongniTimes: number[] }).gongniTimes)
    console.log(
      `keystroke to painted frame, ${blocks} blocks (${count} elements): ${spread(times.slice(WARM), 'ms')}`,
    )
    await context.close()
  }
  await browser.close()
  await server.remove()
}
