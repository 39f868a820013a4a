/**
 * Reads the structure of a Yjs update (format v1) without building anything from it, so that no claim in
 * the bytes costs more than reading them: a 7-byte update may claim 30 million structs.
 *
 * Invariants:
 * 1. What passes decodes in Yjs: counts, lengths, UTF-8 and JSON are checked to the last byte.
 * 2. Only what our editors write passes: the roots `body` and `front`, no sub-documents, no XML hooks.
 * 3. No list grows beyond the number of bytes read, and no recursion beyond DEPTH.
 * 4. Clients descend strictly, as every encoder of Yjs writes them.
 */
import { BODY, FRONT } from '../../shared/text/schema.ts'

/** Thrown for bytes that are not an update of ours; receive.ts answers with the refusal `malformed`. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

/** What the scan reports, in the order of the bytes. */
export type Sink = {
  /**
   * A run of clocks [from, to) of one client, with the ids that it refers to and the struct's first byte: the
   * kind of its content (see KIND, ORIGINS). A Skip is not reported.
   */
  struct: (client: number, from: number, to: number, references: readonly Reference[], info: number) => void
  deletion: (client: number, from: number, to: number) => void
}
export type Reference = { client: number; clock: number }

/** The bits of a struct's first byte that say what its content is, and the kind that is a piece of text. */
export const KIND = 31
export const STRING = 4
/** The kinds that are no items: clocks of which nothing is left, and clocks that are left out. */
const GC = 0
const SKIP = 10
/** The bits that say that a struct names its neighbours, and not what it hangs in. */
export const ORIGINS = 192

/** Nesting of one value, in attributes and in JSON: ours are plain strings, numbers and booleans, and a link's object. */
const DEPTH = 8
/** Structs in one update; a long plan with years of history has some 100,000. Bounds what Yjs allocates. */
const STRUCTS = 1_000_000

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

class Reader {
  private readonly bytes: Uint8Array
  private at = 0
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  left(): number {
    return this.bytes.byteLength - this.at
  }

  byte(): number {
    const byte = this.bytes[this.at++]
    if (byte === undefined) throw new Malformed('the update ends early')
    return byte
  }

  number(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('a number is out of range')
      if (byte < 128) return value
      scale *= 128
    }
  }

  /** A number of things that take at least `each` bytes. */
  count(each: number): number {
    const count = this.number()
    if (count * each > this.left()) throw new Malformed('more is claimed than there are bytes')
    return count
  }

  skip(length: number): Uint8Array {
    if (length > this.left()) throw new Malformed('the update ends early')
    const from = this.at
    this.at += length
    return this.bytes.subarray(from, this.at)
  }

  string(): string {
    return utf8.decode(this.skip(this.number()))
  }
}

const positive = (length: number): number => {
  if (length < 1) throw new Malformed('a struct has no length')
  return length
}

/** Parses JSON, which Yjs would do too, and bounds it as `skipAny` does: encoding what is too deep throws. */
function checkJson(json: string): void {
  checkValue(JSON.parse(json), 0)
}

function checkValue(value: unknown, depth: number): void {
  if (depth > DEPTH) throw new Malformed('a value is nested too deeply')
  // Written again it would be null, and replicas that had it so would differ.
  if (value === Infinity || value === -Infinity) throw new Malformed('a number is out of range')
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__')) throw new Malformed('a key is not allowed')
  for (const part of Object.values(value)) checkValue(part, depth + 1)
}

function skipAny(reader: Reader, depth: number): void {
  if (depth > DEPTH) throw new Malformed('a value is nested too deeply')
  const kind = reader.byte()
  switch (kind) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return
    case 125: // a signed number: six bits, then seven a byte
      for (let byte = reader.byte(), bytes = 1; byte >= 128; bytes++) {
        if (bytes > 8) throw new Malformed('a number is out of range')
        byte = reader.byte()
      }
      return
    case 124:
      reader.skip(4)
      return
    case 123:
    case 122:
      reader.skip(8)
      return
    case 119:
      reader.string()
      return
    case 118:
      for (let left = reader.count(2); left > 0; left--) {
        if (reader.string() === '__proto__') throw new Malformed('a key is not allowed')
        skipAny(reader, depth + 1)
      }
      return
    case 117:
      for (let left = reader.count(1); left > 0; left--) skipAny(reader, depth + 1)
      return
    case 116:
      reader.skip(reader.number())
      return
    default:
      throw new Malformed('a value is of no known kind')
  }
}

/** Reads an item's content and returns its length in clocks. */
function contentLength(reader: Reader, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return positive(reader.number())
    case 2: {
      const count = positive(reader.count(1))
      for (let left = count; left > 0; left--) {
        const json = reader.string()
        if (json !== 'undefined') checkJson(json)
      }
      return count
    }
    case 3: // binary
      reader.skip(reader.number())
      return 1
    case STRING:
      return positive(reader.string().length)
    case 5: // embed
      checkJson(reader.string())
      return 1
    case 6: // format
      if (reader.string() === '__proto__') throw new Malformed('a key is not allowed')
      checkJson(reader.string())
      return 1
    case 7: {
      const type = reader.number()
      // 3 is an XML element, which has a name; 5 is an XML hook, which no editor of ours makes.
      if (type === 3) reader.string()
      else if (type > 6 || type === 5) throw new Malformed('a shared type is of no known kind')
      return 1
    }
    case 8: {
      const count = positive(reader.count(1))
      for (let left = count; left > 0; left--) skipAny(reader, 0)
      return count
    }
    default:
      throw new Malformed('content is of no known kind')
  }
}

const reference = (reader: Reader): Reference => ({ client: reader.number(), clock: reader.number() })

/** Reads one item and returns its length in clocks. */
function readItem(reader: Reader, info: number, references: Reference[]): number {
  if ((info & 128) !== 0) references.push(reference(reader))
  if ((info & 64) !== 0) references.push(reference(reader))
  if ((info & ORIGINS) === 0) {
    if (reader.number() === 1) {
      const root = reader.string()
      if (root !== BODY && root !== FRONT) throw new Malformed('a root is not one of ours')
    } else references.push(reference(reader))
    if ((info & 32) !== 0 && reader.string() === '__proto__') throw new Malformed('a key is not allowed')
  }
  return contentLength(reader, info & KIND)
}

/** Reads a whole update into the sink. Throws on bytes that are no update of ours. */
export function scanUpdate(update: Uint8Array, sink: Sink): void {
  const reader = new Reader(update)
  let above = Infinity
  let structs = 0
  for (let sections = reader.count(3); sections > 0; sections--) {
    const count = positive(reader.count(2))
    const client = reader.number()
    let clock = reader.number()
    // Yjs writes each client once, higher ids first, and its mergeUpdates loses what comes in another order.
    if (client >= above) throw new Malformed('clients do not descend')
    above = client
    structs += count
    if (structs > STRUCTS) throw new Malformed('too many structs')
    let isEmpty = true
    for (let left = count; left > 0; left--) {
      const info = reader.byte()
      const references: Reference[] = []
      const kind = info & KIND
      const isItem = kind !== GC && kind !== SKIP
      // Yjs applies such a struct, and throws when it merges it with others.
      if (!isItem && info !== kind) throw new Malformed('a struct that is no item has the bits of one')
      const length = isItem ? readItem(reader, info, references) : positive(reader.number())
      const end = clock + length
      if (!Number.isSafeInteger(end)) throw new Malformed('a clock is out of range')
      if (kind !== SKIP) sink.struct(client, clock, end, references, info)
      isEmpty &&= kind === SKIP
      clock = end
    }
    if (isEmpty) throw new Malformed('a client writes nothing')
  }
  for (let sections = reader.count(2); sections > 0; sections--) {
    const client = reader.number()
    for (let left = reader.count(2); left > 0; left--) {
      const from = reader.number()
      const to = from + positive(reader.number())
      if (!Number.isSafeInteger(to)) throw new Malformed('a clock is out of range')
      sink.deletion(client, from, to)
    }
  }
  if (reader.left() > 0) throw new Malformed('bytes follow the update')
}
