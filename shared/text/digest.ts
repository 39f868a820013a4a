import * as Y from 'yjs'
import { BODY, FRONT } from './schema.ts'

/** Goes up when `contentOf` gives another string for the same text: then an older page compares nothing. */
export const DIGEST_FORM = 1

/**
 * What a document says, told apart from how it came to say it (RULES W17): its elements, attributes, words and
 * marks in the order of the text, and what stands beside the body. Documents with equal text give equal strings
 * whatever their updates were and however they are stored; documents with equal state vectors need not.
 */
export function contentOf(doc: Y.Doc): string {
  const front = [...doc.getMap(FRONT).entries()]
  const body = doc.getXmlFragment(BODY).toArray().map(nodeOf)
  return JSON.stringify([sorted(front), body], legible)
}

/** The content's hash; the hash function is the caller's. */
export const digestOf = <T>(doc: Y.Doc, hash: (content: string) => T): T => hash(contentOf(doc))

type Node = readonly unknown[]

const sorted = (entries: [string, unknown][]): [string, unknown][] =>
  entries.toSorted(([a], [b]) => (a < b ? -1 : 1))

/**
 * Half a character outside the basic plane goes over the wire as a replacement character, so that it stands for
 * one here too; whole numbers beyond JSON's may come, though no editor writes them.
 */
function legible(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  return typeof value === 'bigint' ? `${String(value)}n` : value
}

function nodeOf(node: Y.XmlElement | Y.XmlText | Y.XmlHook): Node {
  if (node instanceof Y.XmlText) return runsOf(node)
  if (!(node instanceof Y.XmlElement)) return []
  return [node.nodeName, sorted(Object.entries(node.getAttributes())), node.toArray().map(nodeOf)]
}

type Run = { insert: unknown; attributes?: Record<string, unknown> }

/** Words with their marks. Marks that begin and end at one place, which some replicas tidy away, divide nothing. */
function runsOf(text: Y.XmlText): Node {
  const runs: [words: unknown, marks: string][] = []
  for (const { insert, attributes = {} } of text.toDelta() as Run[]) {
    const marks = JSON.stringify(sorted(Object.entries(attributes)), legible)
    const last = runs.at(-1)
    if (last !== undefined && last[1] === marks && typeof last[0] === 'string' && typeof insert === 'string')
      last[0] += insert
    else runs.push([insert, marks])
  }
  return runs
}
