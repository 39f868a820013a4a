import type { FixFields } from '../../../shared/plan/fix.ts'
import type { Goal } from '../../../shared/plan/plan.ts'
import { correctedSum } from '../../../shared/reading/corrections.ts'
import type { fixWords } from '../../i18n/fix.ts'
import { amountWords, deadlineWords, type ReadingWords, targetWords } from '../goals/targetWords.ts'

type Words = { fix: (typeof fixWords)['en']; reading: ReadingWords }

const NO_FIGURE = { comparator: '=', value: null, valueMax: null, unit: null } as const

const hasFigure = ({ comparator, value, valueMax, unit }: FixFields): boolean =>
  [comparator, value, valueMax, unit].some((field) => field !== undefined)

/** What a correction says, field by field, in the words of its form: 目标值 15人次、期限 9月. */
export function lapsedWords(lapsed: FixFields, goal: Goal | undefined, { fix, reading }: Words): string {
  const { deadline, months, part, pending, owners, recurrence, amount } = lapsed
  const said: string[] = []
  if (hasFigure(lapsed)) {
    const { comparator, value, valueMax, unit } = { ...(goal ?? NO_FIGURE), ...lapsed }
    said.push(`${fix.figure} ${targetWords({ comparator, value, valueMax, unit }, reading) ?? fix.none}`)
  }
  if (deadline !== undefined) said.push(`${fix.deadline} ${deadlineWords(deadline, reading) ?? fix.none}`)
  if (months !== undefined)
    said.push(`${fix.months} ${months.length === 0 ? fix.none : reading.list(months.map(reading.month))}`)
  if (part !== undefined) said.push(`${fix.part} ${part === null ? fix.noPart : reading.part(part)}`)
  if (pending !== undefined) said.push(`${fix.pending} ${pending ? fix.yes : fix.no}`)
  if (recurrence !== undefined) said.push(`${fix.recurrence} ${recurrence?.text ?? fix.notRecurring}`)
  if (owners !== undefined)
    said.push(`${fix.owners} ${owners.length === 0 ? fix.none : reading.list(owners)}`)
  if (amount !== undefined) {
    const sum = correctedSum(null, amount)
    said.push(`${fix.amount} ${sum === null ? fix.none : amountWords(sum, reading)}`)
  }
  return reading.list(said)
}
