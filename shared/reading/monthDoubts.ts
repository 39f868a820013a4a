import type { Block } from '../plan/block.ts'
import { type Drawn, typedNumber } from '../plan/numbering.ts'
import type { MonthlyItem } from '../plan/plan.ts'
import { monthNumbers } from './monthNumbers.ts'

/** Doubts about months whose first may be a list's number (三、四月份：), RULES R5. */

type Doubt = MonthlyItem['doubt']

/** A month's heading that begins with a number. */
const MAY_COUNT = /^[\d０-９一二三四五六七八九十]{1,2}\s?[、,，]/u

/** A text as it is drawn, line by line: a month's heading on a line of its own, or with its first task behind it. */
export function drawnLines(
  blocks: readonly Block[],
  draws: readonly Drawn[],
): { block: Block; words: string; isHeading: boolean }[] {
  return blocks.flatMap((block, index) => {
    const { number = '', monthHeading = '' } = draws[index] ?? {}
    const heading = monthHeading.trim()
    const words = `${number}${block.text}`
    if (heading === '') return [{ block, words, isHeading: false }]
    return monthHeading.includes('\n') && monthHeading.trimEnd() !== monthHeading
      ? [
          { block, words: heading, isHeading: true },
          { block, words, isHeading: false },
        ]
      : [{ block, words: `${monthHeading.trimStart()}${words}`, isHeading: true }]
  })
}

/** The doubt of each item that stands under such a heading, by its block; nothing in most texts. */
function doubtsOf(blocks: readonly Block[], draws: readonly Drawn[]): Map<Block, Doubt> {
  const doubts = new Map<Block, Doubt>()
  if (!draws.some(({ monthHeading }) => MAY_COUNT.test(monthHeading.trimStart()))) return doubts
  const lines = drawnLines(blocks, draws)
  const numbers = monthNumbers(lines, typedNumber)
  let doubt: Doubt = null
  for (const [index, { block, isHeading }] of lines.entries()) {
    if (isHeading) {
      const { months = [] } = block
      const isOpen = numbers.get(index) === 'either'
      doubt = isOpen
        ? { reason: 'month-number', readings: [months.join('、'), months.slice(1).join('、')] }
        : null
    } else if (block.kind !== 'monthlyItem') doubt = null
    if (doubt !== null) doubts.set(block, doubt)
  }
  return doubts
}

const known = new WeakMap<MonthlyItem, MonthlyItem>()

/** The item with its doubt; the same object as long as both are the same. */
function doubted(item: MonthlyItem, doubt: Doubt): MonthlyItem {
  const before = known.get(item)
  if (before?.doubt?.readings.join() === doubt?.readings.join() && before !== undefined) return before
  const now = { ...item, doubt }
  known.set(item, now)
  return now
}

/** Items with the doubt about the months of their heading, until a member says which they are. */
export function doubtMonths(
  items: readonly MonthlyItem[],
  blocks: readonly Block[],
  draws: readonly Drawn[],
): readonly MonthlyItem[] {
  const doubts = doubtsOf(blocks, draws)
  if (doubts.size === 0) return items
  const byBlock = new Map([...doubts].map(([{ id, months }, doubt]) => [id, { months, doubt }]))
  return items.map((item) => {
    const own = byBlock.get(item.block)
    const isOpen = own !== undefined && !item.fixed.includes('months') && item.doubt === null
    return isOpen && own.months?.join() === item.months.join() ? doubted(item, own.doubt) : item
  })
}
