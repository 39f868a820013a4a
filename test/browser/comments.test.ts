import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from '../harness/inBrowser.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, openKept, wordsOf } from '../harness/browser.ts'

const { chair, member, delegate, open, contextFor } = await inBrowser()

/** Drags over these words with the mouse. */
async function select(page: Page, words: string): Promise<void> {
  const block = page.locator('.tiptap > *', { hasText: words }).first()
  await block.scrollIntoViewIfNeeded()
  const box = await block.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const { left, right, top, height } = range.getBoundingClientRect()
      return { left, right, middle: top + height / 2 }
    }
    return null
  }, words)
  if (box === null) throw new Error(`not in one text: ${words}`)
  await page.mouse.move(box.left + 1, box.middle)
  await page.mouse.down()
  await page.mouse.move(box.right - 1, box.middle, { steps: 6 })
  await page.mouse.up()
}

/** Presses keys no faster than the page draws: the editor reads the selection from the browser between them. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
  }
}

const panel = (page: Page): Locator => page.locator('.plan-panel')
const threads = (page: Page): Locator => panel(page).locator('.thread')
const openPanel = (page: Page): Promise<void> => page.getByRole('tab', { name: '评论' }).click()

/** Comments on these words, by the toolbar of the selection. */
async function comment(page: Page, words: string, text: string): Promise<void> {
  await select(page, words)
  await page.locator('.comment-button').click()
  await panel(page).getByLabel('您的意见').fill(text)
  await panel(page).getByRole('button', { name: '发表', exact: true }).click()
}

test('[P6] a delegate comments on a selection and on a section; a member replies and resolves', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [mine, theirs] = [await open(delegate, plan), await open(member, plan)]
  const before = await wordsOf(theirs)
  await comment(mine, '教工书画展', '建议放在五一前')
  await panel(mine).getByLabel('选择一节').selectOption({ index: 1 })
  await panel(mine).getByRole('button', { name: '评论本节' }).click()
  await panel(mine).getByLabel('您的意见').fill('请列出经费')
  await panel(mine).getByLabel('您的意见').press('Control+Enter')
  await expect.poll(() => threads(mine).count()).toBe(2)

  await openPanel(theirs)
  const card = threads(theirs).filter({ hasText: '建议放在五一前' })
  await card.getByText('王代表').waitFor()
  await card.getByRole('button', { name: '到正文：教工书画展' }).waitFor()
  await threads(theirs).filter({ hasText: '请列出经费' }).getByText('本节：').waitFor()
  expect(await theirs.locator('.comment-mark').innerText()).toBe('教工书画展')
  expect(await theirs.locator('.comment-count').getAttribute('aria-label')).toBe('本节有 1 条评论')
  await card.locator('summary', { hasText: '回复' }).click()
  await card.getByRole('textbox', { name: '回复' }).fill('好，改到四月')
  await card.getByRole('button', { name: '发表回复' }).click()
  await threads(mine).getByText('好，改到四月').waitFor()
  await card.getByRole('button', { name: '解决' }).click()
  await expect.poll(() => threads(mine).filter({ hasText: '建议放在五一前' }).count()).toBe(0)
  await panel(mine).getByRole('button', { name: '全部 2' }).click()
  await threads(mine).filter({ hasText: '已解决' }).getByText('李老师').waitFor()
  expect(await theirs.locator('.comment-mark').count()).toBe(0)
  expect(await wordsOf(theirs)).toEqual(before)
})

test('a click on highlighted words opens their thread, also on a phone', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(member, plan)
  await comment(page, '会员例会', '改成每季度')
  await page.getByRole('tab', { name: '月历' }).click()
  await page.locator('.comment-mark').click()
  await page.locator('.thread[data-active="true"]', { hasText: '改成每季度' }).waitFor()

  const phone = await open(delegate, plan, 390)
  await phone.locator('.comment-mark').first().click()
  await phone.locator('.thread[data-active="true"]', { hasText: '改成每季度' }).waitFor()
})

test('[J6][L5] a comment made offline survives a reload and arrives once, under its author', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await openKept(await contextFor(delegate, { kept: true }), delegate, plan)
  await openPanel(page)
  await page.context().setOffline(true)
  await comment(page, '教工书画展', '断网时写的')
  await threads(page).getByText('待同步').waitFor()
  await page.reload()
  await page.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
  await openPanel(page)
  await threads(page).filter({ hasText: '断网时写的' }).getByText('待同步').waitFor()
  await page.context().setOffline(false)
  const theirs = await open(member, plan)
  await openPanel(theirs)
  await threads(theirs).filter({ hasText: '断网时写的' }).getByText('王代表').waitFor()
  await expect.poll(() => threads(page).getByText('待同步').count()).toBe(0)
  await page.reload()
  await openPanel(page)
  await threads(page).filter({ hasText: '断网时写的' }).waitFor()
  expect(await threads(page).count()).toBe(1)
  expect(await threads(theirs).count()).toBe(1)
  const events = (await (await member.request('GET', `/plans/${plan}/events`)).json()) as unknown[]
  expect(events).toHaveLength(1)
})

test('[J7] a comment follows its words through a move and a split; deleted words leave 原文已删除 with the quote', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(member, plan)
  await comment(page, '会员例会', '改成每季度')
  const marked = page.locator('.comment-mark')
  await clickEnd(page, '会员例会')
  await press(page, 'End', 'Alt+ArrowUp')
  await expect
    .poll(async () => {
      const words = await wordsOf(page)
      return words.indexOf('会员例会') < words.indexOf('表彰先进教育工作者')
    })
    .toBe(true)
  await expect.poll(async () => (await marked.allInnerTexts()).join('')).toBe('会员例会')
  await press(page, 'Home', 'ArrowRight', 'ArrowRight', 'Enter')
  await expect.poll(() => marked.allInnerTexts()).toEqual(['会员', '例会'])
  await press(page, 'Control+z')
  await expect.poll(async () => (await marked.allInnerTexts()).join('')).toBe('会员例会')
  await clickEnd(page, '会员例会')
  await press(page, 'End', 'Backspace', 'Backspace', 'Backspace', 'Backspace')
  await panel(page).getByRole('heading', { name: '原文已删除' }).waitFor()
  expect(await threads(page).locator('blockquote').innerText()).toBe('会员例会')
  expect(await marked.count()).toBe(0)
})

test('[T6] Ctrl+Enter that belongs to the input method does not send; what is half written is kept', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(delegate, plan)
  await select(page, '教工书画展')
  await page.locator('.comment-button').click()
  const box = panel(page).getByLabel('您的意见')
  await box.fill('请加上')
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: 'ren', selectionStart: 3, selectionEnd: 3 })
  await box.evaluate((element) => {
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }),
    )
  })
  await cdp.send('Input.insertText', { text: '人数' })
  expect(await box.inputValue()).toBe('请加上人数')
  expect(await threads(page).count()).toBe(0)
  await page.reload()
  await openPanel(page)
  await expect.poll(() => panel(page).getByLabel('您的意见').inputValue()).toBe('请加上人数')
  await panel(page).getByLabel('您的意见').press('Control+Enter')
  await expect.poll(() => threads(page).count()).toBe(1)
})

test('one’s own comment can be deleted, for everyone; what the server refuses comes back with the reason', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [mine, theirs] = [await open(delegate, plan), await open(member, plan)]
  await openPanel(theirs)
  await comment(mine, '教工书画展', '说错了')
  await threads(theirs).getByText('说错了').waitFor()
  expect(await threads(theirs).getByRole('button', { name: '删除' }).count()).toBe(0)
  await threads(mine).getByRole('button', { name: '删除' }).click()
  expect(await violations(mine)).toEqual([])
  await mine.getByRole('alertdialog').getByRole('button', { name: '删除' }).click()
  await expect.poll(() => threads(theirs).count()).toBe(0)

  await mine.context().setOffline(true)
  await comment(mine, '教工书画展', '太晚的意见')
  await threads(mine).getByText('待同步').waitFor()
  const demoted = await chair.request('PATCH', `/members/${delegate.me.user.id}`, { role: 'reader' })
  expect(demoted.status).toBe(200)
  await mine.context().setOffline(false)
  const refused = panel(mine).locator('.comments-refused')
  await refused.getByText('您的身份不能做这件事').waitFor()
  await refused.getByText('太晚的意见').waitFor()
  await chair.request('PATCH', `/members/${delegate.me.user.id}`, { role: 'delegate' })
  await refused.getByRole('button', { name: '重试' }).click()
  await threads(theirs).getByText('太晚的意见').waitFor()
})

const isFocused = (box: Locator): Promise<boolean> =>
  box.evaluate((element) => element === document.activeElement)

test('the focus goes into the box of 回复 and back, and to the next thread after 解决', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await open(chair, plan)
  await comment(page, '百分之九十', '偏高')
  await comment(page, '教工书画展', '改到九月')
  await expect.poll(() => threads(page).count()).toBe(2)
  const card = threads(page).filter({ hasText: '偏高' })
  await card.getByText('回复', { exact: true }).first().click()
  await expect.poll(() => isFocused(card.getByRole('textbox'))).toBe(true)
  await page.keyboard.type('同意')
  await page.keyboard.press('Control+Enter')
  await card.getByText('同意').waitFor()
  await expect.poll(() => isFocused(card.locator('summary'))).toBe(true)
  await card.getByRole('button', { name: '解决' }).click()
  await expect.poll(() => threads(page).count()).toBe(1)
  await expect.poll(() => isFocused(threads(page).locator('.thread-quote'))).toBe(true)
  await threads(page).getByRole('button', { name: '解决' }).click()
  // The one that was written last is the active one; it stays in the list.
  await expect.poll(() => isFocused(threads(page).getByRole('button', { name: '重新打开' }))).toBe(true)
})
