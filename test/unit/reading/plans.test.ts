import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { readSource } from '../../../shared/reading/source.ts'
import { sourceOf } from '../../../shared/plan/sourceOf.ts'
import { testId } from '../../harness/ids.ts'

/**
 * Whole plans of our own writing, each in another shape, and what was read in them by hand: NAME.txt and
 * NAME.gold, one line for each thing.
 */
const DIRECTORY = join(import.meta.dirname, '../../fixtures/readings')
const names = readdirSync(DIRECTORY).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []))

const words = (parts: readonly unknown[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' ')

function listing({ title, organisation, period, signedOn, sections, goals, monthly }: Plan): string {
  return [
    words(['title:', title]),
    words(['organisation:', organisation]),
    words(['period:', period.from, period.to, period.text]),
    words(['signed:', signedOn]),
    ...sections.map(({ level, kind, heading }) => words([`section ${level}`, kind, heading])),
    ...goals.map(({ comparator, value, valueMax, unit, deadline, owners, doubt, source, quote }) =>
      words([
        `goal (${source})`,
        comparator,
        value,
        valueMax,
        unit,
        deadline === null ? null : `[${words([deadline.month, deadline.part])}]`,
        owners.join('+'),
        doubt?.readings.join('?'),
        `| ${quote}`,
      ]),
    ),
    ...monthly.map(({ months, part, recurrence, pending, owner, amount, time, source, task }) =>
      words([
        `item (${source})`,
        `[${words([months.join(), part])}]`,
        recurrence === null ? null : `${recurrence.every} “${recurrence.text}”`,
        pending ? 'pending' : null,
        owner,
        amount === null
          ? null
          : `${amount.comparator === '=' ? '' : amount.comparator}${amount.value}${amount.unit}`,
        time,
        `| ${task}`,
      ]),
    ),
  ].join('\n')
}

test.each(names)('%s is read as a person reads it', async (name) => {
  const source = readFileSync(join(DIRECTORY, `${name}.txt`), 'utf8')
  const { front, blocks } = readSource(source, testId)
  expect(sourceOf(front, blocks)).toBe(source)
  await expect(`${listing(readPlan(front, blocks))}\n`).toMatchFileSnapshot(join(DIRECTORY, `${name}.gold`))
})
