import { crc32 } from 'node:zlib'

/** The checksum of a row: its stamp and its bytes. It finds a broken disk, not a forger (the record has a hash chain). */
export const rowSum = (stamp: readonly (string | number)[], body: Uint8Array): number =>
  crc32(body, crc32(stamp.join(' ')))
