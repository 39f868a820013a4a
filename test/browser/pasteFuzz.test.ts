import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, expect, test } from 'vitest'
import { launch } from '../harness/browser.ts'
import type * as Reader from '../harness/pasteReader.ts'
import { pasteFixtures } from '../harness/pasting.ts'

const HTML_CASES = 2_000
const TEXT_CASES = 700
const WORD_CASES = 600
/** One reading of a page of text; a pattern that backtracks takes minutes. */
const LONGEST_MS = 1_000

/** The paste reader as a script of its own: it needs a browser's parser, and nothing else of the product. */
async function readerScript(): Promise<string> {
  const entry = join(import.meta.dirname, '../harness/pasteReader.ts')
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'reader' } },
  })
  const output = Array.isArray(result) ? result[0] : 'output' in result ? result : undefined
  const chunk = output?.output[0]
  if (chunk?.type !== 'chunk') throw new Error('no script was built')
  return chunk.code
}

const script = await readerScript()
const browser = await launch()
afterAll(() => browser.close())

/** An empty page with the reader in it. */
async function readerPage(): Promise<Page> {
  const page = await browser.newPage()
  await page.addScriptTag({ content: `${script};window.reader = reader` })
  return page
}

test(`[P7][T13] ${HTML_CASES} mutations of pasted HTML and ${TEXT_CASES} of text neither crash nor hang`, async () => {
  const page = await readerPage()
  const sources = pasteFixtures().map(({ html, plain }) => ({ html, plain }))
  const failures = await page.evaluate(
    ({ sources, htmlCases, textCases, longest }) => {
      const { reader } = window as unknown as { reader: typeof Reader }
      const failures: string[] = []
      let state = 20261121
      const below = (count: number): number => {
        // xorshift32: the same cases in every run.
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        return (state >>> 0) % count
      }
      const pieces = (
        '<table>|</table>|<tr>|<td rowspan=99999>|<td colspan=-1>|<ol start=1e9>|<li value=x>|</p>|<svg>|<math>|<pre>|' +
        '<h1>|<br>|<!--|-->|<![if !x]>|</div>|<span style="mso-list:Ignore">|</span>|&nbsp;|&#0;|\ud800|\u0000|三月份：|' +
        '一、|（一）|1.|10000000000000|每周|至少|，，，，，，|<template>|<style>|</style>|<select>|<frameset>|<plaintext>'
      ).split('|')
      const mutate = (source: string): string => {
        let text = source
        for (let count = 1 + below(8); count > 0; count--) {
          const from = below(text.length + 1)
          const to = from + below(60)
          const piece = pieces[below(pieces.length)] ?? ''
          const copied = text.slice(below(text.length + 1)).slice(0, below(400))
          const put = [piece, '', copied, piece.repeat(1 + below(50))][below(4)] ?? ''
          text = text.slice(0, from) + put + text.slice(to)
        }
        return text
      }
      const attempt = (name: string, work: () => { blocks: unknown[] }): void => {
        const start = performance.now()
        try {
          work()
        } catch (cause) {
          failures.push(`${name}: ${String(cause)}`)
        }
        const took = performance.now() - start
        if (took > longest) failures.push(`${name}: ${Math.round(took)} ms`)
      }
      for (let index = 0; index < htmlCases; index++) {
        const { html = '', plain = '' } = sources[index % sources.length] ?? {}
        const mutated = mutate(html)
        attempt(`html ${index}`, () => reader.readHtml(mutated, plain))
      }
      for (let index = 0; index < textCases; index++) {
        const { plain = '' } = sources.find((one) => one.plain !== '') ?? {}
        const mutated = mutate(plain)
        attempt(`text ${index}`, () => reader.readText(mutated))
      }
      return failures
    },
    { sources, htmlCases: HTML_CASES, textCases: TEXT_CASES, longest: LONGEST_MS },
  )
  expect(failures).toEqual([])
})

test(`[T13] ${WORD_CASES} pages of random HTML lose no word that was seen`, async () => {
  const page = await readerPage()
  const { lost, seen } = await page.evaluate((cases) => {
    const { reader } = window as unknown as { reader: typeof Reader }
    let state = 20261121
    const below = (count: number): number => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return (state >>> 0) % count
    }
    const lost: string[] = []
    let seen = 0
    for (let index = 0; index < cases; index++) {
      const { html, words } = reader.visibleHtml(below)
      const read = reader.readHtml(html, '')
      const kept = read.blocks
        .map(({ monthHeading, number, text }) => `${monthHeading ?? ''}${number ?? ''}${text}`)
        .join('\n')
      seen += words.length
      for (const word of words) if (!kept.includes(word)) lost.push(`${word} of ${html}`)
    }
    return { lost: lost.slice(0, 3), seen }
  }, WORD_CASES)
  expect(lost).toEqual([])
  expect(seen).toBeGreaterThan(5 * WORD_CASES)
})
