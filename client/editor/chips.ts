import type { Goal, MonthlyItem } from '../../shared/plan/plan.ts'
import type { FixField } from './askFix.ts'
import { editorWords } from '../i18n/editor.ts'
import { messagesNow } from '../i18n/messages.ts'
import { readingWords } from '../i18n/panels.ts'
import { amountWords, deadlineWords, targetWords } from '../panels/goals/targetWords.ts'

/** A few words beside the prose, and what a click on them corrects: which field, of which goal of the block. */
export type Chip = { words: string; field: FixField | null; goal: number }

const doubtChip = ({ reason, readings }: NonNullable<Goal['doubt']>): string =>
  `${messagesNow(editorWords).doubt} · ${messagesNow(readingWords).why(reason, readings)}`

/** What a goal means, in a few words beside its prose: ≥20家. The same words as in its panel. */
export function goalChips(goal: Goal, index = 0): Chip[] {
  const words = messagesNow(editorWords)
  const reading = messagesNow(readingWords)
  const chips: Chip[] = []
  const add = (said: string | null, field: FixField): void => {
    if (said !== null) chips.push({ words: said, field, goal: index })
  }
  add(targetWords(goal, reading), 'figure')
  add(deadlineWords(goal.deadline, reading), 'deadline')
  for (const owner of goal.owners) add(words.owner(owner), 'owners')
  if (goal.doubt !== null) add(doubtChip(goal.doubt), 'figure')
  return chips
}

/** What a monthly item means: 3月·中旬, 待定, 负责人:王. */
export function itemChips(item: MonthlyItem): Chip[] {
  const words = messagesNow(editorWords)
  const months = item.months.map(words.month).join('、')
  const when = [months, item.part === null ? '' : words.part[item.part]]
    .filter((word) => word !== '')
    .join('·')
  const chips: Chip[] = []
  const add = (said: string, field: FixField | null): void => {
    if (said !== '') chips.push({ words: said, field, goal: 0 })
  }
  add(when, 'months')
  if (item.recurrence !== null) add(item.recurrence.text, 'recurrence')
  if (item.pending) add(words.pending, 'pending')
  if (item.amount !== null) add(amountWords(item.amount, messagesNow(readingWords)), 'amount')
  for (const owner of item.owners) add(words.owner(owner), 'owners')
  if (item.doubt !== null) add(doubtChip(item.doubt), null)
  return chips
}
