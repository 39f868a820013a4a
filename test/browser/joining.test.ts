import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { clickEnd, launch, newContext } from '../harness/browser.ts'
import { certificateIn, hasOpenssl } from '../harness/certificate.ts'
import { Server } from '../harness/relayProcess.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** The chair starts at a desk, shares the sample, and a second person joins by the link on a phone and writes. */
async function joinAndWrite(settings: Record<string, string>, scheme: 'http' | 'https'): Promise<void> {
  const server = await new Server(settings).start()
  onTestFinished(() => server.remove())
  expect(server.url.split(':')[0]).toBe(scheme)
  const [first, second, third] = await Promise.all([
    newContext(browser, { insecure: true }),
    newContext(browser, { insecure: true, width: 390, height: 844 }),
    newContext(browser, { insecure: true }),
  ])
  const page = await first.newPage()
  await page.goto(`${server.url}/start#${server.startToken}`)
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
