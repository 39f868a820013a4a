import * as decoding from 'lib0/decoding'
import { readFrames } from '../../shared/wire/exchange.ts'
import {
  MESSAGE,
  readAck,
  readDigest,
  readRecord,
  readRefused,
  readStanding,
  type Standing,
  SYNC,
} from '../../shared/wire/messages.ts'
import { RefusalCode } from '../../shared/wire/refusals.ts'
import { Unreachable } from './api.ts'

/** What the relay answered to one exchange (shared/wire/exchange.ts). */
export type Answer = {
  standing: Standing | null
  /** What the relay had before what was sent, and what it has if that lacked something. */
  vectors: Uint8Array[]
  updates: Uint8Array[]
  /** What was sent is on the server's disk. */
  acked: boolean
  refused: RefusalCode | null
  /** Where this leaves the asker. */
  seq: number
  record: number
  digest: Uint8Array | null
}

/** Reads an answer; what cannot be read is none of ours. Throws Unreachable. */
export function readAnswer(bytes: Uint8Array): Answer {
  try {
    return answerOf(readFrames(bytes))
  } catch (cause) {
    throw new Unreachable('no answer of ours', { cause })
  }
}

function answerOf(frames: readonly Uint8Array[]): Answer {
  const answer: Answer = {
    standing: null,
    vectors: [],
    updates: [],
    acked: false,
    refused: null,
    seq: 0,
    record: 0,
    digest: null,
  }
  for (const frame of frames) {
    const decoder = decoding.createDecoder(frame)
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.standing:
        answer.standing = readStanding(decoder)
        break
      case MESSAGE.sync: {
        const isVector = decoding.readVarUint(decoder) === SYNC.step1
        const bytes = decoding.readVarUint8Array(decoder)
        if (isVector) answer.vectors.push(bytes)
        else answer.updates.push(bytes)
        break
      }
      case MESSAGE.ack: {
        const { count, seq } = readAck(decoder)
        if (count > 0) answer.acked = true
        answer.seq = seq
        break
      }
      case MESSAGE.refused:
        answer.refused = RefusalCode.safeParse(readRefused(decoder).code).data ?? 'malformed'
        break
      case MESSAGE.record:
        answer.record = readRecord(decoder)
        break
      case MESSAGE.digest:
        answer.digest = readDigest(decoder)
    }
  }
  return answer
}
