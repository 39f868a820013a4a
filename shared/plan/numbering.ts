import { narrow, printChinese, valueOf } from './numerals.ts'
import type { Block, Front } from './block.ts'
import { ENGLISH_MONTHS, langOf } from './lang.ts'
import type { Plan } from './plan.ts'
import { remember } from './remember.ts'

/** A number at the start of a line: its characters with the space after it, what it counts, and the level of its style. */
export type TypedNumber = { text: string; value: number; level: 1 | 2 | 3 | 4 }

/** Numerals as public bodies write them, and the plain ones. */
const GRAND = '壹貳參肆伍陸柒捌玖拾贰叁陆'
const PLAIN = '一二三四五六七八九十二三六'
const plainOf = (numeral: string): string =>
  isGrand(numeral) ? numeral.replace(/./gu, (char) => PLAIN[GRAND.indexOf(char)] ?? char) : numeral

const STYLES: readonly { level: 1 | 2 | 3 | 4; pattern: RegExp }[] = [
  { level: 2, pattern: /^[（(]\s?([一二三四五六七八九十]{1,3})\s?[)）]\s?[、.．]?[ \t\u3000]*/u },
  { level: 4, pattern: /^(?:[（(]\s?(\d{1,2})\s?[)）]|(\d{1,2})[)）])\s?[、.．]?[ \t\u3000]*/u },
  {
    level: 1,
    // 第一，… counts in running text.
    pattern:
      /^第?([一二三四五六七八九十]{1,3})\s?(?:[、.．]|(?<!^第.{1,4})[,，](?![一二三四五六七八九十\d]))[ \t\u3000]*/u,
  },
  { level: 1, pattern: new RegExp(`^([${GRAND}]{1,3})\\s?[、.．：:][ \\t\\u3000]*`, 'u') },
  { level: 1, pattern: /^第([一二三四五六七八九十]{1,3})(?:部分|章|篇)[、.．:： \t\u3000]*/u },
  {
    level: 3,
    pattern:
      /^(\d{1,2})\s?(?:[、．]|\.(?!\d(?!\d?月))|[,，](?=[ \t\u3000\p{Script=Han}])|。(?=\p{Script=Han})|[：:](?![\d\s]))[ \t\u3000]*/u,
  },
]
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇'
/** What a number begins with: most lines begin otherwise, and every one is asked at each key. */
const BEGINS = new RegExp(`^[（(\\d０-９第一二三四五六七八九十${GRAND}${CIRCLED}]`, 'u')

const GRANDLY = new RegExp(`[${GRAND}]+`, 'u')
/** Whether a number is written in the numerals of public bodies (壹、), which stand above 一、. */
export const isGrand = (number: string): boolean => GRANDLY.test(number)

/** Reads the number that a line begins with, or null. */
export function typedNumber(line: string): TypedNumber | null {
  if (!BEGINS.test(line)) return null
  // Full-width digits (１、) are digits; a number stands within the first characters.
  const plain = narrow(line.slice(0, 40))
  for (const { level, pattern } of STYLES) {
    const match = pattern.exec(plain)
    const value = match === null ? null : valueOf(plainOf(match[1] ?? match[2] ?? ''))
    if (match !== null && value !== null) return { text: line.slice(0, match[0].length), value, level }
  }
  const circled = CIRCLED.indexOf(line[0] ?? ' ')
  return circled < 0 ? null : { text: line[0] ?? '', value: (circled % 20) + 1, level: 4 }
}

/** A number in the style of a sample: the sample's numeral is replaced. */
export function printNumber(sample: string, value: number): string {
  if (GRANDLY.test(sample))
    return sample.replace(
      GRANDLY,
      printChinese(value).replace(/./gu, (char) => GRAND[PLAIN.indexOf(char)] ?? char),
    )
  if (/[一二三四五六七八九十]/u.test(sample))
    return sample.replace(/[一二三四五六七八九十]+/u, printChinese(value))
  if (/\d/u.test(sample)) return sample.replace(/\d+/u, String(value))
  const set = CIRCLED.indexOf(sample[0] ?? ' ') < 20 ? 0 : 20
  return value > 20 ? `${value}` : (CIRCLED[set + value - 1] ?? `${value}`)
}

/** July, July and August, July–September: so that it is read back as it was meant. */
function englishMonths(months: readonly number[]): string {
  const names = months.map((month) => ENGLISH_MONTHS[month - 1] ?? '')
  const isStretch = months.every(
    (month, index) => index === 0 || month === ((months[index - 1] ?? 0) % 12) + 1,
  )
  if (isStretch && names.length > 2) return `${names[0]}–${names.at(-1)}`
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ')
}

/** The month heading that a run of items gets when nobody wrote one, in the plan's language: 三月份：, 七、八月份： or March:. */
export const printMonths = (months: readonly number[], lang: Plan['lang']): string =>
  lang === 'en' ? `${englishMonths(months)}:` : `${months.map(printChinese).join('、')}月份：`

function* wordsOf(blocks: readonly Block[]): Generator<string> {
  for (const { text } of blocks) yield text
}
const languageOf = (blocks: readonly Block[]): Plan['lang'] => langOf(wordsOf(blocks))

/** What is drawn before a block's words: its number, and for the first item of a month the heading. */
export type Drawn = { number: string; monthHeading: string }

/** The value of a number as it stands; a plan has few distinct ones. */
const standingValue = remember((number) => typedNumber(number)?.value ?? null)

const sameRun = (a: Block | undefined, b: Block): boolean =>
  a !== undefined &&
  a.kind === b.kind &&
  (b.kind === 'goal' ||
    (b.kind === 'monthlyItem' &&
      (a.months === b.months || a.months?.join() === b.months?.join()) &&
      !b.monthHeading))

/**
 * Numbers and month headings of all blocks, in one pass. A number that stands in the source is drawn as
 * it stands (RULES T2) and the automatic ones after it go on from its value. A run of two or more
 * goals, or of items of one month, is numbered; a single one is not.
 */
export function drawn(front: Front, blocks: readonly Block[]): Drawn[] {
  const lang = languageOf(blocks)
  const counters = [0, 0, 0, 0, 0]
  let place = 0
  return blocks.map((block, index) => {
    const number = block.number ?? null
    const standing = number === null ? null : standingValue(number)
    if (block.kind === 'heading') {
      const level = block.level ?? 1
      if (level === 0) return { number: number ?? '', monthHeading: '' }
      counters.fill(0, level + 1)
      if (number === '') return { number, monthHeading: '' }
      counters[level] = standing ?? (counters[level] ?? 0) + 1
      return {
        number: number ?? printNumber(front.numbering[level - 1] ?? '', counters[level]),
        monthHeading: '',
      }
    }
    if (block.kind !== 'goal' && block.kind !== 'monthlyItem') return { number: '', monthHeading: '' }
    const starts = !sameRun(blocks[index - 1], block)
    const next = blocks[index + 1]
    const alone = starts && (next === undefined || !sameRun(block, next))
    place = standing ?? (starts ? 1 : place + 1)
    const automatic = alone ? '' : printNumber(front.numbering[2] ?? '1、', place)
    const months = block.months ?? []
    const heading =
      starts && months.length > 0 ? (block.monthHeading ?? `${printMonths(months, lang)}\n`) : ''
    return { number: number ?? automatic, monthHeading: heading }
  })
}

const sameList = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a === b || a?.join() === b?.join()

/** Whether numbers and month headings of two texts of one language are drawn alike: blocks of the same ids and kinds, whatever their words. */
export function isSameShape(before: readonly Block[], after: readonly Block[]): boolean {
  if (before.length !== after.length) return false
  for (const [index, a] of before.entries()) {
    const b = after[index]
    if (a === b) continue
    if (
      a.id !== b?.id ||
      a.kind !== b.kind ||
      a.level !== b.level ||
      a.number !== b.number ||
      a.monthHeading !== b.monthHeading ||
      !sameList(a.months, b.months)
    )
      return false
  }
  return true
}

/** `drawn` that remembers the last text: while its shape stays the same, it gives the same array again. */
export function makeDrawn(): (front: Front, blocks: readonly Block[]) => readonly Drawn[] {
  let last: {
    numbering: readonly string[]
    lang: Plan['lang']
    blocks: readonly Block[]
    draws: readonly Drawn[]
  } | null = null
  return (front, blocks) => {
    const lang = languageOf(blocks)
    const isSame =
      last !== null &&
      last.lang === lang &&
      last.numbering.join() === front.numbering.join() &&
      isSameShape(last.blocks, blocks)
    const draws = isSame && last !== null ? last.draws : drawn(front, blocks)
    last = { numbering: front.numbering, lang, blocks, draws }
    return draws
  }
}
