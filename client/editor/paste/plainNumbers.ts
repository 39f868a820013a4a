import { typedNumber } from '../../../shared/plan/numbering.ts'

const bare = (line: string): string => line.replace(/\s+/gu, '')

/** A line's words without its number, to know it by. */
export const wordsOf = (line: string): string => bare(line.slice(typedNumber(line)?.text.length ?? 0))

/**
 * The lines with the numbers that the program which was copied from wrote into the plain text beside the
 * HTML: it alone knows how its lists are numbered. A line that is not there word for word stays as it is.
 */
export function withPlainNumbers(text: string, plain: string): string {
  const numbers = new Map<string, string[]>()
  for (const line of plain.split('\n')) {
    const trimmed = line.trim()
    const words = wordsOf(trimmed)
    if (words === '') continue
    const known = numbers.get(words) ?? []
    numbers.set(words, known)
    known.push(typedNumber(trimmed)?.text ?? '')
  }
  for (const known of numbers.values()) known.reverse()
  return text
    .split('\n')
    .map((line) => {
      const trimmed = line.trim()
      const number = numbers.get(wordsOf(trimmed))?.pop() ?? ''
      if (number === '') return line
      return `${number}${trimmed.slice(typedNumber(trimmed)?.text.length ?? 0)}`
    })
    .join('\n')
}
