import type { Thread } from '../../../shared/record/threads.ts'
import type { Place } from '../../../shared/text/anchors.ts'

/** Threads in the order of the text, and those whose words are gone, oldest first. */
export type Arranged = { standing: Thread[]; gone: Thread[] }

const orderOf = (place: Place | undefined): [number, number] => {
  if (place?.kind === 'range') return [place.from.passage, place.from.offset]
  // A comment on the section comes before those on its heading's words.
  return place?.kind === 'section' ? [place.passage, -1] : [Number.MAX_SAFE_INTEGER, 0]
}

/** Arranges the threads to show. A thread that the editor has not looked up yet stands at the end. */
export function arrange(threads: readonly Thread[], places: ReadonlyMap<string, Place>): Arranged {
  const isGone = ({ id, anchor }: Thread): boolean => anchor === null || places.get(id)?.kind === 'orphan'
  const standing = threads
    .filter((thread) => !isGone(thread))
    .toSorted((a, b) => {
      const [[first, second], [third, fourth]] = [orderOf(places.get(a.id)), orderOf(places.get(b.id))]
      return first - third || second - fourth
    })
  return { standing, gone: threads.filter(isGone) }
}
