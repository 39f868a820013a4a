import type { HeadingLevel } from '../plan/block.ts'
import type { Mark, Words } from '../plan/marks.ts'
import { TABLE } from '../reading/lines.ts'
import type { Cell, DocumentText } from './docx/document.ts'

/** Markdown, as .md files and as assistants write it: its signs are markup, not words of the plan. */

const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/u
const RULE = /^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/u
const ROW = /^\s*\|(.+)\|\s*$/u
const DIVIDER = /^\s*(?:\|\s*)?(?::?-{2,}:?\s*\|\s*)+(?::?-{2,}:?\s*)?$/u
const FENCE = /^\s{0,3}(?:```|~~~)/u
const STRONG = /\*\*(\S[^*\n]*?)\*\*/u

/** Whether a text is Markdown: two headings of it, or one and something else that only Markdown has. */
export function isMarkdown(text: string): boolean {
  let signs = 0
  for (const line of text.split('\n')) {
    if (HEADING.test(line)) signs += 2
    else if (STRONG.test(line) || DIVIDER.test(line)) signs += 1
    if (signs >= 3) return true
  }
  return false
}

/** What stands for where bold and italic words begin and end, until their places are known. */
const SIGNS: Readonly<Record<string, { name: 'bold' | 'italic'; isStart: boolean }>> = {
  '\uE000': { name: 'bold', isStart: true },
  '\uE001': { name: 'bold', isStart: false },
  '\uE002': { name: 'italic', isStart: true },
  '\uE003': { name: 'italic', isStart: false },
}
const SIGN = /[\uE000-\uE003]/u

/** Words without the signs of emphasis, code and links, bold and italic as marks; an address stays behind its words. */
function plain(written: string): Words {
  // A text with such signs of its own keeps them, and loses the emphasis.
  const [bold, italic] = SIGN.test(written) ? ['$2', '$1'] : ['\uE000$2\uE001', '\uE002$1\uE003']
  const signed = written
    .replace(/!\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)/gu, '$1')
    .replace(/\[([^\]\n]{1,200})\]\(([^)\s]{1,500})\)/gu, (_, said: string, to: string) =>
      said === to ? said : `${said}（${to}）`,
    )
    .replace(/(\*\*|__)(\S[^\n]{0,500}?)\1/gu, bold)
    .replace(/(?<![*\w])\*(\S[^*\n]{0,500}?)\*(?![*\w])/gu, italic)
    .replace(/`([^`\n]{1,500})`/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|-])/gu, '$1')
  return SIGN.test(written) || !SIGN.test(signed) ? { words: signed, marks: [] } : marked(signed)
}

/** Words with the marks that signs in them stand for. */
function marked(signed: string): Words {
  const marks: Mark[] = []
  const open: Partial<Record<Mark['name'], number>> = {}
  let words = ''
  for (const char of signed) {
    const sign = SIGNS[char]
    if (sign === undefined) words += char
    else if (sign.isStart) open[sign.name] ??= words.length
    else {
      const from = open[sign.name] ?? words.length
      if (from < words.length) marks.push({ name: sign.name, from, to: words.length })
      delete open[sign.name]
    }
  }
  return { words, marks }
}

const cellsOf = (row: string): Cell[] => row.split(/(?<!\\)\|/u).map((cell) => plain(cell.trim()))

/**
 * A Markdown text as a document: # is the title when there is one of it, else a heading like the others;
 * tables become tables.
 */
export function markdownText(source: string): DocumentText {
  const lines: string[] = []
  const tables: Cell[][][] = []
  const headings = new Map<number, HeadingLevel>()
  const marks = new Map<number, readonly Mark[]>()
  const all = source.split('\n')
  const hasTitle = all.filter((line) => /^\s{0,3}#\s/u.test(line)).length === 1
  let rows: Cell[][] = []
  const add = ({ words, marks: own }: Words): void => {
    if (own.length > 0) marks.set(lines.length, own)
    lines.push(words)
  }
  const endTable = (): void => {
    if (rows.length > 0) {
      tables.push(rows)
      lines.push(TABLE)
    }
    rows = []
  }
  for (const [index, line] of all.entries()) {
    const row = ROW.exec(line)?.[1]
    const isTable = row !== undefined && (rows.length > 0 || DIVIDER.test(all[index + 1] ?? ''))
    if (rows.length > 0 && DIVIDER.test(line)) continue
    if (isTable) {
      rows.push(cellsOf(row))
      continue
    }
    endTable()
    if (RULE.test(line) || FENCE.test(line)) continue
    const heading = HEADING.exec(line)
    if (heading === null) {
      add(plain(line.replace(/^\s{0,3}>\s?/u, '').replace(/^(\s*)[-*+]\s+(?=\S)/u, '$1• ')))
      continue
    }
    const depth = heading[1]?.length ?? 1
    const level = Math.min(4, hasTitle ? depth - 1 : depth)
    headings.set(lines.length, level === 0 ? 0 : level === 1 ? 1 : level === 2 ? 2 : level === 3 ? 3 : 4)
    add(plain(heading[2] ?? ''))
  }
  endTable()
  return { text: lines.join('\n'), tables, marked: headings, marks }
}
