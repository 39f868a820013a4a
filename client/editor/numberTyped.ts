import type { Editor } from '@tiptap/core'
import type { Block } from '../../shared/plan/block.ts'
import { drawn, typedNumber, type TypedNumber } from '../../shared/plan/numbering.ts'
import { typedPlanOf } from './typedPlan.ts'

/** What the place of a block would draw, once the block is what `as` says. */
function numberDue(editor: Editor, id: unknown, as: Partial<Block>): string | null {
  const plan = typedPlanOf(editor.state)
  if (plan === undefined) return null
  const blocks = plan.blocks.map((block): Block =>
    block.id === id ? { ...block, ...as, number: null } : block,
  )
  return drawn(plan.front, blocks)[blocks.findIndex((block) => block.id === id)]?.number ?? null
}

/** The number that a typed one stands for: null when the place would draw the same. */
export const numberTyped = (editor: Editor, id: unknown, typed: string): string | null =>
  numberDue(editor, id, {})?.trim() === typed.trim() ? null : typed

/** The same of a heading's, in whatever style the plan's are drawn: null when it is the one that is due. */
export function headingNumberTyped(editor: Editor, id: unknown, typed: TypedNumber): string | null {
  const due = numberDue(editor, id, { kind: 'heading', level: typed.level })
  return due === null || typedNumber(due)?.value === typed.value ? null : typed.text
}
