import type { BrowserContext, Dialog, Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from '../harness/inBrowser.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, openPlanPage, wordsOf } from '../harness/browser.ts'
import { type Person } from '../harness/relayProcess.ts'

const { server, chair, member, contextFor } = await inBrowser()

/** A page with the plan open, once the app itself is kept on the device. */
async function openKept(context: BrowserContext, person: Person, plan: string): Promise<Page> {
  const page = await openPlanPage(context, person, plan)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller === null)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
  })
  return page
}

const chip = (page: Page): Promise<string> => page.locator('.save-chip').innerText()
const chipSays = (page: Page, words: RegExp): Promise<void> =>
  expect.poll(() => chip(page), { timeout: 15_000 }).toMatch(words)

const accept = (dialog: Dialog): void => void dialog.accept()

/** Leaves the page although it may warn that there is unsynced work. */
async function leave(page: Page, go: () => Promise<unknown>): Promise<void> {
  page.on('dialog', accept)
  await go()
  page.off('dialog', accept)
}

async function reload(page: Page): Promise<void> {
  await leave(page, () => page.reload())
  await page.locator('.tiptap').waitFor()
}

/** The file that 导出为文件 gives. */
async function exported(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出为文件' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** The text that the server has, read by a person with a fresh browser. */
async function onServer(plan: string): Promise<string> {
  const page = await openPlanPage(await contextFor(chair), chair, plan)
  return (await wordsOf(page)).join('\n')
}

test('[L5][P3] reloading without a network shows the app and the text, also what was typed offline', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  await chipSays(page, /^离线$/)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（离线写的）')
  await chipSays(page, /^离线·待同步 1 处$/)
  await reload(page)
  expect((await wordsOf(page)).join('\n')).toContain('教工书画展（离线写的）')
  await chipSays(page, /^离线·待同步 1 处$/)
  await context.setOffline(false)
  await chipSays(page, /^已保存$/)
  expect(await onServer(plan)).toContain('教工书画展（离线写的）')
})

test('[L5] home opens without a network and lists the plans opened before', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  await page.goto(`${server.url}/`)
  await page.getByRole('link', { name: /青杨路小学工会2026年工作计划/ }).click()
  await page.locator('.tiptap', { hasText: '教工书画展' }).waitFor()
})

test('[L8] what was written offline reaches colleagues from home, without the plan being opened again', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const page = await openKept(await contextFor(member), member, plan)
  await page.context().setOffline(true)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('，离线时写的')
  await chipSays(page, /^离线·待同步/)
  await leave(page, () => page.goto(`${server.url}/`))
  const row = page
    .locator('li', { hasText: '青杨路小学工会2026年工作计划' })
    .filter({ hasText: '待同步 1 处' })
  await row.first().waitFor()
  await page.context().setOffline(false)
  await expect.poll(() => row.count(), { timeout: 20_000 }).toBe(0)
  expect(page.url()).toBe(`${server.url}/`)
  expect(await onServer(plan)).toContain('教工书画展，离线时写的')
})

test('[L4] a plan created without a network is there, and syncs when the network is back', async () => {
  const seen = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, seen)
  await context.setOffline(true)
  await page.goto(`${server.url}/`)
  await page.getByRole('button', { name: '新建计划' }).click()
  await page.getByRole('menuitem').first().click()
  await page.waitForURL(/\/plan\//)
  const plan = page.url().split('/').at(-1) ?? ''
  await page.locator('.tiptap').click()
  await page.keyboard.type('离线新建的计划')
  await chipSays(page, /^离线·待同步/)
  await reload(page)
  expect((await wordsOf(page)).join('\n')).toContain('离线新建的计划')
  await context.setOffline(false)
  await chipSays(page, /^已保存$/)
  expect(await onServer(plan)).toContain('离线新建的计划')
})

test('[L4] two tabs and a lost answer: one seed', async () => {
  const seen = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, seen)
  let sent = 0
  await context.route('**/api/plans', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    sent += 1
    // The server gets it; the answer is lost on the way back, for the first two tries.
    if (sent > 2) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await page.goto(`${server.url}/`)
  await page.getByRole('button', { name: '新建计划' }).click()
  await page.getByRole('menuitem', { name: /学校/ }).click()
  await page.waitForURL(/\/plan\//)
  const plan = page.url().split('/').at(-1) ?? ''
  const second = await context.newPage()
  await second.goto(page.url())
  await chipSays(page, /^已保存$/)
  await chipSays(second, /^已保存$/)
  expect(sent).toBeGreaterThanOrEqual(2)
  const words = await wordsOf(page)
  expect(await wordsOf(second)).toEqual(words)
  expect(await onServer(plan)).toBe(words.join('\n'))
  const heading = words.find((line) => line.length > 5) ?? ''
  expect(words.filter((line) => line === heading)).toHaveLength(1)
})

/** Typing offline, then something happens on the server that makes the work unwelcome. */
async function refusedWork(
  plan: string,
  refuse: () => Promise<void>,
): Promise<{ page: Page; person: Person }> {
  const person = await chair.bring('member', `委员${plan.slice(0, 6)}`)
  const context = await contextFor(person)
  const page = await openPlanPage(context, person, plan)
  await context.setOffline(true)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('（没赶上）')
  await chipSays(page, /^离线·待同步 1 处$/)
  await refuse()
  await context.setOffline(false)
  await page.getByRole('button', { name: '未能提交的修改 1' }).waitFor()
  expect((await wordsOf(page)).join('\n')).not.toContain('没赶上')
  await chipSays(page, /^已保存$/)
  return { page, person }
}

const stageOf = (plan: string, stage: string): void => {
  const db = server.database()
  db.prepare('UPDATE plans SET stage = ? WHERE id = ?').run(stage, plan)
  db.close()
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
  expect(await onServer(plan)).toContain('教工书画展（没赶上）又能写了')
  expect(refused()).toBe(count)
})

test('[L3] frozen while offline: the work is set aside, also across a restart, and can be dropped', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const { page } = await refusedWork(plan, async () => stageOf(plan, 'ballot'))
  await page.reload()
  await page.getByRole('button', { name: '未能提交的修改 1' }).click()
  await page.getByRole('dialog').getByText('定稿待表决').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '未能提交的修改 1', includeHidden: true }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '丢弃' }).click()
  await expect.poll(() => page.getByRole('button', { name: '未能提交的修改 1' }).count()).toBe(0)
  expect(await onServer(plan)).not.toContain('没赶上')
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
  expect(await onServer(plan)).not.toContain('李老师的草稿')
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
  expect(await onServer(plan)).not.toContain('沈老师的心血')
})

test('[L6] leaving with unsynced work warns', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const context = await contextFor(member)
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  await clickEnd(page, '教工书画展')
  await page.keyboard.type('未存')
  await chipSays(page, /待同步/)
  const asked = page.waitForEvent('dialog')
  const leaving = page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await leaving
  expect(page.isClosed()).toBe(false)
  // Chromium 156 may crash when a whole context is closed on a page that has just stayed open so.
  await page.close()
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
  expect(await onServer(plan)).not.toContain('李老师没发的')
  await signInAs(context, member)
  await chipSays(page, /^已保存$/)
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(await onServer(plan)).toContain('李老师没发的')
})

const inView = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { top, left } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + 1, top + 1))
  })

/** The browser's cookie becomes this person's. */
async function signInAs(context: BrowserContext, person: Person): Promise<void> {
  await context.clearCookies()
  const [name = '', value = ''] = person.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Lax' }])
}

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
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出为文件' }).click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString('utf8')).toContain('教工书画展（没发出的）')
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
