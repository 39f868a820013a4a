import { strToU8, zipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DEFAULT_NUMBERING } from '../../shared/plan/block.ts'
import type { PlanId } from '../../shared/plan/ids.ts'
import { readSource } from '../../shared/reading/source.ts'
import { BODY } from '../../shared/text/schema.ts'
import { writeBlocks } from '../../shared/text/toDoc.ts'
import { NAME_LENGTH } from '../../shared/wire/limits.ts'
import { SCHOOL_YEAR } from '../fixtures/plans.ts'
import { BAD_ADDRESSES, PAYLOADS } from '../fixtures/xss.ts'
import { testId } from '../harness/ids.ts'
import { inBrowser } from '../harness/inBrowser.ts'
import { pasteRaw } from '../harness/pasting.ts'
import { openRaw } from '../harness/rawClient.ts'
import { newPlanId, type Person } from '../harness/relayProcess.ts'

const { server, chair, member, contextFor } = await inBrowser()

type Watched = { page: Page; seen: string[] }

/** A page in which all that a payload could do is noted. */
async function watched(person: Person, path: string): Promise<Watched> {
  const seen: string[] = []
  const page = await (await contextFor(person)).newPage()
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`)
    dialog.dismiss().catch((cause: unknown) => seen.push(String(cause)))
  })
  page.on('popup', (popup) => seen.push(`popup ${popup.url()}`))
  page.on('pageerror', (error) => seen.push(`error ${error.message}`))
  page.on('request', (request) => {
    if (!/^(?:blob|data):/u.test(request.url()) && !request.url().startsWith(server.url))
      seen.push(`request ${request.url()}`)
  })
  await page.exposeFunction('noteBlocked', (what: string) => seen.push(`blocked ${what}`))
  await page.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    noteBlocked(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`)
  await page.goto(`${server.url}${path}`)
  return { page, seen }
}

/** What of the payloads is alive in the page: elements, handlers, addresses, names taken. */
const alive = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = '__ran' in window ? ['ran'] : []
    const area = document.body
    for (const one of area.querySelectorAll(
      'iframe, object, embed, portal, meta, base, form[action], marquee, .tiptap :is(img:not(.ProseMirror-separator), style, video, audio, input, math)',
    ))
      found.push(one.outerHTML.slice(0, 80))
    for (const one of area.querySelectorAll('*'))
      for (const { name, value } of one.attributes) {
        const isAddress = /^(?:href|src|action|formaction|xlink:href)$/u.test(name)
        if (name.startsWith('on') || (isAddress && /^(?!$|https?:|mailto:|tel:|[/#.])/iu.test(value)))
          found.push(`${name}=${value.slice(0, 60)}`)
      }
    return found
  })

/** Chromium reports what a parsed document of no window holds, though nothing of it can run there. */
const PARSED = /^blocked (?:script-src-attr inline|base-uri) /u

async function nothingRan({ page, seen }: Watched, isParsed = false): Promise<void> {
  // Whatever a payload set off has had its turn after two frames.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  expect(await alive(page)).toEqual([])
  expect(seen.filter((one) => !(isParsed && PARSED.test(one)))).toEqual([])
}

test('[T7][T13] of 60 payloads pasted nothing runs, alone or within a plan', async () => {
  expect(PAYLOADS).toHaveLength(60)
  const here = await watched(chair, `/plan/${await chair.createPlan('')}`)
  await here.page.locator('.tiptap').click()
  for (const payload of PAYLOADS) {
    await pasteRaw(here.page, `<p>${payload}尾</p>`, '尾')
    await pasteRaw(here.page, `<h2>一、工作目标</h2><ul><li>${payload}</li></ul><p>1、新建小组5个。</p>`)
    await pasteRaw(
      here.page,
      `<table><tr><td>月份</td><td>工作</td></tr><tr><td>三月</td><td>${payload}</td></tr></table>`,
    )
  }
  await nothingRan(here, true)
})

const XML = (text: string): string =>
  text.replace(/[&<>"]/gu, (one) => `&#${one.charCodeAt(0)};`).replace(/[^\P{Cc}\t\n]/gu, '')

test('[T7] of the payloads in a .docx, as words and as targets of links, nothing runs', async () => {
  const here = await watched(chair, `/plan/${await chair.createPlan(SCHOOL_YEAR)}`)
  const paragraphs = PAYLOADS.map(
    (words, index) =>
      `<w:p><w:hyperlink r:id="rId${index}"><w:r><w:t>${XML(words)}</w:t></w:r></w:hyperlink></w:p>`,
  )
  const targets = PAYLOADS.map(
    (_, index) =>
      `<Relationship Id="rId${index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${XML(BAD_ADDRESSES[index % BAD_ADDRESSES.length] ?? '')}" TargetMode="External"/>`,
  )
  const parts = {
    'word/document.xml': `<w:document xmlns:w="w" xmlns:r="r"><w:body>${paragraphs.join('')}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships>${targets.join('')}</Relationships>`,
  }
  const buffer = Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))),
  )
  await here.page.getByRole('button', { name: '导入' }).click()
  const dialog = here.page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles({ name: '计划.docx', mimeType: '', buffer })
  await dialog.getByRole('button', { name: '导入', exact: true }).click()
  await here.page.locator('.tiptap', { hasText: 'onbeforeinput' }).waitFor()
  await nothingRan(here)
})

/** A paragraph that no editor makes: a hostile link over it, and hostile attributes on it. */
function hostileParagraph(payload: string, address: string): Y.XmlElement {
  const text = new Y.XmlText()
  text.insert(0, payload, { link: { href: address, target: '_self', onclick: payload, class: payload } })
  const node = new Y.XmlElement(payload.length % 2 === 0 ? 'goal' : 'monthlyItem')
  const attributes = {
    id: payload,
    number: payload,
    fix: payload,
    onclick: payload,
    style: payload,
    src: address,
  }
  for (const [name, value] of Object.entries({ ...attributes, monthHeading: payload, months: '3' }))
    node.setAttribute(name, value)
  node.insert(0, [text])
  return node
}

test('[T7] of the payloads in a raw update nothing runs, while it comes, at first sight and in the editor', async () => {
  const plan = await chair.createPlan(SCHOOL_YEAR)
  const here = await watched(chair, `/plan/${plan}`)
  await here.page.locator('.tiptap').waitFor()
  const raw = await openRaw(member, plan)
  const body = raw.doc.getXmlFragment(BODY)
  for (const [index, payload] of PAYLOADS.entries())
    body.insert(body.length, [hostileParagraph(payload, BAD_ADDRESSES[index % BAD_ADDRESSES.length] ?? '')])
  await here.page.locator('.tiptap', { hasText: 'onbeforeinput' }).waitFor()
  await nothingRan(here)
  raw.close()
  await here.page.reload()
  await here.page.locator('.first-text, .tiptap', { hasText: 'onbeforeinput' }).first().waitFor()
  await nothingRan(here)
  await here.page.locator('.tiptap').waitFor()
  await nothingRan(here)
})

/** A plan whose title is these words, whatever they are. */
async function planNamed(title: string): Promise<PlanId> {
  const doc = new Y.Doc()
  const { blocks } = readSource('一、目标\n1、新建小组5个。', testId)
  const front = { organisation: title, period: null, kind: null, numbering: DEFAULT_NUMBERING, title }
  writeBlocks(doc, front, blocks)
  const id = newPlanId()
  const first = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  expect((await chair.request('POST', '/plans', { id, first })).ok).toBe(true)
  return id
}

test('[T7] of the payloads in titles, names and comments nothing runs, at home, in panels and in the dialogs', async () => {
  let plan = newPlanId()
  for (const payload of PAYLOADS) plan = await planNamed(payload)
  const names = PAYLOADS.map((payload) => payload.replace(/\s+/gu, ' ').slice(0, NAME_LENGTH))
  expect((await chair.request('POST', '/roster', { names })).ok).toBe(true)
  const anchor = { block: 'b1', from: null, to: null, quote: PAYLOADS[20], before: '', after: '' }
  for (const text of PAYLOADS) {
    const body = { kind: 'comment', anchor, text }
    expect((await member.request('POST', `/plans/${plan}/events`, { id: newPlanId(), body })).ok).toBe(true)
  }
  const db = server.database()
  db.prepare('UPDATE committees SET name = ?').run(PAYLOADS.join(' '))
  db.close()
  const home = await watched(chair, '/')
  await home.page.getByText('onbeforeinput').first().waitFor()
  await nothingRan(home)
  const here = await watched(chair, `/plan/${plan}`)
  for (const tab of await here.page.getByRole('tab').all()) {
    await tab.click()
    await nothingRan(here)
  }
  await here.page.getByRole('tab', { name: '评论' }).click()
  await here.page.locator('.thread', { hasText: 'onbeforeinput' }).waitFor()
  await nothingRan(here)
  await here.page.getByRole('button', { name: '分享' }).click()
  await here.page.getByRole('dialog').getByText('onbeforeinput').first().waitFor()
  await nothingRan(here)
})
