import { isGrand, typedNumber, type TypedNumber } from '../plan/numbering.ts'
import type { Line } from './lines.ts'

/** Reads the numbers of one text's lines: what level a style has depends on the other styles in it. */
export type NumberOf = (words: string) => TypedNumber | null

/** 1 指导思想, 2.1 组建目标: as technical papers count. A line with more words, or a date behind it, is none. */
const DECIMAL = /^(\d{1,2})((?:[.．]\d{1,2}){0,2})[ \t\u3000]+(?=[^\d\s])/u
const LEAST = 2

/** How the numbers of these lines are read. */
export function numbersOf(lines: readonly Line[]): NumberOf {
  const grand = lines.filter(({ words }) => isGrand(typedNumber(words)?.text ?? '')).length
  if (grand >= LEAST) return underGrand
  if (countsInEnglish(lines)) return (words) => englishNumber(words) ?? typedNumber(words)
  const decimals = lines.filter(({ words }) => (DECIMAL.exec(words)?.[2] ?? '') !== '').length
  return decimals >= LEAST ? (words) => typedNumber(words) ?? decimalNumber(words) : typedNumber
}

/** Two parts of the first level; or one, with parts of its own. */
function countsInEnglish(lines: readonly Line[]): boolean {
  const levels = lines.flatMap(({ words }) => englishNumber(words)?.level ?? [])
  return levels.length >= LEAST && levels.includes(1)
}

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
]
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']
/** First, the main work; II. Goals; A. Recruiting; (a) training: as English and translated plans number their parts. */
const ENGLISH = new RegExp(
  `^(?:(${ORDINALS.join('|')}), |([IVX]{1,4})[.、] ?|(?:\\(([a-h])\\)|([A-H])\\.) )(?=[A-Za-z])`,
  'iu',
)

function englishNumber(words: string): TypedNumber | null {
  const [text, ordinal, roman, small, capital] = ENGLISH.exec(words) ?? []
  if (text === undefined || words.length > LONGEST_ENGLISH) return null
  const letter = small ?? capital
  // a. counts what stands under A.
  if (capital !== undefined && capital !== capital.toUpperCase()) return null
  if (letter !== undefined) return { text, value: letter.toLowerCase().charCodeAt(0) - 96, level: 2 }
  const value =
    ordinal === undefined
      ? ROMAN.indexOf(roman?.toLowerCase() ?? '')
      : ORDINALS.indexOf(ordinal.toLowerCase())
  return value < 0 ? null : { text, value: value + 1, level: 1 }
}

/** A longer line that begins so is a sentence. */
const LONGEST_ENGLISH = 140

/** Under 壹、 all other styles stand one level lower. */
function underGrand(words: string): TypedNumber | null {
  const number = typedNumber(words)
  if (number === null || number.level === 4 || isGrand(number.text)) return number
  return { ...number, level: number.level === 1 ? 2 : number.level === 2 ? 3 : 4 }
}

function decimalNumber(words: string): TypedNumber | null {
  const match = DECIMAL.exec(words)
  if (match === null) return null
  const parts = [match[1] ?? '', ...(match[2] ?? '').split(/[.．]/u).slice(1)]
  const value = Number(parts.at(-1))
  return { text: match[0], value, level: parts.length === 1 ? 1 : parts.length === 2 ? 2 : 3 }
}
