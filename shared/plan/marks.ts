/** How words are set apart: what the editor's marks can hold. */
export type Look = { name: 'bold' | 'italic' | 'underline' | 'strike' } | { name: 'link'; href: string }

/** A look of the words from one UTF-16 unit to before another. */
export type Mark = Look & { from: number; to: number }

/** Words with the looks that parts of them have. */
export type Words = { words: string; marks: readonly Mark[] }

/** Marks of words that now begin so many units later. */
export const shifted = (marks: readonly Mark[], by: number): Mark[] =>
  by === 0 ? [...marks] : marks.map((mark) => ({ ...mark, from: mark.from + by, to: mark.to + by }))

/** The part of words from one place to before another, with what its marks are there. */
export function cut({ words, marks }: Words, from: number, to: number): Words {
  const own = marks
    .map((mark) => ({ ...mark, from: Math.max(mark.from, from), to: Math.min(mark.to, to) }))
    .filter((mark) => mark.from < mark.to)
  return { words: words.slice(from, to), marks: shifted(own, -from) }
}

/** Words without the white space around them. */
export function trimmedWords(all: Words): Words {
  const start = all.words.length - all.words.trimStart().length
  return cut(all, start, Math.max(start, all.words.trimEnd().length))
}

/** Words one after the other with this between them. */
export function joinedWords(parts: readonly Words[], between: string): Words {
  const marks: Mark[] = []
  let words = ''
  for (const [index, part] of parts.entries()) {
    if (index > 0) words += between
    marks.push(...shifted(part.marks, words.length))
    words += part.words
  }
  return { words, marks }
}

/** The lines of words. */
export function wordLines({ words, marks }: Words): Words[] {
  const lines = words.split('\n')
  if (marks.length === 0) return lines.map((line) => ({ words: line, marks: [] }))
  const looks = looksAlong(words.length, marks)
  let from = 0
  return lines.map((line) => {
    const own = marksOf(looks, from, from + line.length)
    from += line.length + 1
    return { words: line, marks: own }
  })
}

const isSame = (a: Look, b: Look): boolean =>
  a.name === b.name && (a.name !== 'link' || (b.name === 'link' && a.href === b.href))

/** Whether two places look alike. */
export const isAlike = (a: readonly Look[], b: readonly Look[]): boolean =>
  a === b || (a.length === b.length && a.every((look) => b.some((other) => isSame(look, other))))

export const NO_LOOKS: readonly Look[] = []

/** The looks of each of so many units; where nothing begins or ends, the same array as before. */
export function looksAlong(length: number, marks: readonly Mark[]): (readonly Look[])[] {
  const sorted = marks.toSorted((a, b) => a.from - b.from)
  const looks: (readonly Look[])[] = []
  let open: Mark[] = []
  let now = NO_LOOKS
  let next = 0
  for (let at = 0; at < length; at++) {
    if ((sorted[next]?.from ?? Infinity) <= at || open.some(({ to }) => to <= at)) {
      // A new array: the one before is that of the units before.
      open = open.filter(({ to }) => to > at)
      for (; (sorted[next]?.from ?? Infinity) <= at; next++)
        open.push(...sorted.slice(next, next + 1).filter(({ to }) => to > at))
      now = open.length === 0 ? NO_LOOKS : open
    }
    looks.push(now)
  }
  return looks
}

/** The marks of the units from one to before another, whose looks these are; counted from the first. */
export function marksOf(looks: readonly (readonly Look[])[], from = 0, to = looks.length): Mark[] {
  const marks: Mark[] = []
  let open: Mark[] = []
  let last = NO_LOOKS
  for (let at = from; at < to; at++) {
    const now = looks[at] ?? NO_LOOKS
    if (now !== last) {
      const stay = open.filter((mark) => now.some((look) => isSame(look, mark)))
      const begin = now
        .filter((look) => !stay.some((mark) => isSame(look, mark)))
        .map((look): Mark => ({ ...look, from: at - from, to: at - from }))
      marks.push(...begin)
      open = [...stay, ...begin]
      last = now
    }
    for (const mark of open) mark.to = at - from + 1
  }
  return marks
}

/** Marks without those of bold on words that are bold as a whole: a heading is so by its level. */
export const withoutWholeBold = ({ words, marks }: Words): Mark[] =>
  marks.filter(
    ({ name, from, to }) =>
      name !== 'bold' || words.slice(0, from).trim() !== '' || words.slice(to).trim() !== '',
  )
