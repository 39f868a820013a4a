import { cut } from '../plan/marks.ts'
import { valueOf } from '../plan/numerals.ts'
import { titleOf } from '../reading/front.ts'
import { TABLE } from '../reading/lines.ts'
import { isTitle } from '../reading/sections.ts'
import type { DocumentText } from './docx/document.ts'

/** A line that begins one of several plans in a text: 工会工作计划篇二, 第三篇：…, 【篇4】, 社区工作计划5. */
const HEAD =
  /^[【[（(]?\s?(?:[^，。；]{0,40}?篇\s?([一二三四五六七八九十]{1,3}|\d{1,2})|第([一二三四五六七八九十]{1,3}|\d{1,2})篇|范文\s?([一二三四五六七八九十]{1,3}|\d{1,2})|[^，。；\d]{4,40}(?:计划|計劃|計畫|方案|总结|要点)\s?[（(]?(\d{1,2})[)）]?)\s?(?:[】\])）]\s?.{0,40}|[:：、\s].{0,40})?$/u

const LONGEST_HEAD = 60

/** Whether a line begins one of several plans. */
export const isHead = (line: string): boolean => numberOf(line) !== null

const numberOf = (line: string): number | null => {
  const match = line.length > LONGEST_HEAD ? null : HEAD.exec(line)
  const written = match?.slice(1).find((part) => part !== undefined)
  return written === undefined ? null : valueOf(written)
}

/** Where the plan of a head line begins: with its title where that stands above its bare number (某某计划 / 篇一). */
function startOf(lines: readonly string[], head: number, after: number): number {
  if (titleOf(lines[head]?.trim() ?? '') !== '') return head
  const beside = (step: 1 | -1): number => {
    let at = head + step
    while (lines[at]?.trim() === '') at += step
    return at
  }
  const above = beside(-1)
  const isAbove = above > after && isTitle(lines[above]?.trim() ?? '')
  return isAbove && !isTitle(lines[beside(1)]?.trim() ?? '') ? above : head
}

/** The lines of a document from one to before another, with their tables. */
function slice(
  { text, tables, marked, marks, passed = [] }: DocumentText,
  from: number,
  to: number,
): DocumentText {
  const lines = text.split('\n')
  const before = lines.slice(0, from).filter((line) => line === TABLE).length
  const own = lines.slice(from, to)
  const count = own.filter((line) => line === TABLE).length
  return {
    text: own.join('\n'),
    tables: tables.slice(before, before + count),
    marked: byLine(marked, (line) => (line >= from && line < to ? line - from : undefined)),
    marks: byLine(marks, (line) => (line >= from && line < to ? line - from : undefined)),
    passed: passed.filter((line) => line >= from && line < to).map((line) => line - from),
  }
}

/** What is known by line, with the lines' new numbers; without those that have none. */
const byLine = <T>(
  known: ReadonlyMap<number, T> = new Map(),
  placeOf: (line: number) => number | undefined,
): Map<number, T> =>
  new Map(
    [...known].flatMap(([line, value]) => {
      const at = placeOf(line)
      return at === undefined ? [] : [[at, value] as const]
    }),
  )

/**
 * The plans of a document that holds several one after the other, each from its numbered head line on, and
 * what stands before the first; the document alone when it holds one.
 */
export function plansIn(document: DocumentText): DocumentText[] {
  const passed = new Set(document.passed)
  const lines = document.text.split('\n').map((line, at) => (passed.has(at) ? '' : line))
  const heads: number[] = []
  let last = 0
  for (const [index, line] of lines.entries()) {
    const number = numberOf(line.trim())
    if (number === null || number !== last + 1) continue
    last = number
    heads.push(startOf(lines, index, heads.at(-1) ?? -1))
  }
  if (heads.length < 2) return [document]
  const ends = [...heads.slice(1), lines.length]
  const preface = slice(document, 0, heads[0] ?? 0)
  return [
    ...(preface.text.trim() === '' ? [] : [preface]),
    ...heads.map((from, index) => slice(document, from, ends[index] ?? lines.length)),
  ]
}

/** A document without the words that a line ends with. */
export function withoutEnd(
  { text, marks, ...document }: DocumentText,
  { line, words }: { line: number; words: string },
): DocumentText {
  const lines = text.split('\n')
  const end = (lines[line] ?? '').lastIndexOf(words)
  const kept = cut({ words: lines[line] ?? '', marks: marks?.get(line) ?? [] }, 0, end)
  lines[line] = kept.words
  return { ...document, text: lines.join('\n'), marks: new Map([...(marks ?? []), [line, kept.marks]]) }
}

/** A document without these lines, by number from 0. */
export function withoutLines(
  { text, tables, marked, marks }: DocumentText,
  numbers: readonly number[],
): DocumentText {
  const gone = new Set(numbers)
  const lines = text.split('\n')
  const place = new Map<number, number>()
  const kept: string[] = []
  for (const [index, line] of lines.entries()) {
    if (gone.has(index)) continue
    place.set(index, kept.length)
    kept.push(line)
  }
  return {
    text: kept.join('\n'),
    tables,
    marked: byLine(marked, (line) => place.get(line)),
    marks: byLine(marks, (line) => place.get(line)),
  }
}
