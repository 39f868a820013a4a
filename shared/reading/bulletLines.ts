import { typedNumber } from '../plan/numbering.ts'
import type { Line } from './lines.ts'

/** A text whose copy put a bullet before every line, headings and months among them: the lines are read without. */

const BULLET = /^([-–—•·●*])\s+(?=\S)/u
/** So many lines, and most of all, begin with the same bullet. */
const FEWEST = 6
const MOST = 0.8
/** So many headings with numbers stand behind it: a list has none. */
const FEWEST_HEADINGS = 2

/** The lines, such bullets with the white space before them. */
export function withoutBullets(lines: readonly Line[]): readonly Line[] {
  const bullets = lines.map(({ words }) => BULLET.exec(words)?.[0] ?? '')
  const first = bullets.find((bullet) => bullet !== '')?.[0]
  if (first === undefined) return lines
  const isMark = (bullet: string): boolean => bullet.startsWith(first)
  const headings = lines.filter(({ words }, index) => {
    const bullet = bullets[index] ?? ''
    return isMark(bullet) && (typedNumber(words.slice(bullet.length))?.level ?? 4) < 3
  })
  const count = bullets.filter(isMark).length
  if (count < FEWEST || count < MOST * lines.length || headings.length < FEWEST_HEADINGS) return lines
  return lines.map((line, index) => {
    const bullet = bullets[index] ?? ''
    return isMark(bullet)
      ? { ...line, lead: `${line.lead}${bullet}`, words: line.words.slice(bullet.length) }
      : line
  })
}
