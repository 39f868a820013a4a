import { typedNumber } from '../plan/numbering.ts'
import { monthHeadingOf, monthPhrases } from './dates.ts'
import { fold } from './fold.ts'
import type { Line } from './lines.ts'
import { isTitle } from './sections.ts'

/** A plan whose line ends a copy lost: its one long line is taken apart where its numbers stand. */

/** A shorter text, or one of more lines, has its line ends. */
const SHORTEST = 300
const MOST_LINES = 6
/** A number within a line, behind a sign or a space; a heading's comes first. */
const STYLES: readonly RegExp[] = [
  /(?<=^|[。；;：:！!）)”\s])(?=[一二三四五六七八九十]{1,3}、)/gu,
  /(?<=^|[。；;：:！!）)”\s])(?=[（(][一二三四五六七八九十]{1,3}[)）])/gu,
  /(?<=^|[。；;：:！!）)”\s])(?=\d{1,2}(?:、|[.．](?!\d)))/gu,
]
/** 一、工作目标 积极发挥…: only a space tells where the heading ends. */
const HEADING = /^[^，,。；;：:\s]{2,24}(?=\s)/u

/** The places where numbers of one style stand that count from one. */
function countedPlaces(words: string, style: RegExp): number[] {
  const places: number[] = []
  for (const { index } of words.matchAll(style)) {
    const value = typedNumber(words.slice(index, index + 40))?.value
    if (value === places.length + 1) places.push(index)
    // 团结统 一、爱好和平: a space that a copy left begins nothing.
    else if (
      value === 1 &&
      places.length > 0 &&
      !/\p{Script=Han}\s+$/u.test(words.slice(Math.max(0, index - 4), index))
    )
      break
  }
  return places.length > 1 ? places : []
}

function cut(words: string, places: readonly number[]): string[] {
  const starts = places[0] === 0 ? places : [0, ...places]
  return starts.map((start, index) => words.slice(start, starts[index + 1]))
}

function partsOf(words: string, level: number): string[] {
  const style = STYLES[level]
  if (style === undefined) return [words]
  const places = countedPlaces(words, style)
  const parts = cut(words, places).flatMap((part) => partsOf(part, level + 1))
  return parts.flatMap((part) => {
    const number = typedNumber(part)
    const own = number === null || number.level > 2 ? 0 : number.text.length
    const heading = own === 0 ? undefined : HEADING.exec(part.slice(own))?.[0]
    return heading === undefined ? [part] : cut(part, [own + heading.length])
  })
}

/** A line cut into several; the white space between its parts goes before the later ones. */
function lineOf(line: Line, parts: readonly string[]): Line[] {
  let lead = line.lead
  return parts.flatMap((part) => {
    const words = part.trim()
    const before = lead + part.slice(0, part.indexOf(words))
    lead = part.slice(part.indexOf(words) + words.length)
    if (words !== '') return [{ lead: before, words, at: line.at }]
    lead = before + lead
    return []
  })
}

/** A month and what stands between it and its colon are no longer. */
const LONGEST_HEADING = 60
/** A number or sign before a line's first month is no longer. */
const LONGEST_MARK = 4

/** 1月：… 2月：…: where the months begin that a line names one after the other as headings. */
function monthPlaces(words: string): number[] {
  if (/[|｜\t]/u.test(words) || !/[：:]/u.test(words)) return []
  const places = monthPhrases(words)
    .filter(({ start, time }) => {
      const heading = time !== null ? null : monthHeadingOf(words.slice(start, start + LONGEST_HEADING))
      return heading !== null && /[：:]\s*$/u.test(words.slice(start, start + heading.length))
    })
    .map(({ start }) => (start <= LONGEST_MARK ? 0 : start))
  return places.length > 1 ? places : []
}

/** …. JANUARY 1. Meet. 2. Report. FEBRUARY 1. …: where capital months begin and end that numbered tasks follow. */
const CAPITAL =
  /(?<=^|[.)]\s)(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?=\s1\.\s)/gu
function capitalPlaces(words: string): number[] {
  const months = [...words.matchAll(CAPITAL)]
  return months.length > 1 ? months.flatMap(({ index, 0: month }) => [index, index + month.length]) : []
}

/** What a part that every plan has may be called. */
const PART_NAME =
  /(?:背景|主题|主題|目的|意义|目标|原则|思想|时间|時間|地点|地點|对象|人员|内容|安排|要求|措施|任务|步骤|办法|方式|机构|领导|经费|预算|保障|宣传|参与|事项|流程|程序|规则|总结|附则|说明)$/u
/** …主题活动。二、活动主题: a heading that a copy put at the end of the line before it. */
const HEADING_AT_END = /(?<=[。！？!?；;\s])(?:[一二三四五六七八九十]{1,2})、\s?\p{Script=Han}{2,12}$/u

/** Where such a heading begins; nothing for any other line. */
function endPlaces(words: string): number[] {
  const match = HEADING_AT_END.exec(words)
  return match !== null && match.index > 0 && PART_NAME.test(fold(match[0])) ? [match.index] : []
}

/** 义工工作年度计划书 本队在…: where the text behind a title begins that stands on its line. */
function behindTitle(words: string): number[] {
  const [title = ''] = /^[^，,。；;：:\s]{6,30}(?=\s)/u.exec(words) ?? []
  return words.length >= SHORTEST && isTitle(title) ? [title.length] : []
}

/** The lines of a text; a text of one long line is read as the lines that it once was, and so is a line of several months. */
export function unfoldedLines(lines: readonly Line[]): readonly Line[] {
  const apart = lines
    .flatMap((line) => lineOf(line, cut(line.words, endPlaces(line.words))))
    .flatMap((line, index) => (index > 0 ? [line] : lineOf(line, cut(line.words, behindTitle(line.words)))))
    .flatMap((line) => lineOf(line, cut(line.words, monthPlaces(line.words))))
    .flatMap((line) => lineOf(line, cut(line.words, capitalPlaces(line.words))))
  if (lines.length > MOST_LINES || lines.every(({ words }) => words.length < SHORTEST)) return apart
  return apart.flatMap((line) =>
    line.words.length < SHORTEST ? [line] : lineOf(line, partsOf(line.words, 0)),
  )
}
