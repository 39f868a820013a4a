import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { violations } from '../harness/axe.ts'
import { clickEnd, newContext } from '../harness/browser.ts'
import { certificateIn, hasOpenssl } from '../harness/certificate.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { Server } from '../harness/relayProcess.ts'

const { server, browser, chair, open, visit } = await inBrowser()

/** The chair starts at a desk, shares the sample, and a second person joins by the link on a phone and writes. */
async function joinAndWrite(settings: Record<string, string>, scheme: 'http' | 'https'): Promise<void> {
  const fresh = await new Server(settings).start()
  onTestFinished(() => fresh.remove())
  expect(fresh.url.split(':')[0]).toBe(scheme)
  const [first, second, third] = await Promise.all([
    newContext(browser, { insecure: true, kept: true }),
    newContext(browser, { insecure: true, kept: true, width: 390, height: 844 }),
    newContext(browser, { insecure: true, kept: true }),
  ])
  const page = await first.newPage()
  await page.goto(`${fresh.url}/start#${fresh.startToken}`)
  await page.getByLabel('委员会名称').fill('云河小学工会委员会')
  await page.getByLabel('您的姓名').fill('周主席')
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('link', { name: /示例/ }).click()
  await page.getByRole('button', { name: '分享' }).click()
  await page.getByRole('button', { name: '生成链接和二维码' }).click()
  await page.getByAltText('邀请二维码').waitFor()
  const link = await page.locator('.share-link').inputValue()

  const phone = await second.newPage()
  const sockets: string[] = []
  phone.on('websocket', (socket) => sockets.push(socket.url()))
  await phone.goto(link)
  await phone.getByLabel('您是哪位？').fill('李老师')
  await phone.getByRole('button', { name: '进入' }).click()
  await phone.locator('.tiptap', { hasText: '以服务教职工为根本' }).waitFor()
  expect(phone.url()).not.toContain('#')
  await clickEnd(phone, '以服务教职工为根本')
  await phone.keyboard.type('从手机上写')
  await page.locator('.tiptap', { hasText: '从手机上写' }).waitFor()
  expect(sockets[0]).toMatch(scheme === 'https' ? /^wss:/ : /^ws:/)
  const [cookie] = await second.cookies()
  expect([cookie?.httpOnly, cookie?.secure, cookie?.sameSite]).toEqual([true, scheme === 'https', 'Lax'])

  await page.getByRole('button', { name: /^撤销.*委员链接$/ }).click()
  const late = await third.newPage()
  await late.goto(link)
  await late.getByText('链接不完整或已失效，请重新打开主席发的链接').waitFor()
  for (const context of [first, second, third]) await context.close()
}

test('the chair starts a committee, shares a link, and a second person writes after two taps', () =>
  joinAndWrite({}, 'http'))

test.skipIf(!hasOpenssl)('the same over https with certificate files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return joinAndWrite(certificateIn(folder), 'https')
})

test('[H1] a link outlives a reload, and leaves the address once it is used', async () => {
  const { token } = await chair.invite('reader')
  const page = await visit(`/join#${token}`)
  await page.getByLabel('您是哪位？').waitFor()
  await page.reload()
  await page.getByLabel('您是哪位？').fill('吴会员')
  await page.getByRole('button', { name: '进入' }).click()
  await page.getByRole('heading', { name: '工作计划' }).waitFor()
  expect(page.url()).toBe(`${server.url}/`)
  await page.goBack()
  expect(page.url()).not.toContain(token)
})

test('a link that is cut short, unknown or missing says so at once, with a way home', async () => {
  const { token } = await chair.invite('reader')
  for (const [path, words] of [
    [`/join#${token.slice(0, 15)}`, '链接不完整或已失效，请重新打开主席发的链接。'],
    [`/join#${'x'.repeat(22)}`, '链接不完整或已失效，请重新打开主席发的链接。'],
    ['/join', '链接不完整或已失效，请重新打开主席发的链接。'],
    ['/start', '链接不完整或已失效。请打开服务器启动时显示的链接'],
    [`/start#${'x'.repeat(22)}`, '委员会已经建立，这个链接不再需要。'],
  ] as const) {
    const page = await visit(path)
    await page.getByText(words).waitFor()
    expect(await page.getByRole('textbox').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: '回首页' }).click()
    await page.getByRole('heading', { name: '请用邀请链接进入' }).waitFor()
  }
})

test('[L2] an invitation opened by somebody who is in asks whether to go in as them or as another', async () => {
  const delegate = await chair.bring('delegate', '冯代表')
  const { token } = await chair.invite('member')
  const page = await visit(`/join#${token}`, delegate)
  await page.getByText('您已以“冯代表”的身份登录。').waitFor()
  await page.getByText('您现在是代表，链接给的是委员。身份由主席更改').waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: '以“冯代表”进入' }).click()
  await page.getByRole('heading', { name: '工作计划' }).waitFor()

  await page.goto(`${server.url}/join#${token}`)
  await page.getByRole('button', { name: '换一个人在这台设备上加入' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '退出登录' }).click()
  await page.getByLabel('您是哪位？').fill('褚委员')
  await page.getByRole('button', { name: '进入' }).click()
  await page.getByRole('heading', { name: '工作计划' }).waitFor()
  expect((await delegate.request('GET', '/me')).status).toBe(401)
  const members = JSON.stringify(await (await chair.request('GET', '/members')).json())
  expect(members).toContain('褚委员')
})

test('[H6] a second device comes in by the link of the first, and asks first who else is signed in there', async () => {
  const member = await chair.bring('member', '蒋老师')
  const other = await chair.bring('delegate', '沈代表')
  const first = await open(member, await chair.createPlan(SCHOOL_YEAR))
  const linkOf = async (): Promise<string> => {
    await first.getByRole('button', { name: '蒋老师 · 委员' }).click()
    await first.getByRole('menuitem', { name: '在另一台设备上打开' }).click()
    const link = await first.getByLabel('登录链接').inputValue()
    await first.getByRole('button', { name: '关闭' }).click()
    return link.slice(server.url.length)
  }
  const path = await linkOf()
  const phone = await visit(path)
  await phone.getByText('这是蒋老师的登录链接').waitFor()
  expect(await violations(phone)).toEqual([])
  await phone.getByRole('button', { name: '以“蒋老师”进入' }).click()
  await phone.getByRole('button', { name: '蒋老师 · 委员' }).waitFor()
  await (await visit(path)).getByText('链接不完整、已用过或已过期').waitFor()

  const shared = await visit(await linkOf(), other)
  await shared.getByText('这个浏览器里现在登录的是“沈代表”').waitFor()
  expect(await violations(shared)).toEqual([])
  await shared.getByRole('button', { name: '退出“沈代表”，继续' }).click()
  await shared.getByRole('alertdialog').getByRole('button', { name: '退出登录' }).click()
  await shared.getByRole('button', { name: '以“蒋老师”进入' }).click()
  await shared.getByRole('button', { name: '蒋老师 · 委员' }).waitFor()
  expect((await member.request('GET', '/me')).status).toBe(200)
})
