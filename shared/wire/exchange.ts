/**
 * The socket's work over plain HTTP, for networks that block WebSockets: POST /api/text/:plan/exchange.
 *
 * The body says what a socket's handshake says, then the frames that a socket would carry (messages.ts):
 * sync step 1, which must be there, sync step 2 or updates, and the question for a digest.
 * The answer is the frames that the relay would send back: standing; its state vector (sync step 1, the last one
 * holds; a second one asks for what an update lacked); acknowledgements and refusals, counted within this body;
 * the difference to the asker's state vector; and last `ack 0 seq`, where the asker stands with all of that.
 *
 *   body    string protocol   SUBPROTOCOL
 *           string epoch      as `standing` said it before, '' if not yet
 *           varuint seq       where the last answer left the asker, 0 for nowhere: when the log stands there and
 *                             nothing is sent, the answer has no state vector and no difference
 *           frames
 *   frames  varuint8array each, to the end
 *
 * Under another epoch than the relay's nothing is taken and nothing is told but the standing.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { EXCHANGE_FRAMES } from './limits.ts'

export type Exchange = { protocol: string; epoch: string; seq: number; frames: readonly Uint8Array[] }

function writeAll(encoder: encoding.Encoder, frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
  return encoding.toUint8Array(encoder)
}

function readAll(decoder: decoding.Decoder, most: number): Uint8Array[] {
  const frames: Uint8Array[] = []
  while (decoding.hasContent(decoder)) {
    if (frames.length === most) throw new RangeError('too many frames')
    frames.push(decoding.readVarUint8Array(decoder))
  }
  return frames
}

export function writeExchange({ protocol, epoch, seq, frames }: Exchange): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, protocol)
  encoding.writeVarString(encoder, epoch)
  encoding.writeVarUint(encoder, seq)
  return writeAll(encoder, frames)
}

/** Reads a body. Throws when it is malformed. */
export function readExchange(bytes: Uint8Array): Exchange {
  const decoder = decoding.createDecoder(bytes)
  return {
    protocol: decoding.readVarString(decoder),
    epoch: decoding.readVarString(decoder),
    seq: decoding.readVarUint(decoder),
    frames: readAll(decoder, EXCHANGE_FRAMES),
  }
}

export const writeFrames = (frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  writeAll(encoding.createEncoder(), frames)

/** Reads an answer. Throws when it is malformed. */
export const readFrames = (bytes: Uint8Array): Uint8Array[] =>
  readAll(decoding.createDecoder(bytes), Infinity)
