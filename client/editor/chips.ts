import type { Goal, MonthlyItem } from '../../shared/plan/plan.ts'
import { editorWords } from '../i18n/editor.ts'
import { messagesNow } from '../i18n/messages.ts'

const FIGURE_SIGN = { '=': '', '>=': '≥', '<=': '≤', range: '', about: '≈', zero: '', all: '' } as const

/** What a goal means, in a few words beside its prose: ≥20家. */
export function goalChips(goal: Goal): string[] {
  const words = messagesNow(editorWords)
  const chips: string[] = []
  if (goal.comparator === 'all') chips.push(words.all)
  else if (goal.comparator === 'zero') chips.push('0')
  else if (goal.value !== null) {
    const most = goal.valueMax === null ? '' : `–${goal.valueMax}`
    chips.push(`${FIGURE_SIGN[goal.comparator]}${goal.value}${most}${goal.unit ?? ''}`)
  }
  if (goal.deadline?.month) chips.push(words.month(goal.deadline.month))
  for (const owner of goal.owners) chips.push(words.owner(owner))
  if (goal.doubt !== null) chips.push(words.doubt)
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
  if (item.amount !== null) chips.push(`${item.amount.value}${item.amount.unit}`)
  for (const owner of item.owners) chips.push(words.owner(owner))
  if (item.doubt !== null) chips.push(words.doubt)
  return chips
}
