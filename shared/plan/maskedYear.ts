import type { Block } from './block.ts'
import type { Plan } from './plan.ts'

/** Years that a copied plan made unreadable (20xx年, 201x年, ~年), and what they may be: proposed, never guessed. */

const MASKED_YEAR =
  /((?:20[xX×*＊]{2}|20\d[xX×*＊]|(?<![\dxX×*＊a-zA-Z])[xX×*＊]{2,4}|(?<!\d)[~～]))\s?(?:学|學)?年/u

/** The first masked year of a text: where its mask begins, the mask (20xx) and the words (20xx年); null for none. */
export function maskedYearIn(text: string): { start: number; mask: string; quote: string } | null {
  const match = MASKED_YEAR.exec(text)
  if (match?.[1] === undefined) return null
  return { start: match.index, mask: match[1], quote: match[0] }
}

const WRITTEN =
  /(?<!\d)((?:19|20)\d\d)(?=\s?(?:年|学年|學年)|\s?[-—–~～至/]{1,2}\s?(?:20)?\d\d\s?(?:学|學)?年)/gu
/** More proposals than this are no help. */
const MOST = 4

/** Whether a year is one that a mask may stand for: 2018 for 201x, any for ~. */
function fits(mask: string, year: string): boolean {
  const digits = mask.replace(/[xX×*＊]/gu, '.')
  return digits.length !== 4 || new RegExp(`^${digits.replace(/[~～]/gu, '.')}$`, 'u').test(year)
}

/** The years that a plan names, likeliest first: those of its period, of its signature, and those in its text. */
export function yearsNamed(plan: Plan, blocks: readonly Block[]): string[] {
  const { period, signedOn } = plan
  const stated = [period.from, period.to, signedOn].flatMap((end) => (end === null ? [] : [end.slice(0, 4)]))
  const counts = new Map<string, number>()
  for (const { text } of blocks)
    for (const [, year = ''] of text.matchAll(WRITTEN)) counts.set(year, (counts.get(year) ?? 0) + 1)
  const written = [...counts].toSorted((a, b) => b[1] - a[1]).map(([year]) => year)
  return [...new Set([...stated, ...written])]
}

/** Those of the years named that a mask may stand for; none when no year fits. */
export const proposedYears = (mask: string, named: readonly string[]): string[] =>
  named.filter((year) => fits(mask, year)).slice(0, MOST)
