import type { Goal, MonthlyItem } from '../../shared/plan/plan.ts'
import { editorWords } from '../i18n/editor.ts'
import { messagesNow } from '../i18n/messages.ts'
import { readingWords } from '../i18n/panels.ts'
import { deadlineWords, targetWords } from '../panels/goals/targetWords.ts'

const doubtChip = ({ reason, readings }: NonNullable<Goal['doubt']>): string =>
  `${messagesNow(editorWords).doubt} · ${messagesNow(readingWords).why(reason, readings)}`

/** What a goal means, in a few words beside its prose: ≥20家. The same words as in its panel. */
export function goalChips(goal: Goal): string[] {
  const words = messagesNow(editorWords)
  const reading = messagesNow(readingWords)
  const chips = [targetWords(goal, reading), deadlineWords(goal.deadline, reading)].filter(
    (said) => said !== null,
  )
  for (const owner of goal.owners) chips.push(words.owner(owner))
  if (goal.doubt !== null) chips.push(doubtChip(goal.doubt))
  return chips
}

/** What a monthly item means: 3月·中旬, 待定, 负责人:王. */
export function itemChips(item: MonthlyItem): string[] {
  const words = messagesNow(editorWords)
  const months = item.months.map(words.month).join('、')
  const when = [months, item.part === null ? '' : words.part[item.part]]
    .filter((word) => word !== '')
    .join('·')
  const chips = when === '' ? [] : [when]
  if (item.recurrence !== null) chips.push(item.recurrence.text)
  if (item.pending) chips.push(words.pending)
  if (item.amount !== null) chips.push(messagesNow(readingWords).figure(item.amount.value, item.amount.unit))
  for (const owner of item.owners) chips.push(words.owner(owner))
  if (item.doubt !== null) chips.push(doubtChip(item.doubt))
  return chips
}
