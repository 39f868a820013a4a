import { drawCount } from '../../../shared/inputs/docx/numbering.ts'
import { styleOf } from './shownHtml.ts'
import { BULLET } from './lineWriter.ts'

/** CSS list-style-type and the `type` attribute → Word's names for the same; what is not here is drawn in digits. */
const FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  'lower-alpha': 'lowerLetter',
  'lower-latin': 'lowerLetter',
  'upper-alpha': 'upperLetter',
  'upper-latin': 'upperLetter',
  'lower-roman': 'lowerRoman',
  'upper-roman': 'upperRoman',
  'decimal-leading-zero': 'decimalZero',
}
const CHINESE = /^(?:cjk-ideographic|(?:simp|trad)-chinese-(?:in)?formal|japanese-informal)$/u
const BULLETS = new Set(['disc', 'circle', 'square'])

/** The sign before an item of a list that a browser numbers. */
export function drawnMarker(item: Element, value: number): string {
  const list = item.parentElement
  const type =
    /list-style(?:-type)?\s*:\s*([a-z-]+)/iu.exec(
      `${styleOf(item)};${list === null ? '' : styleOf(list)}`,
    )?.[1] ??
    item.getAttribute('type') ??
    list?.getAttribute('type') ??
    ''
  if (type === 'none') return ''
  if (list?.tagName !== 'OL' || BULLETS.has(type)) return BULLET
  if (CHINESE.test(type)) return `${drawCount(value, 'chineseCounting')}、`
  return `${drawCount(value, FORMATS[type] ?? 'decimal')}. `
}

const SIGNS = /font-family\s*:[^;]*(?:Symbol|Wingdings|Webdings|Courier)/iu

/** The number or sign that Word and WPS write out before a list's item, in an element of its own. */
export function writtenMarker(element: Element): string {
  const text = (element.textContent ?? '').replace(/\s+/gu, ' ').trim()
  const isSign = [element, element.parentElement, ...element.querySelectorAll('*')].some(
    (one) => one !== null && SIGNS.test(styleOf(one)),
  )
  if (text.length === 1 && (isSign || /[^\p{L}\p{N}]/u.test(text))) return BULLET
  return text === '' || /[、）)】\]]$/u.test(text) ? text : `${text} `
}

/** Counts the items of a list: where it begins, and where an item says its own number. */
export class Counter {
  private last: number

  constructor(list: Element) {
    this.last = intOf(list.getAttribute('start'), 1) - 1
  }

  next(item: Element): number {
    this.last = intOf(item.getAttribute('value'), this.last + 1)
    return this.last
  }
}

function intOf(text: string | null, otherwise: number): number {
  const value = Number(text ?? Number.NaN)
  return Number.isInteger(value) && Math.abs(value) < 10_000 ? value : otherwise
}
