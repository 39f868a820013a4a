import type { Transaction } from '@tiptap/pm/state'
import type { Fix } from '../../shared/plan/fix.ts'
import { fixChanges } from '../../shared/plan/fixAttributes.ts'

/** Sets the corrections of the block at this position, and of its attributes only those of what changes. */
export function setFix(transaction: Transaction, position: number, fix: Fix): Transaction {
  for (const [name, value] of fixChanges(transaction.doc.nodeAt(position)?.attrs ?? {}, fix))
    transaction.setNodeAttribute(position, name, value)
  return transaction
}
