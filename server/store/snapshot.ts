/**
 * How a snapshot is stored. A row begins with two bytes that no state can begin with (no structs, and yet
 * deletions), then a version, the state's clocks with their length before them, and the state compressed.
 * Rows from before this hold the bare state and are read as they are.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const MARK = [0, 1]
const VERSION = 1
/** Measured on a long history: higher levels take much longer for little. */
const LEVEL = 6

/** A text's state, unpacked when it is asked for, and its clocks if they are stored beside it. */
export type Snapshot = { state: () => Uint8Array; vector: Uint8Array | null }

/** A document as a snapshot's row. Takes some 50 ms for a long history: for the worker. */
export function packSnapshot(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const byte of [...MARK, VERSION]) encoding.writeUint8(encoder, byte)
  encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc))
  const state = Y.encodeStateAsUpdate(doc)
  const params = { [constants.ZSTD_c_compressionLevel]: LEVEL }
  encoding.writeUint8Array(encoder, zstdCompressSync(state, { params, pledgedSrcSize: state.byteLength }))
  return encoding.toUint8Array(encoder)
}

/** A snapshot's row of any version. Throws for one that cannot be read. */
export function unpackSnapshot(row: Uint8Array): Snapshot {
  if (!MARK.every((byte, at) => row[at] === byte)) return { state: () => row, vector: null }
  const decoder = decoding.createDecoder(row.subarray(MARK.length))
  const version = decoding.readUint8(decoder)
  if (version !== VERSION) throw new Error(`a snapshot is of version ${version}, which is not known here`)
  const vector = decoding.readVarUint8Array(decoder).slice()
  const packed = decoding.readTailAsUint8Array(decoder)
  return { state: () => new Uint8Array(zstdDecompressSync(packed)), vector }
}
