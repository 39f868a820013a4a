import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, openKept, openPlanPage, wordsOf } from '../harness/browser.ts'
import { gongni } from '../harness/command.ts'
import { openHouse, textFor } from '../harness/house.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { chipSays, exported, leave, reload } from '../harness/offline.ts'
import type { Person } from '../harness/relayProcess.ts'

const { server, chair, member, contextFor } = await inBrowser({ kept: true })

/** The browser's cookie becomes this person's. */
async function signInAs(context: BrowserContext, person: Person): Promise<void> {
  await context.clearCookies()
  const [name = '', value = ''] = person.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Lax' }])
}

/** Counts the frames that refuse, so that a loop shows. */
const refusals = async (page: Page): Promise<() => number> => {
  let count = 0
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  cdp.on('Network.webSocketFrameReceived', ({ response }) => {
    if (response.opcode === 2 && Buffer.from(response.payloadData, 'base64')[0] === 101) count += 1
  })
  return () => count
}

test('[L3] demoted while offline: the work is shown aside, nothing loops, and with the role back it is carried over', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const role = async (person: Person, to: string): Promise<void> => {
    const answer = await chair.request('PATCH', `/members/${person.me.user.id}`, { role: to })
    expect(answer.status).toBe(200)
  }
  const person = await chair.bring('member', '陈老师')
  const context = await contextFor(person)
  const page = await openPlanPage(context, person, plan)
  const refused = await refusals(page)
  await context.setOffline(true)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（没赶上）')
  await chipSays(page, /^离线·待同步 1 处$/)
  await role(person, 'delegate')
  await context.setOffline(false)
  await page.getByRole('button', { name: '未能提交的修改 1' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('教工书画展（没赶上）').waitFor()
  expect(await dialog.getByRole('button', { name: '采用我的' }).count()).toBe(0)
  expect(await page.locator('.tiptap').getAttribute('contenteditable')).toBe('false')
  // Each key typed into the dead network was a frame of its own; they were refused at most once each.
  const count = refused()
  expect(count).toBeLessThanOrEqual('（没赶上）'.length)

  await role(person, 'member')
  await dialog.getByRole('button', { name: '采用我的' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await chipSays(page, /^已保存$/)
  await clickEnd(page, '教工书画展（没赶上）')
  await page.keyboard.type('又能写了')
  await chipSays(page, /^已保存$/)
  expect(await textFor(chair, plan)).toContain('教工书画展（没赶上）又能写了')
  expect(refused()).toBe(count)
})

test('[L3] frozen while offline: the work is set aside, also across a restart, and can be dropped', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openPlanPage(context, member, plan)
  await context.setOffline(true)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（没赶上）')
  await chipSays(page, /^离线·待同步 1 处$/)
  const db = server.database()
  db.prepare('UPDATE plans SET stage = ? WHERE id = ?').run('ballot', plan)
  db.close()
  await context.setOffline(false)
  await page.getByRole('button', { name: '未能提交的修改 1' }).waitFor()
  expect((await wordsOf(page)).join('\n')).not.toContain('没赶上')
  await chipSays(page, /^已保存$/)
  await page.reload()
  await page.getByRole('button', { name: '未能提交的修改 1' }).click()
  await page.getByRole('dialog').getByText('定稿待表决').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '未能提交的修改 1', includeHidden: true }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '丢弃' }).click()
  await expect.poll(() => page.getByRole('button', { name: '未能提交的修改 1' }).count()).toBe(0)
  expect(await textFor(chair, plan)).not.toContain('没赶上')
})

test('[L2] two people on one computer: the second sees that there is unsynced work, and sends none of it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  // A fresh page has no socket in whose buffer the words could wait for the network.
  await reload(page)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（李老师的草稿）')
  await chipSays(page, /^离线·待同步 1 处$/)
  await page.close()
  await signInAs(context, chair)
  await context.setOffline(false)
  const second = await openPlanPage(context, chair, plan)
  expect((await wordsOf(second)).join('\n')).not.toContain('李老师的草稿')
  await second.getByText('李老师在这台设备上还有未同步的修改').waitFor()
  expect(await exported(second)).toContain('教工书画展（李老师的草稿）')
  expect(await textFor(chair, plan)).not.toContain('李老师的草稿')
})

test('[L2] a page left open when another person signs in says whose work it keeps, and sends none of it', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  await reload(page)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（李老师没发的）')
  await chipSays(page, /^离线·待同步 1 处$/)
  await signInAs(context, chair)
  await context.setOffline(false)
  await page.getByRole('alert').filter({ hasText: '李老师现在没有在这个浏览器登录' }).waitFor()
  await chipSays(page, /^未能同步·1 处在本机$/)
  expect(await textFor(chair, plan)).not.toContain('李老师没发的')
  await signInAs(context, member)
  await chipSays(page, /^已保存$/)
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(await textFor(chair, plan)).toContain('李老师没发的')
})

const item = (page: Page, words: string): Locator => page.locator('.block-monthlyItem', { hasText: words })

test('[T4][L7][R9] words and a correction made offline in an item that a colleague moved to another month meanwhile are offered back and put there, and go to no other item', async () => {
  const plan = await chair.createPlan(
    '2026年工作计划\n一、月程安排\n三月份：\n1、每周检查食堂\n2、春游\n五月份：\n1、体检',
  )
  const context = await contextFor(member, { width: 390, height: 844 })
  const page = await openKept(context, member, plan)
  const colleague = await openPlanPage(await contextFor(chair), chair, plan)
  await context.setOffline(true)
  await page.locator('.chip', { hasText: '每周' }).click()
  await page.locator('.fix-popup').getByLabel('频率').selectOption('month')
  await page.locator('.fix-popup').getByRole('button', { name: '保存' }).click()
  await page.locator('.chip', { hasText: '每月' }).waitFor()
  await clickEnd(page, '每周检查食堂')
  await page.keyboard.type('和宿舍')
  await colleague.getByRole('button', { name: /^改到… .*检查食堂/ }).click()
  await colleague.getByRole('radio', { name: '5月', exact: true }).check({ force: true })
  await colleague.keyboard.press('Enter')
  await item(colleague, '检查食堂').locator('.chip', { hasText: '5月' }).waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: '找回文字 1' }).click()
  expect((await wordsOf(page)).slice(2)).toEqual(['春游', '体检', '每周检查食堂'])
  const dialog = page.getByRole('dialog', { name: '找回文字' })
  await dialog.getByText('每周检查食堂和宿舍 （还更正了识别的内容）').waitFor()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: '采用我的' }).click()
  for (const one of [page, colleague])
    for (const chip of ['5月', '每月'])
      await item(one, '检查食堂和宿舍').locator('.chip', { hasText: chip }).waitFor()
  expect(await textFor(chair, plan)).toMatch(
    /<monthlyitem id="[^"]+" monthHeading="三月份：\n" months="3">春游/,
  )
})

test('[L7] what one wrote offline in a block that a colleague deleted is offered back, and put back', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const [context, other] = [await contextFor(member), await contextFor(chair)]
  const [page, theirs] = [await openKept(context, member, plan), await openPlanPage(other, chair, plan)]
  await context.setOffline(true)
  await reload(page)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('，请美术组布展')
  await chipSays(page, /^离线·待同步 1 处$/)
  await clickEnd(theirs, '教工书画展')
  await theirs.keyboard.press('Alt+Enter')
  await theirs.getByRole('menuitem', { name: '删除' }).click()
  await theirs.getByText('已保存').first().waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: '找回文字 1' }).click()
  const dialog = page.getByRole('dialog', { name: '找回文字' })
  await dialog.getByText('教工书画展，请美术组布展').waitFor()
  await dialog.getByText('（原文已不在）').waitFor()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: '采用我的' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await theirs.locator('.tiptap > [data-months="10"]', { hasText: '教工书画展，请美术组布展' }).waitFor()
  expect(await wordsOf(page)).toEqual(await wordsOf(theirs))
})

test('[P3][L2] a person removed while offline finds what was not sent, and can take it away', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const leaving = await chair.bring('member', '沈老师')
  const context = await contextFor(leaving)
  const page = await openKept(context, leaving, plan)
  await context.setOffline(true)
  // A fresh page has no socket in whose buffer the words could wait for the network.
  await reload(page)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（沈老师的心血）')
  await chipSays(page, /^离线·待同步 1 处$/)
  expect((await chair.request('DELETE', `/members/${leaving.me.user.id}`)).status).toBe(200)
  await context.setOffline(false)
  await leave(page, () => page.goto(`${server.url}/`))
  await page.getByText('沈老师在这台设备上还有未同步的修改').waitFor()
  expect(await violations(page)).toEqual([])
  expect(await exported(page)).toContain('教工书画展（沈老师的心血）')
  expect(await textFor(chair, plan)).not.toContain('沈老师的心血')
})

const inView = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { top, left } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + 1, top + 1))
  })

test('[P3] a plan that is deleted while a member writes: the page says so, takes no more, and gives the words back', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member, { width: 390, height: 844 })
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  await reload(page)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（没发出的）')
  await chipSays(page, /待同步 1 处/)
  expect((await chair.request('DELETE', `/plans/${plan}`)).status).toBe(200)
  await context.setOffline(false)

  const isTold = async (): Promise<void> => {
    const told = page.getByRole('alert').filter({ hasText: '已删除这份计划' })
    await told.waitFor()
    await expect.poll(() => inView(told)).toBe(true)
    await expect.poll(() => page.locator('.tiptap').getAttribute('contenteditable')).toBe('false')
    expect(await exported(page)).toContain('教工书画展（没发出的）')
  }
  await isTold()
  expect(await violations(page)).toEqual([])
  await page.locator('.plan-bottom').getByRole('button', { name: '评论' }).click()
  await page.getByText('还没有评论').first().waitFor()
  expect(await page.getByText('已定稿').count()).toBe(0)
  await reload(page)
  await isTold()
  await context.setOffline(true)
  await reload(page)
  await isTold()
  await leave(page, () => page.goto(`${server.url}/`))
  await page.getByText('待同步 1 处').waitFor()
  await context.setOffline(false)
  await page.getByText('已被删除，您的修改还在本机').waitFor()
})

test('[O3] what a page held beyond a restored backup is set aside there, and nothing of it is mixed in', async () => {
  const { server, chair, member } = await openHouse()
  onTestFinished(() => server.remove())
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await openPlanPage(await contextFor(member), member, plan)
  const backup = join(server.data, 'backup')
  const before = await textFor(chair, plan)
  expect((await gongni('backup', backup, '--data', server.data)).code).toBe(0)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('两场')
  await page.locator('.save-chip[data-kind="saved"]').waitFor()
  await expect.poll(() => textFor(chair, plan)).toContain('教工书画展两场')
  await server.stop()
  await page.locator('.save-chip[data-kind="offline"]').waitFor()
  expect((await gongni('restore', backup, '--data', server.data)).code).toBe(0)
  await server.start()
  const aside = page.getByRole('button', { name: '未能提交的修改 1' })
  await aside.waitFor()
  expect((await wordsOf(page)).join('\n')).not.toContain('教工书画展两场')
  expect(await textFor(chair, plan)).toBe(before)
  await aside.click()
  await page.getByText('教工书画展两场').first().waitFor()
  // What is written from now on is the new history's.
  await page.keyboard.press('Escape')
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('照常')
  await expect.poll(() => textFor(chair, plan)).toContain('教工书画展照常')
})
