import type { Node } from '@tiptap/pm/model'
import { Decoration, DecorationSet, type DecorationSource } from '@tiptap/pm/view'
import type { BlockId } from '../../shared/plan/ids.ts'
import type { Drawn } from '../../shared/plan/numbering.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { blocksOfNode } from './blocks.ts'
import { chipElement } from './chipElement.ts'
import { goalChips, itemChips } from './chips.ts'

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

const kept = new WeakMap<Node, { words: string; set: DecorationSet }>()

/** A block's chips behind its words; the same object as long as block and chips are the same. */
function chipsOf(node: Node, id: BlockId, chips: readonly string[]): DecorationSet {
  const words = chips.join('|')
  const before = kept.get(node)
  if (before?.words === words) return before.set
  const widget = Decoration.widget(node.content.size, chipElement(id, chips), {
    side: 1,
    key: `chips ${id} ${words}`,
    ignoreSelection: true,
  })
  const set = DecorationSet.create(node, [widget])
  kept.set(node, { words, set })
  return set
}

function chipsByBlock({ goals, monthly }: Plan): Map<string, string[]> {
  const chips = new Map<string, string[]>()
  for (const goal of goals) {
    if (goal.source === 'block') chips.set(goal.block, [...(chips.get(goal.block) ?? []), ...goalChips(goal)])
  }
  for (const item of monthly) if (item.source === 'block') chips.set(item.block, itemChips(item))
  return chips
}

/** Numbers, month headings and chips: drawn beside the words, never stored among them. */
export function drawBlocks(doc: Node, plan: Plan, draws: readonly Drawn[]): DrawnBlocks {
  const chips = chipsByBlock(plan)
  const around: Decoration[] = []
  const inside = new Map<number, DecorationSet>()
  let index = 0
  doc.forEach((node, position) => {
    const own = blocksOfNode(node)
    const draw = draws[index]
    const [block] = own
    index += own.length
    if (block === undefined || draw === undefined || !node.isTextblock) return
    const heading = draw.monthHeading.trim()
    if (heading !== '') {
      const key = `month ${block.id} ${heading}`
      around.push(Decoration.widget(position, monthElement(heading), { side: -1, key }))
    }
    const number = draw.number.trim()
    if (number !== '')
      around.push(Decoration.node(position, position + node.nodeSize, { 'data-number': number }))
    const drawnChips = chips.get(block.id)
    if (drawnChips !== undefined && drawnChips.length > 0)
      inside.set(position, chipsOf(node, block.id, drawnChips))
  })
  return new DrawnBlocks(around, inside)
}
