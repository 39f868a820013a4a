import type { Node } from '@tiptap/pm/model'
import { Decoration, DecorationSet, type DecorationSource } from '@tiptap/pm/view'
import type { Block } from '../../shared/plan/block.ts'
import type { BlockId } from '../../shared/plan/ids.ts'
import type { Drawn } from '../../shared/plan/numbering.ts'
import type { Goal, MonthlyItem, Plan } from '../../shared/plan/plan.ts'
import { currentLanguage, type Language } from '../i18n/language.ts'
import { countBlocks } from './blocks.ts'
import { chipElement } from './chipElement.ts'
import { type Chip, goalChips, itemChips } from './chips.ts'

/**
 * The decorations of a whole plan, one or two a block. A DecorationSet looks a block's decorations up by
 * going through those of all blocks, so drawing 5,000 blocks takes 25 million steps a keystroke; this one
 * has them by place. It offers what prosemirror-view 1.42 asks of a set while drawing (`iterDeco` and
 * `DecorationGroup` there): `locals`, `localsInner`, `members` and `eq` are not in its types.
 */
export class DrawnBlocks implements DecorationSource {
  private readonly around: Decoration[]
  private readonly inside: ReadonlyMap<number, DecorationSet>

  /** `around` are node decorations and widgets between blocks, in order; `inside` are sets by the block's position. */
  constructor(around: Decoration[], inside: ReadonlyMap<number, DecorationSet>) {
    this.around = around
    this.inside = inside
  }

  get members(): readonly DecorationSource[] {
    return [this]
  }

  locals(): Decoration[] {
    return this.around
  }

  localsInner(): Decoration[] {
    return this.around
  }

  forChild(offset: number): DecorationSource {
    return this.inside.get(offset) ?? DecorationSet.empty
  }

  eq(other: DecorationSource): boolean {
    return this === other
  }

  /** The plan is drawn anew after each change; nothing is carried over. */
  map(): DecorationSource {
    return this
  }

  forEachSet(visit: (set: DecorationSet) => void): void {
    for (const set of this.inside.values()) visit(set)
  }
}

const monthElement = (words: string) => (): HTMLElement => {
  const element = document.createElement('div')
  element.className = 'month-heading'
  element.contentEditable = 'false'
  element.textContent = words
  return element
}

type Reading = Goal | MonthlyItem
const kept = new WeakMap<Node, { readings: readonly Reading[]; language: Language; set: DecorationSet }>()

const sameReadings = (a: readonly Reading[], b: readonly Reading[]): boolean =>
  a.length === b.length && a.every((reading, index) => reading === b[index])

/** The chips of a block's readings; a deadline or name that several goals share is said once. */
function chipsAll(readings: readonly Reading[]): Chip[] {
  const chips: Chip[] = []
  for (const [index, reading] of readings.entries()) {
    if (!('metric' in reading)) return itemChips(reading)
    const said = new Set(chips.map(({ words }) => words))
    const [target, ...more] = goalChips(reading, index)
    chips.push(...(target === undefined ? [] : [target]), ...more.filter(({ words }) => !said.has(words)))
  }
  return chips
}

/** A block's chips behind its words; the same object as long as block, readings and language are the same. */
function chipsOf(node: Node, id: BlockId, readings: readonly Reading[]): DecorationSet {
  const before = kept.get(node)
  const language = currentLanguage()
  if (before?.language === language && sameReadings(before.readings, readings)) return before.set
  const chips = chipsAll(readings)
  const set =
    chips.length === 0
      ? DecorationSet.empty
      : DecorationSet.create(node, [
          Decoration.widget(node.content.size, chipElement(id, chips), {
            side: 1,
            key: `chips ${id} ${chips.map(({ words, goal }) => `${goal} ${words}`).join('|')}`,
            ignoreSelection: true,
          }),
        ])
  kept.set(node, { readings, language, set })
  return set
}

/** The readings of goal and item blocks; what is found in prose has no chips. */
function readingsByBlock({ goals, monthly }: Plan): Map<BlockId, Reading[]> {
  const readings = new Map<BlockId, Reading[]>()
  for (const goal of goals) {
    if (goal.source !== 'block') continue
    const own = readings.get(goal.block)
    if (own === undefined) readings.set(goal.block, [goal])
    else own.push(goal)
  }
  for (const item of monthly) if (item.source === 'block') readings.set(item.block, [item])
  return readings
}

/** Numbers, month headings and chips: drawn beside the words, never stored among them. */
export function drawBlocks(
  doc: Node,
  blocks: readonly Block[],
  plan: Plan,
  draws: readonly Drawn[],
): DrawnBlocks {
  const readings = readingsByBlock(plan)
  const around: Decoration[] = []
  const inside = new Map<number, DecorationSet>()
  let index = 0
  doc.forEach((node, position) => {
    // Only a list or a table is not one block, and none of them is drawn beside.
    if (!node.isTextblock) {
      index += countBlocks(node)
      return
    }
    const [block, draw] = [blocks[index], draws[index]]
    index += 1
    if (block === undefined || draw === undefined) return
    const heading = draw.monthHeading.trim()
    if (heading !== '') {
      const key = `month ${block.id} ${heading}`
      around.push(Decoration.widget(position, monthElement(heading), { side: -1, key }))
    }
    const number = draw.number.trim()
    if (number !== '')
      around.push(Decoration.node(position, position + node.nodeSize, { 'data-number': number }))
    const own = readings.get(block.id)
    if (own !== undefined) inside.set(position, chipsOf(node, block.id, own))
  })
  return new DrawnBlocks(around, inside)
}
