import { BlockId } from '../../shared/plan/ids.ts'

/** A fresh id for a block: 72 random bits, 12 URL-safe characters. */
export function newBlockId(): BlockId {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  return BlockId.parse(
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  )
}
