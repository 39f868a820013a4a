/** The relay bench's workload: a plan of 400 blocks and typing in it, the same bytes in every run. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts'
import { paragraphOf } from '../harness/rawClient.ts'

const BLOCKS = 400

/** A plan's first update. */
export function basePlan(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const lines = Array.from(
    { length: BLOCKS },
    (_, n) => `${(n % 12) + 1}月份：组织召开第${n}次职工书屋座谈会。`,
  )
  doc.getXmlFragment(BODY).insert(0, lines.map(paragraphOf))
  return Y.encodeStateAsUpdate(doc)
}

/** What one update types: ten letters that are found again however a server merges updates. */
const token = (writer: number, nth: number): string =>
  `~w${writer.toString(36).padStart(2, '0')}${nth.toString(36).padStart(6, '0')}`
const MARK = Buffer.from('~w')
const TOKEN = 10

/** Calls `found` for each token in the bytes. */
export function findTokens(bytes: Buffer, found: (writer: number, nth: number) => void): void {
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + TOKEN))
    found(
      Number.parseInt(bytes.toString('latin1', at + 2, at + 4), 36),
      Number.parseInt(bytes.toString('latin1', at + 4, at + TOKEN), 36),
    )
}

const frame = (step: number, payload: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

/** Asks for the whole text. */
export const ASK_ALL = frame(SYNC.step1, Uint8Array.of(0))

const textOf = (doc: Y.Doc, block: number): Y.XmlText => {
  const element = doc.getXmlFragment(BODY).get(block % BLOCKS)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (text instanceof Y.XmlText) return text
  throw new Error('the plan has a text in each block')
}

/** The frames of one writer who types at the end of a block of their own. */
export function typingOf(base: Uint8Array, writer: number, count: number): Uint8Array[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, base)
  doc.clientID = 1000 + writer
  const text = textOf(doc, 10 + writer * 37)
  const frames: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => frames.push(frame(SYNC.update, update)))
  for (let nth = 0; nth < count; nth++) text.insert(text.length, token(writer, nth))
  return frames
}

/** A long history as frames: five writers all over the plan, every fifth edit a deletion, the last one a token. */
export function historyOf(base: Uint8Array, edits: number): { frames: Uint8Array[]; last: string } {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, base)
  const frames: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => frames.push(frame(SYNC.update, update)))
  let text = textOf(doc, 0)
  let at = 0
  for (let nth = 0; nth < edits - 1; nth++) {
    if (nth % 40 === 0) {
      doc.clientID = 2000 + ((nth / 40) % 5)
      text = textOf(doc, (nth / 40) * 7)
      at = (nth * 31) % (text.length + 1)
    }
    if (nth % 5 === 4 && at > 0) {
      at -= 1
      text.delete(at, 1)
    } else {
      text.insert(at, '字')
      at += 1
    }
  }
  text.insert(0, token(35, edits))
  return { frames, last: token(35, edits) }
}
