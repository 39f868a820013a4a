import type { Editor } from '@tiptap/core'
import type { Block } from '../../shared/plan/block.ts'
import { drawn } from '../../shared/plan/numbering.ts'
import { typedPlanOf } from './typedPlan.ts'

/** The number that a typed one stands for: null when the place would draw the same. */
export function numberTyped(editor: Editor, id: unknown, typed: string): string | null {
  const plan = typedPlanOf(editor.state)
  if (plan === undefined) return typed
  const blocks = plan.blocks.map((block): Block => (block.id === id ? { ...block, number: null } : block))
  const draw = drawn(plan.front, blocks)[blocks.findIndex((block) => block.id === id)]
  return draw?.number.trim() === typed.trim() ? null : typed
}
