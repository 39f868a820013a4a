import { expect, test } from 'vitest'
import { clickEnd, wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'

const { chair, member, open } = await inBrowser()

test('[T6] a composition beside chips goes on while a colleague corrects what was read in its block', async () => {
  const plan = await chair.createPlan('2026年工作计划\n一、工作目标\n1、慰问职工12人次，举办讲座4场。')
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await clickEnd(a, '慰问职工')
  const cdp = await a.context().newCDPSession(a)
  const compose = (text: string): Promise<unknown> =>
    cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await compose('gong')
  for (const [from, to] of [
    ['12人次', '15'],
    ['4场', '6'],
  ] as const) {
    await b.locator('.chip', { hasText: from }).click()
    await b.locator('.fix-popup').getByLabel('数值').fill(to)
    await b.locator('.fix-popup').getByRole('button', { name: '保存' }).click()
    await a.locator('.chip', { hasText: from.replace(/\d+/, to) }).waitFor()
    await compose(`gonghui${to}`)
  }
  await cdp.send('Input.insertText', { text: '工会' })
  const words = '慰问职工12人次，举办讲座4场。工会'
  await expect.poll(async () => (await wordsOf(a)).at(-1)).toBe(words)
  await expect.poll(async () => (await wordsOf(b)).at(-1)).toBe(words)
})

test('[T8] Home goes to the start of the line also from behind words that were just typed over chips of a line of their own', async () => {
  const page = await open(
    chair,
    await chair.createPlan('2026年工作计划\n一、工作目标\n1、筹集慰问金600010000元。'),
  )
  const box = (part: string): Promise<{ y: number } | null> => page.locator(part).boundingBox()
  const [block, chips] = [await box('.block-goal'), await box('.block-goal .chips')]
  // The chips do not fit beside the words.
  expect((chips?.y ?? 0) - (block?.y ?? 0)).toBeGreaterThan(20)
  await clickEnd(page, '筹集慰问金')
  await page.keyboard.type('尾')
  await page.keyboard.press('Home')
  await page.keyboard.type('头')
  expect((await wordsOf(page)).at(-1)).toBe('头筹集慰问金600010000元。尾')
  await clickEnd(page, '筹集慰问金')
  await page.keyboard.type('巴')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.type('新')
  expect((await wordsOf(page)).at(-1)).toBe('新')
})
