import { printChinese } from '../../plan/numerals.ts'
import { visitXml } from './xml.ts'

/**
 * Automatic numbers of a .docx (ECMA-376 part 1, 17.9): the words show 一、 though the text does not hold it.
 */
type Level = { start: number; format: string; text: string }
type List = { levels: Level[]; style: string | null }

export type NumberOf = { list: string; level: number }

/** How a document numbers: which style numbers its paragraphs, and what each list's levels look like. */
export type Numbering = { next: (place: NumberOf) => string }

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
const STEMS = '甲乙丙丁戊己庚辛壬癸'

function roman(value: number): string {
  const signs: readonly [number, string][] = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let left = Math.min(value, 399)
  let text = ''
  for (const [worth, sign] of signs) {
    while (left >= worth) {
      text += sign
      left -= worth
    }
  }
  return text
}

const letters = (value: number): string =>
  String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.min(9, Math.floor((value - 1) / 26) + 1))

/** A number as its format draws it (17.18.59 ST_NumberFormat); an unknown format is drawn in digits. */
export function drawCount(value: number, format: string): string {
  if (
    /^(?:chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographDigital|chineseLegalSimplified)$/u.test(
      format,
    )
  )
    return value < 100 ? printChinese(value) : String(value)
  switch (format) {
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'decimalFullWidth':
      return String(value).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return CIRCLED[value - 1] ?? String(value)
    case 'ideographTraditional':
      return STEMS[(value - 1) % 10] ?? String(value)
    case 'upperLetter':
      return letters(value)
    case 'lowerLetter':
      return letters(value).toLowerCase()
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    default:
      return String(value)
  }
}

const LEVELS = 9
const numberIn = (text: string | undefined, otherwise: number): number => {
  const value = Number(text)
  return Number.isInteger(value) && value >= 0 && value < 10_000 ? value : otherwise
}

type Parsed = { lists: Map<string, List>; nums: Map<string, { list: string; starts: Map<number, number> }> }

function parse(xml: string): Parsed {
  const lists: Parsed['lists'] = new Map()
  const nums: Parsed['nums'] = new Map()
  let list: List | null = null
  let num: { list: string; starts: Map<number, number> } | null = null
  let level: Level | null = null
  let override = 0
  visitXml(xml, {
    open: ({ name, attributes }) => {
      const value = attributes['val']
      if (name === 'abstractNum') {
        list = { levels: [], style: null }
        lists.set(attributes['abstractNumId'] ?? '', list)
      } else if (name === 'num') {
        num = { list: '', starts: new Map() }
        nums.set(attributes['numId'] ?? '', num)
      } else if (name === 'abstractNumId' && num !== null) num.list = value ?? ''
      else if (name === 'lvlOverride') override = numberIn(attributes['ilvl'], 0)
      else if (name === 'startOverride' && num !== null) num.starts.set(override, numberIn(value, 1))
      else if (name === 'lvl' && list !== null) {
        level = { start: 1, format: 'decimal', text: '' }
        const place = numberIn(attributes['ilvl'], 0)
        if (place < LEVELS) list.levels[place] = level
      } else if (name === 'numStyleLink' && list !== null) list.style = value ?? null
      else if (level !== null) {
        if (name === 'start') level.start = numberIn(value, 1)
        else if (name === 'numFmt') level.format = value ?? 'decimal'
        else if (name === 'lvlText') level.text = value ?? ''
      }
    },
    close: (name) => {
      if (name === 'lvl') level = null
      else if (name === 'abstractNum') list = null
      else if (name === 'num') num = null
    },
    text: () => undefined,
  })
  return { lists, nums }
}

/**
 * Counts a document's numbered paragraphs in their order. `ofStyle` gives the list of a numbering style.
 * Throws BadXml.
 */
export function numberingOf(xml: string | null, ofStyle: (style: string) => string | null): Numbering {
  const { lists, nums } =
    xml === null ? { lists: new Map<string, List>(), nums: new Map() as Parsed['nums'] } : parse(xml)
  const counters = new Map<string, number[]>()
  const restarted = new Set<string>()
  return {
    next: ({ list: id, level: place }) => {
      const num = nums.get(id)
      if (num === undefined || place >= LEVELS) return ''
      const own = lists.get(num.list)
      const linked = own?.style == null ? null : ofStyle(own.style)
      const { levels } = (linked === null ? own : lists.get(nums.get(linked)?.list ?? '')) ?? { levels: [] }
      const level = levels[place]
      if (level === undefined || level.format === 'none') return ''
      if (level.format === 'bullet') return '• '
      const counts = counters.get(num.list) ?? []
      counters.set(num.list, counts)
      if (num.starts.size > 0 && !restarted.has(id)) {
        for (const [at, start] of num.starts) counts[at] = start - 1
        restarted.add(id)
      }
      counts[place] = (counts[place] ?? level.start - 1) + 1
      counts.length = place + 1
      const text = level.text.replace(/%(\d)/gu, (_, digit: string) => {
        const at = Number(digit) - 1
        return drawCount(counts[at] ?? levels[at]?.start ?? 1, levels[at]?.format ?? 'decimal')
      })
      return /[、）)】\]]$/u.test(text) || text === '' ? text : `${text} `
    },
  }
}
