import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from '../harness/inBrowser.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { clickEnd, openPlanPage, wordsOf } from '../harness/browser.ts'
import { logRows } from '../harness/house.ts'

const { server, chair, member, delegate, contextFor, open } = await inBrowser()

/** Puts one member's cursor at the start of a block and waits until the colleague sees it there. */
async function toStart(page: Page, colleague: Page, words: string): Promise<void> {
  await page.locator('.tiptap > *', { hasText: words }).first().click()
  await page.keyboard.press('Home')
  const caret = '.tiptap > :has(> .collaboration-carets__caret:first-child)'
  await colleague.locator(caret, { hasText: words }).waitFor()
}

/** What the page understood: chips, month headings and the month panel. */
const typedOf = async (page: Page): Promise<string[]> => [
  ...(await page.locator('.chips, .month-heading').allInnerTexts()),
  await page.locator('.plan-panel').innerText(),
]

async function converged(a: Page, b: Page): Promise<string[]> {
  await expect.poll(async () => (await wordsOf(a)).join('\n') === (await wordsOf(b)).join('\n')).toBe(true)
  await expect
    .poll(async () => JSON.stringify(await typedOf(a)) === JSON.stringify(await typedOf(b)))
    .toBe(true)
  return wordsOf(a)
}

test('a pasted plan is structured in one browser and seen in the other, and one step takes it back', async () => {
  const plan = await chair.createPlan('')
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await a.getByRole('button', { name: '导入' }).click()
  await a.getByRole('dialog').getByRole('textbox').fill(SCHOOL_YEAR)
  await a
    .getByRole('dialog')
    .getByText(/识别到 \d+ 节/)
    .waitFor()
  await a.getByRole('dialog').getByRole('button', { name: '导入' }).click()
  await a.locator('.plan-imported').waitFor()
  const summary = await a.locator('.plan-imported').innerText()
  expect(summary).toMatch(/识别到 7 节、\d+ 个目标、\d+ 项月程/)
  const words = await converged(a, b)
  expect(words).toContain('庆祝“三八”妇女节活动')
  expect(await b.locator('h1').first().innerText()).toBe('青杨路小学工会2026年工作计划')
  await b.locator('.month-heading', { hasText: '三月份' }).waitFor()
  await a.locator('.plan-imported').getByRole('button', { name: '撤销' }).click()
  await expect.poll(async () => (await wordsOf(b)).join('')).toBe('')
})

test('[P4][T8] two members type in the same paragraph and in the same goal at once', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  for (const words of ['履行维护、建设', '慰问困难教职工']) {
    await clickEnd(a, words)
    await toStart(b, a, words)
    await Promise.all([
      a.keyboard.type('ABCDEFGHIJ', { delay: 15 }),
      b.keyboard.type('klmnopqrst', { delay: 15 }),
    ])
  }
  const words = await converged(a, b)
  // Neither loses a letter, nor has one put elsewhere because the other's words came in between.
  expect(words.join('\n').match(/ABCDEFGHIJ/g)).toHaveLength(2)
  expect(words.join('\n').match(/klmnopqrst/g)).toHaveLength(2)
  expect(words.find((line) => line.includes('慰问困难教职工'))).toMatch(/^klmnopqrst慰问.*ABCDEFGHIJ$/)
})

test('[P3][P4] one is cut off; both edit; after the network is back both have everything', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await a.context().setOffline(true)
  await clickEnd(a, '慰问困难教职工')
  await a.keyboard.type('另加5人次')
  await clickEnd(b, '慰问困难教职工')
  await b.keyboard.type('，含退休教师')
  await clickEnd(a, '教工书画展')
  await a.keyboard.press('Enter')
  await a.keyboard.type('教工合唱比赛')
  await a
    .getByText(/离线|待同步/)
    .first()
    .waitFor()
  await b.getByText('已保存').first().waitFor()
  await a.context().setOffline(false)
  await b.locator('.tiptap', { hasText: '教工合唱比赛' }).waitFor()
  const words = await converged(a, b)
  const goal = words.find((line) => line.includes('慰问困难教职工'))
  expect(goal).toContain('另加5人次')
  expect(goal).toContain('，含退休教师')
  await a.getByText('已保存').first().waitFor()
})

test('[T6] a composition with the input method loses nothing while a colleague types beside it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  const words = '教工春季趣味运动会'
  await clickEnd(a, words)
  await toStart(b, a, words)
  const cdp = await a.context().newCDPSession(a)
  for (const [index, text] of ['g', 'gong', 'gonghui'].entries()) {
    await cdp.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
    await b.keyboard.type(`b${index}`)
    await a.locator('.tiptap', { hasText: `b${index}` }).waitFor()
  }
  await cdp.send('Input.insertText', { text: '工会' })
  const line = (await converged(a, b)).find((one) => one.includes(words))
  expect(line).toMatch(/^b0b1b2教工春季趣味运动会工会$/)
  expect(line).not.toMatch(/gong/)
})

test('[T8] the cursor stays where it was clicked while a colleague writes without pause', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await clickEnd(a, '迎新年联欢会')
  const clicked = new AbortController()
  const writing = (async () => {
    while (!clicked.signal.aborted) {
      await a.keyboard.type('一边写', { delay: 10 })
      for (let count = 0; count < 3; count++) await a.keyboard.press('Backspace')
    }
  })()
  const wanted = Array.from({ length: 12 }, () => ['履行维护、建设', '慰问困难教职工', '教工书画展']).flat()
  const seen: string[] = []
  for (const words of wanted) {
    await b.locator('.tiptap > *', { hasText: words }).first().click()
    const line = await b.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            const node = getSelection()?.anchorNode?.parentElement
            resolve(node?.closest('.tiptap > *')?.textContent ?? '')
          }, 50)
        }),
    )
    seen.push(wanted.find((one) => line.includes(one)) ?? line)
  }
  clicked.abort()
  await writing
  expect(seen).toEqual(wanted)
})

test('two tabs of one person write together, and only a colleague is shown as here', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(chair)
  const first = await openPlanPage(context, chair, plan)
  const second = await openPlanPage(context, chair, plan)
  await clickEnd(first, '教工书画展')
  await first.keyboard.type('（第一页）')
  await second.locator('.tiptap', { hasText: '教工书画展（第一页）' }).waitFor()
  await clickEnd(second, '会员例会')
  await second.keyboard.type('（第二页）')
  await first.locator('.tiptap', { hasText: '会员例会（第二页）' }).waitFor()
  await first.getByText('已保存').first().waitFor()
  expect(await first.locator('.plan-header .people li').count()).toBe(0)
  const colleague = await open(member, plan)
  await first.locator('.plan-header .people li', { hasText: '李' }).waitFor()
  expect(await first.locator('.plan-header .people li').count()).toBe(1)
  expect(await colleague.locator('.plan-header .people li').count()).toBe(1)
})

test('[T3] opening a plan writes nothing', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const before = logRows(server, plan)
  const [a] = await Promise.all([open(chair, plan), open(member, plan), open(delegate, plan)])
  await clickEnd(a, '教工书画展')
  await a.getByRole('tab', { name: '检查' }).click()
  await a.reload()
  await a.getByText('已保存').first().waitFor()
  await a.close({ runBeforeUnload: true })
  expect(logRows(server, plan)).toBe(before)
})

test('[P6] a delegate reads the same text and cannot type into it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(delegate, plan)
  await page.getByText('您的身份是代表').waitFor()
  const before = await wordsOf(page)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('不该出现')
  expect(await wordsOf(page)).toEqual(before)
  expect(await page.locator('.tiptap').getAttribute('contenteditable')).toBe('false')
})

test('[T5] undo takes back only one’s own words', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await clickEnd(a, '教工书画展')
  await a.keyboard.type('甲写的')
  await b.locator('.tiptap', { hasText: '甲写的' }).waitFor()
  await clickEnd(b, '会员例会')
  await b.keyboard.type('乙写的')
  await a.locator('.tiptap', { hasText: '乙写的' }).waitFor()
  await a.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(b)).join('').includes('甲写的')).toBe(false)
  expect((await converged(a, b)).join('')).toContain('乙写的')
})

test('[T4] Alt+↑ moves an item with its words, and the numbers follow', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '会员例会')
  // Typing first, because the editor learns of a cursor that was moved by the mouse only after a moment.
  await page.keyboard.type('两次')
  await page.keyboard.press('Alt+ArrowUp')
  await expect
    .poll(async () => {
      const words = await wordsOf(page)
      return words.indexOf('表彰先进教育工作者') - words.indexOf('会员例会两次')
    })
    .toBe(1)
  const number = page.locator('.tiptap > *', { hasText: '会员例会' })
  expect(await number.getAttribute('data-number')).toBe('1、')
})

test('a click on a chip puts the cursor behind its words, not somewhere else', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await page.locator('.chip', { hasText: '≥12人次' }).click()
  await page.locator('.fix-popup').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.fix-popup').waitFor({ state: 'hidden' })
  await page.keyboard.type('：每季度三人')
  await expect.poll(() => wordsOf(page)).toContain('慰问困难教职工不少于12人次，年底前完成。：每季度三人')
})

test('the slash menu finds by pinyin and turns the line into a goal', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '坚持以教职工为本')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/mb')
  await page.getByRole('option', { name: '目标' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('新发展会员20名')
  await page
    .locator('[data-block="goal"]', { hasText: '新发展会员' })
    .getByText('20名', { exact: true })
    .waitFor()
})
