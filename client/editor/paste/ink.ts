import { type Look, type Mark, marksOf, NO_LOOKS } from '../../../shared/plan/marks.ts'

/**
 * The looks of a line's characters, one for each UTF-16 unit that is no white space: what spaces become in
 * pasting is known only in the end, what else is there stays in its order.
 */
export type Ink = readonly (readonly Look[])[]

const isSpace = (unit: string | undefined): boolean => unit === undefined || /\s/u.test(unit)

/** The marks of a line by its ink, counted from the end: a number before the words may have come or gone. */
export function marksByInk(words: string, ink: Ink): Mark[] {
  if (ink.every((looks) => looks.length === 0)) return []
  const looks: (readonly Look[])[] = []
  let next: readonly Look[] = NO_LOOKS
  let left = ink.length
  for (let at = words.length - 1; at >= 0; at--) {
    const before = ink[left - 1] ?? NO_LOOKS
    if (isSpace(words[at])) looks[at] = before === next ? next : NO_LOOKS
    else {
      left -= 1
      next = before
      looks[at] = before
    }
  }
  return marksOf(looks)
}
