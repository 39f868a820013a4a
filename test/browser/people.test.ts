import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LoginMade } from '../../shared/wire/api.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations, violationsInBoth } from '../harness/axe.ts'
import { openKept, openPlanPage } from '../harness/browser.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import type { Person } from '../harness/relayProcess.ts'

const { server, chair, contextFor, visit } = await inBrowser()
const plan = await chair.createPlan(SCHOOL_YEAR)

const open = async (person: Person, look = {}): Promise<Page> =>
  openPlanPage(await contextFor(person, look), person, plan)

/** The share dialog of the plan, open. */
async function share(page: Page) {
  await page.getByRole('button', { name: '分享' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: '成员', exact: true }).waitFor()
  return dialog
}

test('a link is shown with its role, goes when another role is chosen, and is listed until it is revoked', async () => {
  const dialog = await share(await open(chair))
  await dialog.getByRole('button', { name: '生成链接和二维码' }).click()
  await dialog.getByText('这个链接让人以“委员”的身份加入（可以编辑）').waitFor()
  await dialog.getByLabel('对方的身份').selectOption('delegate')
  expect(await dialog.getByLabel('邀请链接').count()).toBe(0)
  await dialog.getByLabel('最多几人').selectOption('1')
  await dialog.getByRole('button', { name: '生成链接和二维码' }).click()
  await dialog.getByText('这个链接让人以“代表”的身份加入（可以评论，不能改正文）').waitFor()
  const line = dialog.getByRole('listitem').filter({ hasText: '已加入 0 人，最多 1 人' })
  expect(await line.innerText()).toMatch(
    /代表 · 可以评论，不能改正文\s+周主席，\d+月\d+日 · .* \d+月\d+日 到期/,
  )
  await line.getByRole('button', { name: /^撤销/ }).click()
  await line.waitFor({ state: 'detached' })
})

test('[H4] the chair removes a member after being asked, and has no button against oneself', async () => {
  const leaver = await chair.bring('member', '钱老师')
  const page = await open(chair)
  const dialog = await share(page)
  expect(await dialog.getByRole('button', { name: '移除周主席' }).count()).toBe(0)
  await dialog.getByRole('button', { name: '移除钱老师' }).click()
  const ask = page.getByRole('alertdialog', { name: '移除“钱老师”吗？' })
  await ask.getByRole('button', { name: '取消' }).click()
  await ask.waitFor({ state: 'detached' })
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('移除钱老师')
  await page.keyboard.press('Enter')
  await ask.getByRole('button', { name: '移除' }).click()
  await dialog.getByText('钱老师').waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.textContent === '成员')
  expect((await leaver.request('GET', '/me')).status).toBe(401)
})

test('a delegate is told that they may comment, a reader that they read, and neither that the plan is final', async () => {
  for (const [role, name, banner, panel] of [
    ['delegate', '董代表', '您的身份是代表，可以评论，不能修改正文。', '还没有评论'],
    [
      'reader',
      '郑会员',
      '您的身份是会员，可以阅读，不能修改正文。',
      '您的身份是会员，可以看评论，不能发表。',
    ],
  ] as const) {
    const page = await open(await chair.bring(role, name))
    await page.locator('.plan-banner', { hasText: banner }).waitFor()
    await page.getByRole('tab', { name: /评论/ }).click()
    const shown = page.getByRole('tabpanel')
    await shown.getByText(panel).waitFor()
    expect(await shown.innerText()).not.toContain('定稿')
  }
})

test('a plan that is not there has a way home and the languages', async () => {
  const page = await visit(`/plan/${'x'.repeat(22)}`, chair)
  await page.getByRole('heading', { name: '没有这一页' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByLabel('语言').selectOption('en')
  await page.getByRole('button', { name: 'Home' }).click()
  await page.getByRole('heading', { name: 'Plans' }).waitFor()
})

const looks = [{ width: 1440 }, { width: 390, height: 844 }]

test.each(looks)(
  '$width wide: the menu under one’s name, the other-device link and the sign-out have no violation',
  async (look) => {
    const page = await (await contextFor(chair, look)).newPage()
    await page.goto(server.url)
    const menu = page.getByRole('button', { name: '周主席 · 主席' })
    await menu.click()
    await page.getByRole('menu').waitFor()
    expect(await violationsInBoth(page)).toEqual([])
    await page.getByRole('menuitem', { name: '在另一台设备上打开' }).click()
    await page.getByAltText('登录二维码').waitFor()
    expect(await violationsInBoth(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    await menu.click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await violationsInBoth(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  },
)

test('the language is changed on the plan page, also on a phone', async () => {
  const page = await open(chair)
  await page.getByRole('button', { name: '周主席 · 主席' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('button', { name: '周主席 · Chair' }).waitFor()
  const phone = await open(chair, { width: 390, height: 844 })
  await phone.locator('.plan-bottom').getByRole('button', { name: '更多' }).click()
  await phone.getByRole('button', { name: '周主席 · 主席' }).click()
  await phone.getByRole('menuitemradio', { name: '繁體中文' }).click()
  await phone.getByRole('button', { name: '檢查' }).waitFor()
})

test('the dialog of sharing keeps within a phone, in English too', async () => {
  const phone = await (await contextFor(chair, { width: 390, height: 844, locale: 'en-US' })).newPage()
  await phone.goto(`${chair.server.url}/plan/${plan}`)
  await phone.getByRole('button', { name: 'Share' }).first().click()
  const dialog = phone.getByRole('dialog')
  await dialog.getByRole('listitem').first().waitFor()
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
})

test('[L2] signing out tells what is not synced, keeps it for its owner, and the device is nobody’s', async () => {
  const member = await chair.bring('member', '卫老师')
  const context = await contextFor(member, { kept: true })
  const page = await openKept(context, member, plan)
  await context.setOffline(true)
  await page.getByText('离线').first().waitFor()
  await page.locator('.tiptap > p').first().click()
  await page.keyboard.type('离线写的话')
  await page
    .getByText(/待同步 1 处/)
    .first()
    .waitFor()
  const menu = page.getByRole('button', { name: '卫老师 · 委员' })
  await menu.click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  const ask = page.getByRole('alertdialog')
  await ask.getByText('还有 1 处修改没有同步').waitFor()
  await ask.getByRole('button', { name: '退出登录' }).click()
  await ask.getByText('连不上服务器').waitFor()
  // The text may sync once the network is back: signing out is what is asked for here.
  await page.route('**/sync/**', (route) => route.abort())
  await context.setOffline(false)
  await ask.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '请用邀请链接进入' }).waitFor()
  expect(page.url()).toBe(`${server.url}/`)
  expect((await member.request('GET', '/me')).status).toBe(401)
  await page.reload()
  await page.getByRole('heading', { name: '请用邀请链接进入' }).waitFor()
  await page.unroute('**/sync/**')
  const answer = await chair.request('POST', `/members/${member.me.user.id}/logins`, { endOthers: false })
  await page.goto(LoginMade.parse(await answer.json()).link)
  await page.getByRole('button', { name: '以“卫老师”进入' }).click()
  await page.getByRole('link', { name: /青杨路小学/ }).click()
  await page.locator('.tiptap', { hasText: '离线写的话' }).waitFor()
  await page.getByText('已保存').first().waitFor()
})

test('[H6] the chair gives a member who lost the way in a link, and ends the other sessions if ticked', async () => {
  const member = await chair.bring('member', '韩老师')
  const page = await open(chair)
  const dialog = await share(page)
  await dialog.getByRole('button', { name: '给韩老师登录链接' }).click()
  const giving = page.getByRole('dialog', { name: '给“韩老师”一个登录链接' })
  await giving.getByLabel('同时让其他设备上的登录失效').check()
  await giving.getByRole('button', { name: '生成链接和二维码' }).click()
  const link = await giving.getByLabel('登录链接').inputValue()
  expect(await violations(page)).toEqual([])
  expect((await member.request('GET', '/me')).status).toBe(401)
  const back = await visit(link.slice(server.url.length))
  await back.getByRole('button', { name: '以“韩老师”进入' }).click()
  await back.getByRole('button', { name: '韩老师 · 委员' }).waitFor()
})

test.each(looks)(
  '$width wide: the chair writes names, a person picks theirs, and a wrong claim is undone',
  async (look) => {
    const names = [`杨老师${look.width}`, `朱老师${look.width}`] as const
    const page = await open(chair, look)
    const dialog = await share(page)
    await dialog.getByLabel('姓名，一行一个').fill(`${names[0]}\n\n ${names[1]}\n周主席`)
    await dialog.getByRole('button', { name: '加入名单' }).click()
    await dialog.getByText('有 1 个姓名已在名单或成员中').waitFor()
    await dialog.getByRole('button', { name: `从名单删除${names[0]}` }).waitFor()
    expect(await violations(page)).toEqual([])

    const { token } = await chair.invite('member')
    const joining = await visit(`/join#${token}`)
    const choice = joining.getByLabel('选您的姓名')
    await choice.waitFor()
    expect(await joining.getByRole('textbox').count()).toBe(0)
    expect(await violations(joining)).toEqual([])
    await choice.selectOption('名单上没有我')
    await joining.getByLabel('您是哪位？').waitFor()
    await choice.selectOption(names[0])
    await joining.getByRole('button', { name: '进入' }).click()
    await joining.getByRole('button', { name: `${names[0]} · 委员` }).waitFor()

    await dialog.getByRole('button', { name: '关闭' }).click()
    await share(page)
    const line = dialog.getByRole('listitem').filter({ hasText: names[0] })
    await line.getByText('从名单认领').waitFor()
    await line.getByRole('button', { name: `${names[0]}的认领有误` }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: '撤回认领' }).click()
    await line.getByText('还没有人认领').waitFor()
    await joining.reload()
    await joining.getByRole('heading', { name: '请用邀请链接进入' }).waitFor()
    for (const name of names) await dialog.getByRole('button', { name: `从名单删除${name}` }).click()
    await line.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent === '名单')
  },
)
