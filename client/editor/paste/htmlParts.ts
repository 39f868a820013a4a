import type { Node, Schema } from '@tiptap/pm/model'
import { DOMParser as NodeParser } from '@tiptap/pm/model'
import { NODES } from '../../../shared/text/schema.ts'

/** Pasted HTML as lines to read, with a sign on a line of its own for each table, and the tables. */
export type HtmlParts = { text: string; tables: Node[] }

/** Private-use characters, so that no word of a plan is taken for the sign. */
const signOf = (index: number): string => `\uE000${index}\uE001`
const SIGN = /^\uE000(\d+)\uE001$/u

/** Which table a line stands for; null for words. */
export function tableOfSign(line: string): number | null {
  const index = SIGN.exec(line.trim())?.[1]
  return index === undefined ? null : Number(index)
}

const LINES = new Set(
  'P DIV H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD BLOCKQUOTE SECTION ARTICLE BR HR PRE'.split(' '),
)
const SILENT = new Set('STYLE SCRIPT TITLE TEMPLATE NOSCRIPT HEAD'.split(' '))
const HAN_BREAK = /(?<=\p{Script=Han}|[，。；：、！？）】])\s*\n\s*(?=\p{Script=Han}|[（【])/gu

/** Words of a text node as a browser shows them: a source's line break is a space, between Han characters nothing. */
const shown = (words: string): string =>
  words
    .replace(HAN_BREAK, '')
    .replaceAll('\u00a0', ' ')
    .replace(/[\t\n\r ]+/gu, ' ')

/** Reads HTML that holds tables; a table within a cell belongs to the outer one. */
export function partsOfHtml(html: string, schema: Schema): HtmlParts {
  const { body } = new DOMParser().parseFromString(html.replaceAll(/[\uE000\uE001]/gu, ''), 'text/html')
  const tables: Node[] = []
  let text = ''
  const line = (): void => {
    if (text !== '' && !text.endsWith('\n')) text += '\n'
  }
  const walk = (parent: Element): void => {
    for (const child of parent.childNodes) {
      if (child instanceof Text)
        text += text.endsWith('\n') ? shown(child.data).trimStart() : shown(child.data)
      else if (child instanceof Element && !SILENT.has(child.tagName)) {
        const isLine = LINES.has(child.tagName) || child.tagName === 'TABLE'
        if (isLine) line()
        if (child.tagName === 'TABLE') {
          const table = tableNode(child, schema)
          if (table !== null) text += signOf(tables.push(table) - 1)
        } else walk(child)
        if (isLine) line()
      }
    }
  }
  walk(body)
  return { text, tables }
}

function tableNode(element: Element, schema: Schema): Node | null {
  const holder = document.createElement('div')
  holder.append(element.cloneNode(true))
  const { firstChild } = NodeParser.fromSchema(schema).parse(holder)
  return firstChild?.type.name === NODES.table && firstChild.childCount > 0 ? firstChild : null
}
