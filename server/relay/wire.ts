import type { Writable } from 'node:stream'

/** Larger messages are written after their head instead of being copied behind it. */
const COPIED_BYTES = 16 * 1024

/** The head of a whole binary message from a server: not masked, not compressed. */
function headOf(length: number): Buffer {
  if (length < 126) return Buffer.of(0x82, length)
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = 0x82
  if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

/** The message framed last: what goes to everyone is framed once. */
let last: { message: Uint8Array; frame: Buffer } | null = null

function framed(message: Uint8Array): Buffer {
  if (last?.message !== message) {
    const frame = Buffer.concat([headOf(message.byteLength), message])
    last = { message, frame }
  }
  return last.frame
}

/** What this turn of the event loop has written to. */
const written = new Set<Writable>()

function endTurn(): void {
  for (const stream of written) if (stream.writableCorked > 0) stream.uncork()
  written.clear()
}

/**
 * Writes a WebSocket message: the first of a turn of the event loop at once, which costs a third of the way
 * through a corked stream, and what the turn still writes to the same stream together.
 */
export function writeMessage(stream: Writable, message: Uint8Array): void {
  const isSmall = message.byteLength <= COPIED_BYTES
  const isFirst = !written.has(stream)
  if (isFirst) {
    if (written.size === 0) process.nextTick(endTurn)
    written.add(stream)
  }
  if (!(isFirst && isSmall) && stream.writableCorked === 0) stream.cork()
  if (isSmall) stream.write(framed(message))
  else {
    stream.write(headOf(message.byteLength))
    stream.write(message)
  }
}
