import { expect, test } from 'vitest'
import { wordsOf } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { pasteRaw } from '../harness/pasting.ts'

const { chair, open } = await inBrowser()

const TABLE = `<html><body><p class=MsoNormal><b>一、工作目标</b></p>
<p class=MsoNormal><span style='mso-list:Ignore'>1、</span>新发展<b>会员20名</b>，见<a href="https://example.org/a"><u>办法</u></a>。</p>
<p class=MsoNormal><b style="font-weight:normal">二、月程安排</b></p>
<table><tr><td><p><b>月份</b></p></td><td><p><b>工作</b></p></td></tr>
<tr><td>三月</td><td><p>庆祝<strong>妇女节</strong>，<span style="font-style:italic">全体
女教工</span></p><p>名单在<a href="https://example.org/b">这里</a>，不在<a href="javascript:alert(1)">那里</a></p></td></tr></table>
<ul><li>做好<span style="text-decoration: line-through">旧</span><u>新</u>台账</li><li>整理</li></ul></body></html>`

/** The words that are set apart, with the element that does it. */
const looksOf = (page: Awaited<ReturnType<typeof open>>): Promise<string[]> =>
  page
    .locator('.tiptap')
    .evaluate((root) =>
      [...root.querySelectorAll('strong, em, u, s, a')].map(
        (one) =>
          `${one.closest('td, th') === null ? '' : 'cell '}${one.getAttribute('href') ?? one.tagName.toLowerCase()} ${one.textContent}`,
      ),
    )

test('[T13][T7] bold, italic and links stay in a pasted plan, in its tables and lists too; a heading is bold by its level', async () => {
  const page = await open(chair, await chair.createPlan(''))
  await page.locator('.tiptap').click()
  await pasteRaw(page, TABLE)
  await page.locator('.tiptap td', { hasText: '妇女节' }).waitFor()
  expect(await looksOf(page)).toEqual([
    'strong 会员20名',
    'https://example.org/a 办法',
    'cell strong 妇女节',
    'cell em 全体女教工',
    'cell https://example.org/b 这里',
    's 旧',
    'u 新',
  ])
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  const words = await wordsOf(page)
  await page.reload()
  await page.locator('.tiptap td strong').waitFor()
  expect(await wordsOf(page)).toEqual(words)
})

test('the signs of a pasted list stand on the sheet, also of a phone, and its lines as close as others', async () => {
  const page = await open(chair, await chair.createPlan(''), 390)
  await page.locator('.tiptap').click()
  await pasteRaw(page, '<h2>一、措施</h2><p>开展读书活动。</p><ul><li>甲组</li><li>乙组</li></ul>')
  await page.locator('.tiptap li').first().waitFor()
  const { inset, lines } = await page.locator('.tiptap').evaluate((root) => {
    const box = (selector: string): DOMRect | undefined =>
      root.querySelector(selector)?.getBoundingClientRect()
    return {
      inset: (box('li')?.left ?? 0) - root.getBoundingClientRect().left,
      lines: (box('ul')?.height ?? Infinity) / (box('p')?.height ?? 1),
    }
  })
  expect(inset).toBeGreaterThan(24)
  expect(lines).toBeLessThan(2.3)
})

test('[T13] and where the plain text beside the HTML is read', async () => {
  const page = await open(chair, await chair.createPlan(''))
  await page.locator('.tiptap').click()
  await pasteRaw(
    page,
    '<p>一、工作<b>目标</b></p><p>新发展&nbsp; <b>会员</b>20名。</p><p>详见<a href="https://example.org/">网页</a></p>',
    '一、工作目标\r\n新发展 会员20名。\r\n详见网页',
  )
  await page.locator('.tiptap strong', { hasText: '会员' }).waitFor()
  expect(await looksOf(page)).toEqual(['strong 目标', 'strong 会员', 'https://example.org/ 网页'])
})
