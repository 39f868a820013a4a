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
