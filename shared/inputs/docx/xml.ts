import { SaxesParser } from 'saxes'

/** An element of WordprocessingML: its name without prefix, and its attributes without theirs. */
export type Element = { name: string; attributes: Record<string, string> }

export type Visitor = {
  open: (element: Element) => void
  close: (name: string) => void
  text: (words: string) => void
}

/** A part that is no XML, or brings a document type with it: entities are never expanded. */
export class BadXml extends Error {}

/** Deeper than any document nests; a visitor may keep a stack. */
const DEPTH = 500

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Goes through a part of a .docx once. Throws BadXml. */
export function visitXml(xml: string, { open, close, text }: Visitor): void {
  const parser = new SaxesParser()
  let depth = 0
  parser.on('doctype', () => {
    throw new BadXml('a document type')
  })
  parser.on('error', (cause) => {
    throw new BadXml(cause.message)
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > DEPTH) throw new BadXml('too deep')
    const own: Record<string, string> = {}
    for (const [key, value] of Object.entries(attributes)) own[local(key)] = value
    open({ name: local(name), attributes: own })
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    close(local(name))
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.write(xml).close()
}
