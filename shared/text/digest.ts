import { toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import { BODY, FRONT } from './schema.ts'

/** Goes up when `contentOf` gives another string for the same text: then an older page compares nothing. */
export const DIGEST_FORM = 2

/** So many characters of a content are compared: more than any plan has. */
export const COMPARED = 4_000_000
/** Values lie in each other so deep at most; what is deeper does not count. */
const VALUE_DEPTH = 50

/**
 * What a document says, told apart from how it came to say it (RULES W17): its elements, attributes, words and
 * marks in the order of the text, and what stands beside the body. Documents with equal text give equal strings
 * whatever their updates were and however they are stored; documents with equal state vectors need not.
 * Takes time in proportion to the document, whatever somebody has put there (RULES P7).
 */
export function contentOf(doc: Y.Doc): string {
  const content = new Content()
  content.pairs([...doc.getMap(FRONT).entries()])
  content.children(doc.getXmlFragment(BODY))
  return content.toString()
}

/** The content's hash; the hash function is the caller's. */
export const digestOf = <T>(doc: Y.Doc, hash: (content: string) => T): T => hash(contentOf(doc))

type Marks = Map<string, string>

class Content {
  private readonly parts: string[] = []
  private left = COMPARED

  toString(): string {
    return this.parts.join('')
  }

  private put(part: string): void {
    if (this.left <= 0) return
    this.parts.push(part.slice(0, this.left))
    this.left -= part.length
  }

  pairs(entries: [string, unknown][]): void {
    this.put('{')
    for (const [name, value] of entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      this.string(name)
      this.value(value)
    }
    this.put('}')
  }

  children(parent: Y.XmlFragment): void {
    this.put('<')
    for (const child of parent.toArray()) {
      if (this.left <= 0) break
      if (child instanceof Y.XmlText) this.text(child)
      else if (child instanceof Y.XmlElement) {
        this.string(child.nodeName)
        this.pairs(Object.entries(child.getAttributes()))
        this.children(child)
      }
    }
    this.put('>')
  }

  /**
   * Half a character outside the basic plane goes over the wire as a replacement character, so that it stands for
   * one here too.
   */
  private string(text: string): void {
    this.put(JSON.stringify(text.slice(0, this.left).toWellFormed()))
  }

  /** A value as JSON keeps it; bytes, and whole numbers beyond JSON's, may come too, though no editor writes them. */
  private value(value: unknown, depth = 0): void {
    if (this.left <= 0 || depth > VALUE_DEPTH) return
    if (typeof value === 'string') this.string(value)
    else if (typeof value === 'bigint') this.put(`${String(value)}n`)
    else if (value instanceof Uint8Array)
      this.put(`${value.length} bytes ${toBase64(value.subarray(0, this.left))}`)
    else if (Array.isArray(value)) this.list(value, depth)
    else if (typeof value !== 'object' || value === null) this.put(` ${JSON.stringify(value)}`)
    else if (Object.getPrototypeOf(value) === Object.prototype) this.fields(value, depth)
  }

  private list(values: readonly unknown[], depth: number): void {
    this.put('[')
    for (const value of values) {
      if (this.left <= 0) break
      this.value(value, depth + 1)
    }
    this.put(']')
  }

  private fields(object: object, depth: number): void {
    this.put('(')
    for (const [name, value] of Object.entries(object)) {
      if (this.left <= 0) break
      if (value === undefined) continue
      this.string(name)
      this.value(value, depth + 1)
    }
    this.put(')')
  }

  /**
   * Words, and before them what changed of their marks. Marks that begin and end at one place, which some replicas
   * tidy away, change nothing.
   */
  private text(text: Y.XmlText): void {
    const said: Marks = new Map()
    const now: Marks = new Map()
    this.put('"')
    for (let item = text._start; item !== null && this.left > 0; item = item.right) {
      if (item.deleted) continue
      const { content } = item
      if (content instanceof Y.ContentFormat) now.set(content.key, markOf(content.value))
      else if (content instanceof Y.ContentString) {
        this.marks(said, now)
        this.put(JSON.stringify(content.str.slice(0, this.left).toWellFormed()).slice(1, -1))
      }
    }
    this.put('"')
  }

  /** What differs between the marks that were said last and those of now, of which only the touched are given. */
  private marks(said: Marks, touched: Marks): void {
    const changed = [...touched].filter(([name, mark]) => (said.get(name) ?? NO_MARK) !== mark)
    touched.clear()
    if (changed.length === 0) return
    for (const [name, mark] of changed) said.set(name, mark)
    this.put('"')
    this.pairs(changed)
    this.put('"')
  }
}

/** A mark's value as text; null ends the mark. */
const markOf = (value: unknown): string => JSON.stringify(value ?? null)

const NO_MARK = markOf(null)
