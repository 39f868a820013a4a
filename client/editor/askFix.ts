import type { BlockId } from '../../shared/plan/ids.ts'

/** What of a reading can be corrected. */
export type FixField = 'figure' | 'deadline' | 'months' | 'pending' | 'owners' | 'recurrence' | 'amount'
/** Somebody pointed at what was read in a block, to correct it; of several goals in it, `goal` says which. */
export type FixAsked = { block: BlockId; field: FixField | null; anchor: HTMLElement; goal: number }

const EVENT = 'gongni-fix'

/** Asks for the correction of a block's reading beside this element: a chip in the text, a value in a panel. */
export function askFix(anchor: HTMLElement, block: BlockId, field: FixField | null, goal = 0): void {
  const detail: FixAsked = { block, field, anchor, goal }
  document.dispatchEvent(new CustomEvent(EVENT, { detail }))
}

/** Marks an element as what asks for this correction. */
export function markAsking(element: HTMLElement, field: FixField | null, goal: number): void {
  element.dataset['fixField'] = field ?? ''
  element.dataset['fixGoal'] = `${goal}`
}

/** Whether an element was marked as what asks for this. */
export const isAskedBy = ({ dataset }: HTMLElement, { field, goal }: FixAsked): boolean =>
  dataset['fixField'] === (field ?? '') && dataset['fixGoal'] === `${goal}`

/** Listens to `askFix`; gives the end of listening. */
export function onFixAsked(listener: (asked: FixAsked) => void): () => void {
  const heard = (event: Event): void => {
    if (event instanceof CustomEvent) listener(event.detail as FixAsked)
  }
  document.addEventListener(EVENT, heard)
  return () => document.removeEventListener(EVENT, heard)
}
