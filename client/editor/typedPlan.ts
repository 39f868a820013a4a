import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import type { Node } from '@tiptap/pm/model'
import type { Block, Front } from '../../shared/plan/block.ts'
import { check, type Finding } from '../../shared/plan/check.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { makeReader } from '../../shared/reading/read.ts'
import { blocksOfEditor } from './blocks.ts'
import { isLong } from './longText.ts'
import { drawBlocks, type DrawnBlocks } from './drawnBlocks.ts'

/** The typed whole of what stands in the editor now. */
export type TypedPlanState = { plan: Plan; blocks: readonly Block[]; front: Front }

/** What the check finds in the typed plan. */
export const findingsOf = ({ plan, front, blocks }: TypedPlanState): Finding[] => check(plan, front, blocks)

type State = TypedPlanState & { decorations: DrawnBlocks }

const key = new PluginKey<State>('typedPlan')

/** The typed plan of an editor's present document. */
export const typedPlanOf = (state: EditorState): TypedPlanState | undefined => key.getState(state)

/** Reads the document again on each change, re-reading only the blocks that changed, and draws what was read. */
export const TypedPlan = Extension.create<{ front: () => Front }>({
  name: 'typedPlan',
  addProseMirrorPlugins() {
    const read = makeReader()
    const { front } = this.options
    const stateOf = (doc: Node): State => {
      const blocks = blocksOfEditor(doc)
      const { plan, draws } = read(front(), blocks)
      return { plan, blocks, front: front(), decorations: drawBlocks(doc, blocks, plan, draws) }
    }
    return [
      new Plugin<State>({
        key,
        state: {
          init: (_config, { doc }) => stateOf(doc),
          apply: (transaction, before, _old, { doc }) =>
            transaction.docChanged || transaction.getMeta(key) === 'front' ? stateOf(doc) : before,
        },
        props: {
          decorations: (state) => key.getState(state)?.decorations,
          // Not by :has in the style sheet, which has the browser style the whole text anew at times.
          attributes: ({ doc }) => ({ 'data-long': String(isLong(doc.childCount)) }),
        },
      }),
    ]
  },
})
