import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Node } from '@tiptap/pm/model'
import type { Block, Front } from '../../shared/plan/block.ts'
import { check, type Finding } from '../../shared/plan/check.ts'
import { drawn } from '../../shared/plan/numbering.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { makeReader } from '../../shared/reading/read.ts'
import { blocksOfEditor, blocksOfNode } from './blocks.ts'
import { chipElement } from './chipElement.ts'
import { goalChips, itemChips } from './chips.ts'

/** The typed whole of what stands in the editor now. */
export type TypedPlanState = { plan: Plan; blocks: readonly Block[]; front: Front }

/** What the check finds in the typed plan. */
export const findingsOf = ({ plan, front, blocks }: TypedPlanState): Finding[] => check(plan, front, blocks)

type State = TypedPlanState & { decorations: DecorationSet }

const key = new PluginKey<State>('typedPlan')

/** The typed plan of an editor's present document. */
export const typedPlanOf = (state: EditorState): TypedPlanState | undefined => key.getState(state)

const monthElement = (words: string) => (): HTMLElement => {
  const element = document.createElement('div')
  element.className = 'month-heading'
  element.contentEditable = 'false'
  element.textContent = words
  return element
}

/** Numbers, month headings and chips: drawn beside the words, never stored among them. */
function decorate(doc: Node, typed: TypedPlanState): DecorationSet {
  const draws = drawn(typed.front, typed.blocks)
  const chips = new Map<string, string[]>()
  for (const goal of typed.plan.goals) {
    if (goal.source === 'block') chips.set(goal.block, [...(chips.get(goal.block) ?? []), ...goalChips(goal)])
  }
  for (const item of typed.plan.monthly) if (item.source === 'block') chips.set(item.block, itemChips(item))
  const decorations: Decoration[] = []
  let index = 0
  doc.forEach((node, position) => {
    const blocks = blocksOfNode(node)
    const draw = draws[index]
    const [block] = blocks
    index += blocks.length
    if (block === undefined || draw === undefined || !node.isTextblock) return
    const end = position + node.nodeSize
    const heading = draw.monthHeading.trim()
    if (heading !== '') {
      decorations.push(
        Decoration.widget(position, monthElement(heading), { side: -1, key: `month ${block.id} ${heading}` }),
      )
    }
    if (draw.number.trim() !== '')
      decorations.push(Decoration.node(position, end, { 'data-number': draw.number.trim() }))
    const own = chips.get(block.id)
    if (own !== undefined && own.length > 0) {
      decorations.push(
        Decoration.widget(end - 1, chipElement(own), {
          side: 1,
          key: `chips ${block.id} ${own.join('|')}`,
          ignoreSelection: true,
        }),
      )
    }
  })
  return DecorationSet.create(doc, decorations)
}

/** Reads the document again on each change, re-reading only the blocks that changed, and draws what was read. */
export const TypedPlan = Extension.create<{ front: () => Front }>({
  name: 'typedPlan',
  addProseMirrorPlugins() {
    const read = makeReader()
    const { front } = this.options
    const stateOf = (doc: Node): State => {
      const blocks = blocksOfEditor(doc)
      const typed = { plan: read(front(), blocks), blocks, front: front() }
      return { ...typed, decorations: decorate(doc, typed) }
    }
    return [
      new Plugin<State>({
        key,
        state: {
          init: (_config, { doc }) => stateOf(doc),
          apply: (transaction, before, _old, { doc }) =>
            transaction.docChanged || transaction.getMeta(key) === 'front' ? stateOf(doc) : before,
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ]
  },
})
