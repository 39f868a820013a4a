import { type Block, DEFAULT_NUMBERING, type Front } from '../plan/block.ts'
import type { BlockId } from '../plan/ids.ts'
import { drawn, typedNumber, type TypedNumber } from '../plan/numbering.ts'
import { leadingMonth, monthHeadingOf } from './dates.ts'
import { isGoalLine } from './goals.ts'
import { isTitle, sectionKind } from './sections.ts'

/**
 * Source text → blocks and back. Invariant (RULES T1): sourceOf(readSource(s)) === s for every string;
 * what is not understood stays a paragraph in its place. A false heading is worse than a missed one.
 */

/** The source text of blocks: what was imported, or what would be printed for what was written here. */
export function sourceOf(front: Front, blocks: readonly Block[]): string {
  return partsOf(front, blocks).join('')
}

/** The source characters of each block. */
export function partsOf(front: Front, blocks: readonly Block[]): string[] {
  const draws = drawn(front, blocks)
  return blocks.map((block, index) => `${headOf(block, index, draws[index])}${block.text}${block.tail ?? ''}`)
}

/** The source characters before a block's words. */
export const headOf = (
  block: Block,
  index: number,
  draw: { number: string; monthHeading: string } | undefined,
): string => `${block.lead ?? (index === 0 ? '' : '\n')}${draw?.monthHeading ?? ''}${draw?.number ?? ''}`

type Line = { lead: string; words: string }

/** Lines with words, each with all white space since the words before it; and the white space at the end. */
function linesOf(source: string): { lines: Line[]; tail: string } {
  const lines: Line[] = []
  let lead = ''
  for (const line of source.split(/(?<=\n)/u)) {
    const words = line.trim()
    const at = line.indexOf(words)
    if (words === '') lead += line
    else {
      lines.push({ lead: lead + line.slice(0, at), words })
      lead = line.slice(at + words.length)
    }
  }
  return { lines, tail: lead }
}

const SENTENCE_END = /[。；;！!？?：:.)）”"』」]$/u
const DATE_LINE =
  /^(?:[二〇零○一三四五六七八九xX×\d]{2,4})\s*年\s*[\d一二三四五六七八九十xX×]{1,3}\s*月(?:\s*[\d一二三四五六七八九十xX×]{1,3}\s*[日号])?$/u
const SIGNATURE = /(?:委员会|委員會|工会|工會|总工会)$/u
const HEADS_PART = /(?:安排|附件?|附表|计划表|要点|日程|行事历|活动表)(?:如下)?[:：]?$|[^，。；]{2,16}[:：]$/u

/** Where a numbered line's heading ends: the whole line, up to its first sentence or colon, or 0 for none. */
function headingLength(words: string, level: number): number {
  if (words.length <= 40 && !/。./u.test(words))
    return /^[^：:]{1,24}[：:].{13,}$/u.test(words) ? words.search(/[：:]/u) + 1 : words.length
  const end = words.search(/[。：:；;]/u)
  return end > 0 && end <= (level === 1 ? 70 : 60) && words[end] !== '；' && words[end] !== ';' ? end + 1 : 0
}

/** Tasks of a month that stand on one line: split before inner numbers, or after sentences when there are none. */
function tasksOf(words: string): string[] {
  const numbered = typedNumber(words) !== null
  const parts = numbered
    ? words.split(/(?<=[。；;，,\s])(?=\d{1,2}[、．])/u)
    : words.split(/(?<=[。；;])(?=[^”」）)])/u)
  return parts.filter((part) => part !== '')
}

/** Reads a source text into blocks. `makeId` gives a fresh id for each. */
export function readSource(source: string, makeId: () => BlockId): { front: Front; blocks: Block[] } {
  const { lines, tail } = linesOf(source)
  const blocks: Block[] = []
  const counters = [0, 0, 0]
  const samples = new Map<number, string>()
  let kind = 'other'
  let months: readonly number[] | null = null
  let monthLead = ''
  let titled = false

  const push = (block: Omit<Block, 'id'>): void => {
    blocks.push({ id: makeId(), ...block })
  }
  const pushItem = (lead: string, words: string): void => {
    const number = typedNumber(words)?.text ?? ''
    push({
      kind: 'monthlyItem',
      lead,
      text: words.slice(number.length),
      number,
      months: months ?? [],
      monthHeading: monthLead,
    })
    monthLead = ''
  }
  const pushTasks = (lead: string, words: string): void => {
    // The month heading's lead is the first item's lead; its own lead is part of the heading.
    for (const [index, task] of tasksOf(words).entries()) pushItem(index === 0 ? lead : '', task)
  }
  /** A month heading without tasks under it is a paragraph after all. */
  let openHeading: Line | null = null
  const closeHeading = (): void => {
    if (openHeading !== null) push({ kind: 'paragraph', lead: openHeading.lead, text: openHeading.words })
    openHeading = null
  }

  const isNext = (number: TypedNumber): boolean => {
    const last = counters[number.level] ?? 0
    return (
      number.value === last + 1 ||
      number.value === 1 ||
      (number.value > last && number.value <= last + 2) ||
      blocks.length === 0
    )
  }

  for (const [index, line] of lines.entries()) {
    const { lead, words } = line
    const number = typedNumber(words)
    const afterHeading = blocks.at(-1)?.kind === 'heading'
    const before = afterHeading ? '' : (lines[index - 1]?.words ?? '')
    const broken = before.length > 14 && !SENTENCE_END.test(before) && number !== null && number.level !== 3
    const heading = monthHeadingOf(
      words.slice(number?.level === 3 || number?.level === 1 ? number.text.length : 0),
    )
    const skip = number?.level === 3 || number?.level === 1 ? number.text.length : 0

    if (!titled && index < 14 && number === null && isTitle(words)) {
      titled = true
      push({ kind: 'heading', level: 0, number: '', lead, text: words })
      continue
    }
    if (
      heading !== null &&
      (kind === 'schedule' ||
        skip + heading.length === words.length ||
        /[：:]\s*$/u.test(words.slice(0, skip + heading.length)))
    ) {
      closeHeading()
      months = heading.months
      const rest = words.slice(skip + heading.length)
      if (rest === '') openHeading = line
      else {
        monthLead = words.slice(0, skip + heading.length)
        pushTasks(lead, rest)
      }
      continue
    }
    const leading = number === null ? leadingMonth(words) : null
    if (leading !== null) {
      closeHeading()
      months = leading.months
      monthLead = words.slice(0, leading.length)
      pushTasks(lead, words.slice(leading.length))
      continue
    }
    if (
      number !== null &&
      number.level <= 2 &&
      !broken &&
      isNext(number) &&
      headingLength(words, number.level) > 0
    ) {
      const end = headingLength(words, number.level)
      closeHeading()
      months = null
      counters[number.level] = number.value
      if (number.level === 1) counters[2] = 0
      if (!samples.has(number.level)) samples.set(number.level, number.text)
      const text = words.slice(number.text.length, end)
      const own = sectionKind(text)
      if (number.level === 1 || own === 'schedule' || (own === 'goals' && text.length <= 10)) kind = own
      push({ kind: 'heading', level: number.level, number: number.text, lead, text })
      if (end < words.length) push({ kind: 'paragraph', lead: '', text: words.slice(end) })
      continue
    }
    if (
      number === null &&
      words.length <= 22 &&
      HEADS_PART.test(words) &&
      sectionKind(words) === 'schedule'
    ) {
      closeHeading()
      months = null
      kind = 'schedule'
      push({ kind: 'heading', level: 1, number: '', lead, text: words })
      continue
    }
    if (months !== null && (DATE_LINE.test(words) || (words.length <= 24 && SIGNATURE.test(words)))) {
      closeHeading()
      months = null
    }
    if (months !== null) {
      if (openHeading !== null) {
        const { lead: first, words: head }: Line = openHeading
        monthLead = head + lead
        openHeading = null
        pushTasks(first, words)
      } else pushTasks(lead, words)
      continue
    }
    if (number !== null && number.level >= 3 && !samples.has(number.level))
      samples.set(number.level, number.text)
    if (isGoalLine(words, kind === 'goals')) {
      push({ kind: 'goal', lead, text: words.slice(number?.text.length ?? 0), number: number?.text ?? '' })
    } else push({ kind: 'paragraph', lead, text: words })
  }
  closeHeading()
  return close(source, blocks, samples, tail, makeId)
}

/** Sets what is automatic to null, and makes sure that not one character is lost. */
function close(
  source: string,
  read: readonly Block[],
  samples: ReadonlyMap<number, string>,
  tail: string,
  makeId: () => BlockId,
): { front: Front; blocks: Block[] } {
  const numbering = DEFAULT_NUMBERING.map((sample, index) => samples.get(index + 1) ?? sample)
  const front: Front = { title: null, organisation: null, period: null, kind: null, numbering }
  const automatic = drawn(
    front,
    read.map((block) =>
      block.number === undefined
        ? block
        : { ...block, number: block.number === '' && block.kind === 'heading' ? '' : null },
    ),
  )
  const blocks = read.map((block, index): Block => {
    const number =
      block.number !== undefined && block.number === automatic[index]?.number ? null : block.number
    const monthHeading = block.monthHeading === '' ? null : block.monthHeading
    const lead = block.lead === (index === 0 ? '' : '\n') ? null : (block.lead ?? null)
    const isLast = index === read.length - 1
    return {
      ...block,
      lead,
      ...(number === undefined
        ? {}
        : { number: block.kind === 'heading' && block.number === '' ? '' : number }),
      ...(monthHeading === undefined ? {} : { monthHeading }),
      ...(isLast && tail !== '' ? { tail } : {}),
    }
  })
  if (sourceOf(front, blocks) === source) return { front, blocks }
  return { front, blocks: verbatim(source, makeId) }
}

/** Every line as a paragraph: the reading of last resort. */
function verbatim(source: string, makeId: () => BlockId): Block[] {
  const { lines, tail } = linesOf(source)
  if (lines.length === 0)
    return source === '' ? [] : [{ id: makeId(), kind: 'paragraph', text: '', lead: source }]
  return lines.map(({ lead, words }, index) => ({
    id: makeId(),
    kind: 'paragraph',
    text: words,
    lead,
    ...(index === lines.length - 1 && tail !== '' ? { tail } : {}),
  }))
}
