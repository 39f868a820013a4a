import * as Y from 'yjs'
import { BODY, FRONT, NODES } from '../../shared/text/schema.ts'
import { FRONT_PLACE, STRAY, strayWords } from './proposals.ts'

/** Set-aside work, and the text that it was written on; null where that is not known. */
export type Work = { mine: Y.Doc; base: Y.Doc | null }

/**
 * Writes one block of set-aside work into the present text as this person's own new edit: words are
 * changed where they differ, so that a colleague's caret and comments on the rest stay in place, and what this
 * person left as it was stays as colleagues have it by now.
 */
export function carryOver(now: Y.Doc, { mine, base }: Work, block: string, origin: unknown): void {
  now.transact(() => {
    if (block.startsWith(FRONT_PLACE)) {
      const key = block.slice(FRONT_PLACE.length)
      now.getMap(FRONT).set(key, mine.getMap(FRONT).get(key))
      return
    }
    if (block === STRAY) {
      const paragraph = new Y.XmlElement(NODES.paragraph)
      paragraph.insert(0, [new Y.XmlText(strayWords(mine))])
      now.getXmlFragment(BODY).push([paragraph])
      return
    }
    const theirs = findBlock(now.getXmlFragment(BODY), block)
    const proposed = findBlock(mine.getXmlFragment(BODY), block)
    if (proposed === null) {
      if (theirs !== null) removeBlock(theirs)
    } else if (theirs === null) insertBlock(now, mine, proposed)
    else {
      const before = base === null ? null : findBlock(base.getXmlFragment(BODY), block)
      copyAttributes(proposed, theirs, before)
      if (before === null || insideOf(before) !== insideOf(proposed)) copyWords(proposed, theirs)
    }
  }, origin)
}

/** What stands in an element, as one string. */
const insideOf = (element: Y.XmlElement): string =>
  element
    .toArray()
    .map((child) => (child instanceof Y.XmlElement || child instanceof Y.XmlText ? child.toJSON() : ''))
    .join('')

function findBlock(within: Y.XmlFragment, id: string): Y.XmlElement | null {
  for (const child of within.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue
    if (child.getAttribute('id') === id) return child
    const inside = findBlock(child, id)
    if (inside !== null) return inside
  }
  return null
}

function removeBlock(element: Y.XmlElement): void {
  const parent = element.parent
  if (!(parent instanceof Y.XmlFragment)) return
  // A cell keeps its place in the table.
  if (element.nodeName === NODES.tableCell || element.nodeName === NODES.tableHeader)
    element.delete(0, element.length)
  else parent.delete(parent.toArray().indexOf(element), 1)
}

/** Puts a block that is not in the text after the nearest block before it that is, else at the end. */
function insertBlock(now: Y.Doc, mine: Y.Doc, proposed: Y.XmlElement): void {
  const body = now.getXmlFragment(BODY)
  const siblings = mine.getXmlFragment(BODY).toArray()
  const top = topOf(proposed)
  let at = body.length
  for (let index = siblings.indexOf(top) - 1; index >= 0; index--) {
    const before = siblings[index]
    const id = before instanceof Y.XmlElement ? before.getAttribute('id') : undefined
    const found = id === undefined ? -1 : body.toArray().findIndex((child) => isBlock(child, id))
    if (found >= 0) {
      at = found + 1
      break
    }
  }
  if (top === proposed) {
    body.insert(at, [proposed.clone()])
    return
  }
  // Out of a list or table that may not be there any more: its words go on as a paragraph.
  const paragraph = new Y.XmlElement(NODES.paragraph)
  const id = proposed.getAttribute('id')
  if (id !== undefined) paragraph.setAttribute('id', id)
  paragraph.insert(0, inlineOf(proposed))
  body.insert(at, [paragraph])
}

const isBlock = (child: unknown, id: string): boolean =>
  child instanceof Y.XmlElement && child.getAttribute('id') === id

function topOf(element: Y.XmlElement): Y.XmlElement {
  let top = element
  while (top.parent instanceof Y.XmlElement) top = top.parent
  return top
}

function copyAttributes(from: Y.XmlElement, to: Y.XmlElement, before: Y.XmlElement | null): void {
  const wanted = from.getAttributes()
  const present = to.getAttributes()
  const old = before?.getAttributes()
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(present)])) {
    const value = wanted[name]
    if (present[name] === value || (old !== undefined && old[name] === value)) continue
    if (value === undefined) to.removeAttribute(name)
    else to.setAttribute(name, value)
  }
}

/** The words directly in an element: its texts and hard breaks, of paragraphs inside it too. */
function inlineOf(element: Y.XmlElement): (Y.XmlElement | Y.XmlText)[] {
  return element.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child.clone()]
    if (!(child instanceof Y.XmlElement)) return []
    return child.nodeName === NODES.hardBreak ? [child.clone()] : inlineOf(child)
  })
}

function copyWords(from: Y.XmlElement, to: Y.XmlElement): void {
  const [source, target] = [from.toArray(), to.toArray()]
  const [a, b] = [source[0], target[0]]
  if (source.length === 1 && target.length === 1) {
    if (a instanceof Y.XmlText && b instanceof Y.XmlText) {
      replaceText(b, plainOf(a))
      return
    }
    if (a instanceof Y.XmlElement && b instanceof Y.XmlElement && a.nodeName === b.nodeName) {
      copyWords(a, b)
      return
    }
  }
  to.delete(0, to.length)
  to.insert(
    0,
    source
      .filter((child) => child instanceof Y.XmlElement || child instanceof Y.XmlText)
      .map((child) => child.clone()),
  )
}

const plainOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')

/** Changes only what lies between the common beginning and end. */
function replaceText(text: Y.XmlText, words: string): void {
  const present = plainOf(text)
  const longest = Math.min(present.length, words.length)
  let start = 0
  while (start < longest && present[start] === words[start]) start += 1
  let end = 0
  while (end < longest - start && present.at(-1 - end) === words.at(-1 - end)) end += 1
  if (present.length - end > start) text.delete(start, present.length - end - start)
  if (words.length - end > start) text.insert(start, words.slice(start, words.length - end))
}
