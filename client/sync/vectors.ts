import * as Y from 'yjs'

/** State vectors, as bytes: which clocks of which clients somebody has. */

/** Whether one has all that another has. */
export function hasAllOf(one: Uint8Array, other: Uint8Array): boolean {
  const clocks = Y.decodeStateVector(one)
  return [...Y.decodeStateVector(other)].every(([client, clock]) => (clocks.get(client) ?? 0) >= clock)
}

/** What both have together. */
export function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const clocks = Y.decodeStateVector(one)
  for (const [client, clock] of Y.decodeStateVector(other))
    clocks.set(client, Math.max(clock, clocks.get(client) ?? 0))
  return Y.encodeStateVector(clocks)
}
