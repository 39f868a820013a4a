/** A number for words, the same everywhere (FNV-1a); not for what somebody must not be able to guess. */
export function hashOf(words: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
