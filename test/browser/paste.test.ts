import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, openPlanPage, wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import type { Person } from '../harness/relayProcess.ts'

const { chair, member, contextFor } = await inBrowser()

async function open(person: Person, plan: string): Promise<Page> {
  const context = await contextFor(person)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  return openPlanPage(context, person, plan)
}

/** Pastes with the real keys and clipboard. */
async function paste(page: Page, text: string, keys = 'Control+v', html?: string): Promise<void> {
  await page.evaluate(
    async ([plain = '', markup]) => {
      const types: Record<string, Blob> = { 'text/plain': new Blob([plain], { type: 'text/plain' }) }
      if (markup !== undefined) types['text/html'] = new Blob([markup], { type: 'text/html' })
      await navigator.clipboard.write([new ClipboardItem(types)])
    },
    [text, html],
  )
  await page.keyboard.press(keys)
}

const idsOf = (page: Page): Promise<string[]> =>
  page
    .locator('.tiptap > [data-id]')
    .evaluateAll((blocks) => blocks.map((block) => block.getAttribute('data-id') ?? ''))

const MEASURES =
  '五、组织保障\n（一）加强领导\n成立由主席任组长的工作小组。\n（二）目标\n1、新发展会员20名。\n2、会员满意率达95%。'

test('[T10] a plan pasted into the text is read, seen by the other, and one step takes it back', async () => {
  const plan = await chair.createPlan('')
  const [a, b] = await Promise.all([open(chair, plan), open(member, plan)])
  await a.locator('.tiptap').click()
  await paste(a, SCHOOL_YEAR)
  await a.getByText(/识别到 7 节、\d+ 个目标、\d+ 项月程/).waitFor()
  await b.locator('.month-heading', { hasText: '三月份' }).waitFor()
  await b.locator('[data-block=goal]', { hasText: '慰问困难教职工' }).waitFor()
  expect(await b.locator('h1').first().innerText()).toBe('青杨路小学工会2026年工作计划')
  const words = (await wordsOf(b)).join('\n')
  for (const line of SCHOOL_YEAR.split('\n').map((one) => one.replace(/^[\d一二三四]+、/u, '').trim()))
    if (!/月份：$|月下旬：$/u.test(line)) expect(words).toContain(line.replace(/^（[一二三]）/u, ''))
  await a.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(b)).join('')).toBe('')
})

test('[T10] a part pasted between two lines stands there; the note takes back it alone', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '由体育组牵头')
  await page.keyboard.type('先写')
  await paste(page, MEASURES)
  await page.locator('h2[data-number="五、"]', { hasText: '组织保障' }).waitFor()
  await page.locator('[data-block=goal]', { hasText: '新发展会员20名' }).waitFor()
  const words = await wordsOf(page)
  const at = words.findIndex((line) => line.includes('由体育组牵头。先写'))
  expect(words.slice(at + 1, at + 3)).toEqual(['组织保障', '加强领导'])
  expect(words[at + 7]).toContain('月程安排')
  const note = page.locator('.plan-imported')
  expect(await page.locator('.plan-main').evaluate((main) => main.scrollTop)).toBeGreaterThan(100)
  expect((await note.boundingBox())?.y).toBeGreaterThan(0)
  await note.getByRole('button', { name: '撤销' }).click()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.classList.contains('tiptap')))
    .toBe(true)
  await expect.poll(async () => (await wordsOf(page)).some((line) => line.includes('组织保障'))).toBe(false)
  expect((await wordsOf(page)).join('')).toContain('先写')
})

test('a few words are pasted into the line; Ctrl+Shift+V pastes a plan as plain lines', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('：')
  await paste(page, '庆国庆')
  await expect.poll(() => wordsOf(page)).toContain('教工书画展：庆国庆')
  const goals = await page.locator('[data-block=goal]').count()
  await clickEnd(page, '由生活委员王某负责')
  await page.keyboard.press('Enter')
  await paste(page, MEASURES, 'Control+Shift+v')
  await expect.poll(() => wordsOf(page)).toContain('（一）加强领导')
  expect(await page.locator('[data-block=goal]').count()).toBe(goals)
  expect(await page.locator('.plan-imported').count()).toBe(0)
})

test('[T4] blocks copied from the text and pasted again get ids of their own', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await clickEnd(page, '实现安全生产零事故')
  await page.keyboard.type('。')
  for (let count = 0; count < 3; count++) await page.keyboard.press('Shift+ArrowUp')
  // The editor has heard of the selection once it offers its tools.
  await page.getByRole('button', { name: '加粗' }).waitFor()
  await page.keyboard.press('Control+c')
  await clickEnd(page, '年终总结评优')
  await page.keyboard.type('！')
  await page.keyboard.press('Control+v')
  await expect
    .poll(async () => (await wordsOf(page)).filter((line) => line.includes('教代会提案')).length)
    .toBe(2)
  const ids = await idsOf(page)
  expect(new Set(ids).size).toBe(ids.length)
})

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><p class=MsoNormal><b>一、工作目标<o:p></o:p></b></p>
<p class=MsoNormal><span style='mso-list:Ignore'>1、<span>&nbsp;</span></span>新发展会员20名，走访
困难职工家庭。</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>月份</p></td><td><p class=MsoNormal>工作</p></td></tr>
<tr><td><p class=MsoNormal>三月</p></td><td><p class=MsoNormal>庆祝三八妇女节</p></td></tr></table>
<p class=MsoNormal>二、工作安排</p><p class=MsoNormal>三月份：</p>
<table><tr><td>只有</td><td>表</td></tr></table>
<p class=MsoNormal>四月份：</p><p class=MsoNormal>教工春游</p><!--EndFragment--></body></html>`

test('[T10] from Word the words around tables are read, and the tables stand between them', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  await paste(page, '一、工作目标\n二、工作安排', 'Control+v', WORD)
  await page.getByText(/识别到 2 节、1 个目标、2 项月程/).waitFor()
  const found = page.locator('.months-item', { hasText: '庆祝三八妇女节' })
  await expect.poll(() => found.locator('.panel-chip').allInnerTexts()).toEqual(['表格中'])
  expect(await wordsOf(page)).toEqual([
    '工作目标',
    '新发展会员20名，走访困难职工家庭。',
    '月份工作三月庆祝三八妇女节',
    '工作安排',
    '三月份：',
    '只有表',
    '教工春游',
  ])
  expect(await page.locator('.tiptap > h2').count()).toBe(2)
  expect(await page.locator('.tiptap table').first().locator('th, td').count()).toBe(4)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await wordsOf(page)).join('')).toBe('')
})

const FROM_THE_WEB =
  '云河小学工会2026年工作计划\n来源：某某范文网\n一、工作目标\n1、新发展会员20名。\n二、月程安排\n四月下旬：\n点击下载\n1、教工春游\n2、读书会\n上一篇：教研组计划\n下载后可直接编辑'

test('[T1] lines that a web page added stay where a plan is pasted, and go in one step when one says so', async () => {
  const plan = await chair.createPlan('')
  const [page, other] = await Promise.all([open(chair, plan), open(member, plan)])
  await page.locator('.tiptap').click()
  await paste(page, FROM_THE_WEB)
  const note = page.locator('.plan-imported')
  const remove = note.getByRole('button', { name: '去掉像是网页带来的 4 处' })
  await remove.waitFor()
  await expect.poll(() => wordsOf(other)).toContain('点击下载')
  await note.getByText('看看是哪些').click()
  expect(await note.getByRole('listitem').allInnerTexts()).toEqual([
    '来源：某某范文网',
    '点击下载',
    '上一篇：教研组计划',
    '下载后可直接编辑',
  ])
  expect(await violations(page)).toEqual([])
  // What a colleague wrote into such a line is nobody's to remove.
  await clickEnd(other, '上一篇：教研组计划')
  await other.keyboard.type('（已看）')
  await expect.poll(() => wordsOf(page)).toContain('上一篇：教研组计划（已看）')
  await remove.click()
  await page.getByText('已去掉 3 处').waitFor()
  await expect
    .poll(() => wordsOf(other))
    .toEqual([
      '云河小学工会2026年工作计划',
      '工作目标',
      '新发展会员20名。',
      '月程安排',
      '教工春游',
      '读书会',
      '上一篇：教研组计划（已看）',
    ])
  expect(await other.locator('.month-heading').allInnerTexts()).toEqual(['四月下旬：'])
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.classList.contains('tiptap')))
    .toBe(true)
  await note.getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => wordsOf(other)).toContain('点击下载')
  await expect.poll(() => wordsOf(page)).toContain('来源：某某范文网')
  await note.waitFor({ state: 'detached' })
})

test('[T1] and where a web page gives HTML', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  const html =
    '<h1>工会2026年工作计划</h1><p>来源：某某范文网</p><h2>一、月程安排</h2><p>三月份：</p><p>点击下载</p><ol><li>春游</li><li>读书会</li></ol><p>上一篇：教研组计划</p>'
  await paste(page, '工会2026年工作计划', 'Control+v', html)
  const note = page.locator('.plan-imported')
  await note.getByRole('button', { name: '去掉像是网页带来的 3 处' }).click()
  await page.getByText('已去掉 3 处').waitFor()
  await expect.poll(() => wordsOf(page)).toEqual(['工会2026年工作计划', '月程安排', '春游', '读书会'])
  expect(await page.locator('.month-heading').allInnerTexts()).toEqual(['三月份：'])
})

test('in a table a pasted plan stays words of the cell', async () => {
  const plan = await chair.createPlan('')
  const page = await open(chair, plan)
  await page.locator('.tiptap').click()
  await page.keyboard.type('/bg')
  await page.getByRole('option', { name: '表格' }).waitFor()
  await page.keyboard.press('Enter')
  await paste(page, MEASURES)
  await page.locator('th', { hasText: '新发展会员20名' }).waitFor()
  expect(await page.locator('[data-block=goal]').count()).toBe(0)
})

test('[T10] what is too long to paste is refused in a sentence, and the text stands', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  const before = await wordsOf(page)
  await clickEnd(page, '教工书画展')
  await paste(page, '一、很长的计划\n'.repeat(50_000))
  await page.getByText('一次贴不进来').waitFor()
  expect(await wordsOf(page)).toEqual(before)
})
