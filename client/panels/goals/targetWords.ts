import type { Amount, Deadline, Goal } from '../../../shared/plan/plan.ts'
import type { readingWords } from '../../i18n/panels.ts'

export type ReadingWords = (typeof readingWords)['en']

/** A goal's target as a person would say it (≥20家, 5–10名, 约3万元, 全部, 零); null where the text gives none. */
export function targetWords(
  goal: Pick<Goal, 'comparator' | 'value' | 'valueMax' | 'unit'>,
  words: ReadingWords,
): string | null {
  if (goal.comparator === 'zero') return words.zero
  if (goal.value === null) return goal.comparator === 'all' ? words.all : null
  const figure = words.figure(goal.value, goal.unit)
  switch (goal.comparator) {
    case '>=':
      return words.atLeast(figure)
    case '<=':
      return words.atMost(figure)
    case 'about':
      return words.about(figure)
    case 'range':
      return goal.valueMax === null
        ? figure
        : words.range(words.figure(goal.value, null), words.figure(goal.valueMax, goal.unit))
    default:
      return figure
  }
}

/** A sum of money in words: 约3万元. */
export const amountWords = (amount: Amount, words: ReadingWords): string => targetWords(amount, words) ?? ''

/** A deadline in words (6月下旬, 上半年); null where the text says nothing. */
export function deadlineWords(deadline: Deadline | null, words: ReadingWords): string | null {
  if (deadline === null) return null
  const { month, part } = deadline
  if (part === 'first-half' || part === 'second-half' || part === 'year-end') return words.span(part)
  if (month === null) return null
  return part === null ? words.month(month) : words.monthPart(month, part)
}
