/** People who write as fast as the relay takes it, and what they were told is kept. */
import * as Y from 'yjs'
import { BODY } from '../../shared/text/schema.ts'
import { type Client, paragraphOf } from './rawClient.ts'

export type Writing = { client: Client; words: { words: string; nth: number }[] }

/** Types paragraph after paragraph, three ahead of the acknowledgements, until the connection is cut. */
export async function write(writing: Writing, name: string): Promise<void> {
  const { client, words } = writing
  for (let n = 0; client.closed === null; n++) {
    const said = `〔${name}写${n}〕`
    client.type(said)
    words.push({ words: said, nth: client.sent })
    await client.until(() => client.closed !== null || client.sent - client.acked < 3)
  }
}

/** The words that their writers were told are saved. */
export const acknowledged = (writers: readonly Writing[]): string[] =>
  writers.flatMap(({ client, words }) =>
    words.filter(({ nth }) => nth <= client.acked).map((one) => one.words),
  )

/** What one more paragraph by a new client of this text is as an update. */
export function freshUpdate(doc: Y.Doc, words: string): Uint8Array {
  const own = new Y.Doc()
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(own)
  own.getXmlFragment(BODY).insert(0, [paragraphOf(words)])
  return Y.encodeStateAsUpdate(own, before)
}
