import * as Y from 'yjs'
import { wordDifference } from '../../shared/plan/wordDifference.ts'
import { BODY, FRONT, NODES } from '../../shared/text/schema.ts'
import { mergedWords } from './mergedWords.ts'
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
      if (before === null || insideOf(before) !== insideOf(proposed)) copyWords(proposed, theirs, before)
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

const childrenOf = (element: Y.XmlElement): (Y.XmlElement | Y.XmlText)[] =>
  element.toArray().filter((child) => child instanceof Y.XmlElement || child instanceof Y.XmlText)

const nameOf = (child: Y.XmlElement | Y.XmlText | undefined): string | undefined =>
  child instanceof Y.XmlElement ? child.nodeName : child && '#text'

const isInline = (child: Y.XmlElement | Y.XmlText): boolean =>
  child instanceof Y.XmlText || child.nodeName === NODES.hardBreak

/** Writes the words of `from`, which were those of `before` when they were changed. */
function copyWords(from: Y.XmlElement, to: Y.XmlElement, before: Y.XmlElement | null): void {
  const [source, target] = [childrenOf(from), childrenOf(to)]
  const old = before === null ? [] : childrenOf(before)
  const isAlike = (one: readonly (Y.XmlElement | Y.XmlText)[]): boolean =>
    one.length === source.length && source.every((child, at) => nameOf(child) === nameOf(one[at]))
  const [first] = target
  if (isAlike(target)) {
    const isFromOld = isAlike(old)
    for (const [at, a] of source.entries()) {
      const [b, c] = [target[at], isFromOld ? old[at] : undefined]
      if (a instanceof Y.XmlText && b instanceof Y.XmlText)
        replaceText(b, plainOf(a), c instanceof Y.XmlText ? plainOf(c) : null)
      else if (a instanceof Y.XmlElement && b instanceof Y.XmlElement)
        copyWords(a, b, c instanceof Y.XmlElement ? c : null)
    }
  } else if (source.every(isInline) && first instanceof Y.XmlElement && !isInline(first)) {
    // What a merge took from a list or table is words alone: theirs stand in a paragraph there.
    copyWords(from, first, before)
  } else {
    to.delete(0, to.length)
    to.insert(
      0,
      source.map((child) => child.clone()),
    )
  }
}

const plainOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')

/** Changes only what differs, and of that only what was changed since `before`. */
function replaceText(text: Y.XmlText, words: string, before: string | null): void {
  const present = plainOf(text)
  let at = 0
  for (const piece of wordDifference(
    present,
    before === null ? words : mergedWords(before, words, present),
  )) {
    if (piece.kind === 'removed') text.delete(at, piece.text.length)
    else {
      if (piece.kind === 'added') text.insert(at, piece.text)
      at += piece.text.length
    }
  }
}
