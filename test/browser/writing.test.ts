import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from '../harness/inBrowser.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, wordsOf } from '../harness/browser.ts'

const { server, chair, member, open, contextFor } = await inBrowser()

/** Types lines with Enter between them. */
async function write(page: Page, ...lines: string[]): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press('Enter')
    await page.keyboard.type(line)
  }
}

const itemsOf = (page: Page): Promise<(string | null)[][]> =>
  page
    .locator('.tiptap > [data-block=monthlyItem]')
    .evaluateAll((items) =>
      items.map((item) => [
        item.getAttribute('data-months'),
        item.getAttribute('data-number'),
        item.firstChild?.textContent ?? '',
      ]),
    )

const titlesOf = (page: Page): Promise<string[]> => page.locator('.tiptap > .level-0').allInnerTexts()

test('[T12] a plan without a title gets its name at the header, and the name is a line of the text', async () => {
  const plan = await chair.createPlan('一、工作安排')
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await a.getByRole('button', { name: '未命名的计划' }).click()
  const field = a.getByRole('textbox', { name: '修改计划名称' })
  expect(await violations(a)).toEqual([])
  await field.fill('2027年工会工作计划')
  await field.press('Enter')
  await b.locator('.plan-title', { hasText: '2027年工会工作计划' }).waitFor()
  expect(await wordsOf(b)).toEqual(['2027年工会工作计划', '工作安排'])
  await b.getByRole('button', { name: '2027年工会工作计划' }).click()
  await b.keyboard.type('2028年工会工作计划')
  await b.keyboard.press('Escape')
  expect(await titlesOf(b)).toEqual(['2027年工会工作计划'])
  await b.getByRole('button', { name: '2027年工会工作计划' }).click()
  await b.keyboard.type('2028年计划')
  await b.locator('.tiptap').click()
  await expect.poll(() => titlesOf(a)).toEqual(['2028年计划'])
})

test('[T12] the menus make a line the title, the only one; an emptied title stays one', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  await page.keyboard.type('/bt')
  await page.getByRole('option', { name: '标题（计划名称）' }).click()
  await write(page, '计划', '新的计划')
  expect(await titlesOf(page)).toEqual(['计划'])
  await page.keyboard.press('Alt+Enter')
  await page.getByRole('menuitem', { name: '标题（计划名称）' }).click()
  await expect.poll(() => titlesOf(page)).toEqual(['新的计划'])
  expect(await wordsOf(page)).toEqual(['计划', '新的计划'])
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('tiptap')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Alt+Enter')
  await page.getByRole('menuitem', { name: '标题（计划名称）' }).click()
  await expect.poll(() => titlesOf(page)).toEqual(['计划'])
  await page.keyboard.press('End')
  for (let count = 0; count < 4; count++) await page.keyboard.press('Backspace')
  await page.keyboard.type('总计划')
  expect(await titlesOf(page)).toEqual(['总计划'])
  // A title cut in two leaves one title.
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect.poll(() => titlesOf(page)).toEqual(['总计'])
})

test('[T8] a key pressed before the editor hears where the cursor went acts where the cursor is', async () => {
  const page = await open(chair, await chair.createPlan('2027年计划\n一、总工作'))
  await clickEnd(page, '总工作')
  await page.locator('.tiptap').evaluate((text) => {
    getSelection()?.collapse(text.querySelector('h1'), 0)
    const key = { key: 'Enter', code: 'Enter', keyCode: 13, altKey: true, bubbles: true, cancelable: true }
    text.dispatchEvent(new KeyboardEvent('keydown', key))
  })
  await page.getByRole('menuitem', { name: '正文' }).click()
  await expect.poll(() => titlesOf(page)).toEqual([])
  expect(await wordsOf(page)).toEqual(['2027年计划', '总工作'])
})

test('[P4][T11] typing months as the month panel says makes monthly items, for everyone; one undo gives the words back', async () => {
  const plan = await chair.createPlan('')
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await a.locator('.tiptap').click()
  await write(a, '一、工作安排', '三月份：', '庆祝三八妇女节', '植树', '四月：', '1、教工春游', '')
  await b.locator('.month-heading', { hasText: '四月：' }).waitFor()
  expect(await b.locator('.month-heading').allInnerTexts()).toEqual(['三月份：', '四月：'])
  const items = [
    ['3', '1.', '庆祝三八妇女节'],
    ['3', '2.', '植树'],
    ['4', '1、', '教工春游'],
  ]
  await expect.poll(async () => (await itemsOf(b)).slice(0, 3)).toEqual(items)
  // Enter on the empty item ends the list.
  await write(a, '', '五月', '九月份：迎新', '')
  await expect.poll(() => wordsOf(b)).toContain('五月')
  await expect
    .poll(async () => (await itemsOf(b)).map(([months]) => months))
    .toEqual(['3', '3', '4', '9', '9'])
  expect(await b.locator('.month-heading').allInnerTexts()).toEqual(['三月份：', '四月：', '九月份：'])
  await a.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(b)).at(-1)).toBe('九月份：迎新')
})

test('[T11] 3、4月份： are two months, and no third line of a list', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  // Enter on the empty item ends the list.
  await write(page, '3、4月份：', '春游', '', '3、五月份：', '运动会')
  await expect
    .poll(async () => (await itemsOf(page)).map(([months, , words]) => [months, words]))
    .toEqual([
      ['3,4', '春游'],
      ['5', '运动会'],
    ])
  expect(await page.locator('.month-heading').allInnerTexts()).toEqual(['3、4月份：', '3、五月份：'])
})

test('[T2][T11] 七、八月份： are two months, though 七、 alone begins a heading; a number that is not due stays as typed', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  await write(
    page,
    '一、目标',
    '二、安排',
    '七、八月份：',
    '防暑',
    '九、十月份：',
    '秋游',
    '',
    '三、九月份要求',
  )
  await expect
    .poll(async () => (await itemsOf(page)).map(([months, , words]) => [months, words]))
    .toEqual([
      ['7,8', '防暑'],
      ['9,10', '秋游'],
    ])
  expect(await page.locator('.month-heading').allInnerTexts()).toEqual(['七、八月份：', '九、十月份：'])
  const headings = page.locator('.tiptap > h2')
  expect(await headings.allInnerTexts()).toEqual(['目标', '安排', '九月份要求'])
  await write(page, '', '五、保障')
  await page.locator('.tiptap > h2[data-number="五、"]', { hasText: '保障' }).waitFor()
})

test('[T11] a month without an item gives its heading back as words', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  await write(page, '三月份：', '五月：', '', '')
  expect(await wordsOf(page)).toEqual(['三月份：', '五月：', ''])
  expect(await itemsOf(page)).toEqual([])
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Backspace')
  expect(await wordsOf(page)).toEqual(['三月份：', '五月：'])
})

test('[P4] a month begun by one while the other types in the lines beside it loses nobody’s letters', async () => {
  const plan = await chair.createPlan('前面\n后面')
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await clickEnd(a, '前面')
  await clickEnd(b, '后面')
  await b.keyboard.type('有')
  await a.keyboard.press('Enter')
  await Promise.all([
    write(a, '三月份：', '庆祝三八妇女节', '植树'),
    b.keyboard.type('abcdefghijklmnopqrst', { delay: 15 }),
  ])
  const words = ['前面', '庆祝三八妇女节', '植树', '后面有abcdefghijklmnopqrst']
  await expect.poll(() => wordsOf(a)).toEqual(words)
  await expect.poll(() => wordsOf(b)).toEqual(words)
})

test('Enter behind a goal begins the next one, on an empty goal it ends the list', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  await page.keyboard.type('/mb')
  await page.getByRole('option', { name: '目标' }).click()
  await write(page, '走访企业20家', '1、新发展会员30名', '', '正文')
  expect(await page.locator('.tiptap > [data-block=goal]').count()).toBe(2)
  expect(await wordsOf(page)).toEqual(['走访企业20家', '新发展会员30名', '正文'])
})

test('a new plan opens with the cursor under its title; a click in the white below writes at the end', async () => {
  const context = await contextFor(chair)
  const page = await context.newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: '新建计划' }).click()
  await page.getByText('空白').first().click()
  await page.locator('.tiptap').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.classList.contains('tiptap')))
    .toBe(true)
  const hint = (): Promise<string> =>
    page
      .locator('.tiptap > p')
      .first()
      .evaluate((line) => getComputedStyle(line, '::before').content)
  await expect.poll(hint).toContain('从这里开始写')
  await page.keyboard.type('第一句')
  await expect.poll(async () => (await wordsOf(page)).at(-1)).toBe('第一句')
  expect(await titlesOf(page)).toHaveLength(1)

  const titled = await chair.createPlan('青杨路小学工会2026年工作计划')
  const other = await open(chair, titled)
  const below = async (): Promise<void> => {
    const { x, y, height } = (await other.locator('.tiptap').boundingBox()) ?? { x: 0, y: 0, height: 0 }
    await other.mouse.click(x + 80, y + height + 20)
  }
  // What is typed before the next frame is drawn is not lost.
  await other.evaluate(() => Object.assign(window, { requestAnimationFrame: () => 0 }))
  await below()
  await other.keyboard.type('写在下面')
  await below()
  await other.keyboard.type('，接着写')
  await expect.poll(() => wordsOf(other)).toEqual(['青杨路小学工会2026年工作计划', '写在下面，接着写'])
  await expect.poll(() => titlesOf(other)).toEqual(['青杨路小学工会2026年工作计划'])
})

test('opening plan after plan, with links typed in them, leaves no warning', async () => {
  const page = await open(chair, await chair.createPlan('一段'))
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  for (let count = 0; count < 2; count++) {
    await clickEnd(page, '一段')
    await page.keyboard.type(' https://example.org ')
    await page.locator('.tiptap a').first().waitFor()
    await page.getByRole('button', { name: '返回首页' }).click()
    await page.locator('.tiptap').waitFor({ state: 'detached' })
    await page.goBack()
    await page.locator('.tiptap').waitFor()
  }
  expect(warnings).toEqual([])
})

test('[T11] the next section’s number ends a month, and a number typed at an item is the item’s own', async () => {
  const page = await open(chair, await chair.createPlan(''))
  await page.locator('.tiptap').click()
  await write(
    page,
    '一、工作安排',
    '四月：',
    '1. 教工春游',
    '- 体检',
    '五月：',
    '二、工作目标',
    '新发展会员20名',
  )
  const headings = page.locator('.tiptap h2')
  await expect.poll(() => headings.allInnerTexts()).toEqual(['工作安排', '工作目标'])
  expect((await itemsOf(page)).map(([months, , words]) => [months, words])).toEqual([
    ['4', '教工春游'],
    ['4', '- 体检'],
  ])
  // The month that was begun without an item keeps its words.
  expect(await wordsOf(page)).toContain('五月：')
  expect(await page.locator('.tiptap ol, .tiptap ul').count()).toBe(0)
})

test('[T12] deleting all words leaves an empty title to write a new one in', async () => {
  const page = await open(chair, await chair.createPlan('2026年工会工作计划\n一、工作目标\n走访企业20家'))
  await clickEnd(page, '走访企业')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.type('2027年工会工作计划')
  await expect.poll(() => titlesOf(page)).toEqual(['2027年工会工作计划'])
})
