/**
 * Makes a text what another one says, as ordinary edits in the caller's transaction: for going back to an earlier
 * state. What is the same is not touched, and of what differs only the words that do, so that comments and
 * carets on the rest stay in place. An element is told by its id, or by the ids in it (a list, a table).
 */
import * as Y from 'yjs'
import { ascending } from '../plan/ascending.ts'
import { wordDifference } from '../plan/wordDifference.ts'

type Child = Y.XmlElement | Y.XmlText

const childrenOf = (parent: Y.XmlFragment): Child[] =>
  parent.toArray().filter((child) => child instanceof Y.XmlElement || child instanceof Y.XmlText)

const nameOf = (child: Child): string => (child instanceof Y.XmlElement ? child.nodeName : '#text')

/** What an element is told by: its own id, else those of all that it holds. */
function idsOf(child: Child): string[] {
  if (child instanceof Y.XmlText) return []
  const id: unknown = child.getAttribute('id')
  return typeof id === 'string' ? [id] : childrenOf(child).flatMap(idsOf)
}

/** For each wanted child the place of the present one that it is, or -1. */
function matched(present: readonly Child[], wanted: readonly Child[]): number[] {
  const places = new Map<string, number[]>()
  const note = (key: string, place: number): void => {
    places.set(key, [...(places.get(key) ?? []), place])
  }
  const taken = new Set<number>()
  const take = (key: string): number => {
    const place = places.get(key)?.find((one) => !taken.has(one)) ?? -1
    if (place >= 0) taken.add(place)
    return place
  }
  for (const [place, child] of present.entries()) {
    const ids = idsOf(child)
    for (const id of ids) note(`${nameOf(child)} ${id}`, place)
    if (ids.length === 0) note(nameOf(child), place)
  }
  return wanted.map((child) => {
    const ids = idsOf(child)
    if (ids.length === 0) return take(nameOf(child))
    for (const id of ids) {
      const place = take(`${nameOf(child)} ${id}`)
      if (place >= 0) return place
    }
    return -1
  })
}

/** Makes the children of `present` what those of `wanted` are; `wanted` is another document's. */
export function bringTo(present: Y.XmlFragment, wanted: Y.XmlFragment): void {
  const [now, then] = [childrenOf(present), childrenOf(wanted)]
  const found = matched(now, then)
  const known = then.flatMap((_, index) => (found[index] === -1 ? [] : [index]))
  const run = ascending(known.map((index) => found[index] ?? -1))
  // What stands in another order is put in anew, as a move does.
  const kept = new Map(
    known.filter((_, at) => run.has(at)).map((index) => [index, found[index] ?? -1] as const),
  )
  const staying = new Set(kept.values())
  for (let place = now.length - 1; place >= 0; place--) if (!staying.has(place)) present.delete(place, 1)
  for (const [index, child] of then.entries()) {
    const own = now[kept.get(index) ?? -1]
    if (own === undefined) present.insert(index, [child.clone()])
    else bringChild(own, child)
  }
}

/** Makes one element or text what another one of its name is. */
export function bringChild(present: Child, wanted: Child): void {
  if (present instanceof Y.XmlText && wanted instanceof Y.XmlText) bringText(present, wanted)
  else if (present instanceof Y.XmlElement && wanted instanceof Y.XmlElement) {
    bringAttributes(present, wanted)
    bringTo(present, wanted)
  }
}

function bringAttributes(present: Y.XmlElement, wanted: Y.XmlElement): void {
  const [now, then] = [present.getAttributes(), wanted.getAttributes()]
  for (const [name, value] of Object.entries(then))
    if (value !== undefined && now[name] !== value) present.setAttribute(name, value)
  for (const name of Object.keys(now)) if (!(name in then)) present.removeAttribute(name)
}

type Delta = { insert: unknown; attributes?: Record<string, unknown> }[]
const deltaOf = (text: Y.XmlText): Delta => text.toDelta() as Delta

const plainOf = (delta: Delta): string | null =>
  delta.every(({ insert }) => typeof insert === 'string') ? delta.map(({ insert }) => insert).join('') : null

function bringText(present: Y.XmlText, wanted: Y.XmlText): void {
  const [now, then] = [deltaOf(present), deltaOf(wanted)]
  if (JSON.stringify(now) === JSON.stringify(then)) return
  const [before, after] = [plainOf(now), plainOf(then)]
  if (before === null || after === null) {
    // Something that is not words, which no editor of ours writes: taken over whole.
    present.delete(0, present.length)
    present.applyDelta(then)
    return
  }
  let at = 0
  for (const { kind, text } of wordDifference(before, after)) {
    if (kind === 'removed') present.delete(at, text.length)
    else {
      if (kind === 'added') present.insert(at, text, {})
      at += text.length
    }
  }
  bringMarks(present, then)
}

/** Sets the marks of each run of words, where they differ. */
function bringMarks(present: Y.XmlText, then: Delta): void {
  const now = deltaOf(present)
  if (JSON.stringify(now) === JSON.stringify(then)) return
  const names = new Set([...now, ...then].flatMap(({ attributes = {} }) => Object.keys(attributes)))
  const none = Object.fromEntries([...names].map((name) => [name, null]))
  let at = 0
  for (const { insert, attributes = {} } of then) {
    const { length } = String(insert)
    present.format(at, length, { ...none, ...attributes })
    at += length
  }
}
