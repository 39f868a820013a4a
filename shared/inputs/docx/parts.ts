import { unzipSync } from 'fflate'

/** The parts of a .docx that say something about its words. */
export type Parts = {
  document: Uint8Array
  numbering: Uint8Array | null
  styles: Uint8Array | null
  /** What the document's links go to. */
  links: Uint8Array | null
}
export type NoParts = 'broken' | 'too-large' | 'not-text'

/** More entries than any Word file has. */
const ENTRIES = 2_000
/** What the parts may hold once inflated, bytes. */
const INFLATED = 100 * 1024 * 1024

class Refused extends Error {
  readonly why: NoParts
  constructor(why: NoParts) {
    super(why)
    this.why = why
  }
}

/**
 * Unpacks the four parts that are read, and nothing else: pictures and what they embed stay packed. An
 * entry never gives more bytes than it claims, and claims are bounded.
 */
export function partsOf(bytes: Uint8Array): Parts | NoParts {
  let entries = 0
  let size = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1
        if (entries > ENTRIES) throw new Refused('too-large')
        if (!/^word\/(?:(?:document|numbering|styles)\.xml|_rels\/document\.xml\.rels)$/u.test(name))
          return false
        size += originalSize
        if (size > INFLATED) throw new Refused('too-large')
        return true
      },
    })
    const document = files['word/document.xml']
    if (document === undefined) return 'not-text'
    return {
      document,
      numbering: files['word/numbering.xml'] ?? null,
      styles: files['word/styles.xml'] ?? null,
      links: files['word/_rels/document.xml.rels'] ?? null,
    }
  } catch (cause) {
    return cause instanceof Refused ? cause.why : 'broken'
  }
}
