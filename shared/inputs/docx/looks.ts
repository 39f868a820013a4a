import type { Look, Mark } from '../../plan/marks.ts'
import { mayLink } from '../../text/mayLink.ts'
import type { Element } from './xml.ts'
import { visitXml } from './xml.ts'

/** How runs of a document look: what stands in a run's own properties, and the link that it is in. */

const NAMES: Readonly<Record<string, Exclude<Look['name'], 'link'>>> = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
  strike: 'strike',
  dstrike: 'strike',
}
const OFF = new Set(['0', 'false', 'off', 'none'])

/** The addresses of a document's links by their id (word/_rels/document.xml.rels). Throws BadXml. */
export function linksOf(xml: string | null): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  if (xml === null) return links
  visitXml(xml, {
    open: ({ attributes: { Id: id, Target: target, TargetMode: mode } }) => {
      if (id !== undefined && target !== undefined && mode === 'External') links.set(id, target)
    },
    close: () => undefined,
    text: () => undefined,
  })
  return links
}

/** Follows a document's runs, links and fields, and says what their words look like. */
export class RunLooks {
  private readonly links: ReadonlyMap<string, string>
  /** The runs that are open, in each other where one holds a text box. */
  private readonly runs: Set<Exclude<Look['name'], 'link'>>[] = []
  private readonly hyperlinks: string[] = []
  private readonly fields: { code: string; isCode: boolean }[] = []

  constructor(links: ReadonlyMap<string, string>) {
    this.links = links
  }

  open({ name, attributes }: Element): void {
    const look = NAMES[name]
    const run = this.runs.at(-1)
    // What a paragraph's own properties say is said of its mark, not of its words.
    if (name === 'r' || name === 'pPr') this.runs.push(new Set())
    else if (name === 'hyperlink') this.hyperlinks.push(this.links.get(attributes['id'] ?? '') ?? '')
    else if (name === 'fldChar') this.field(attributes['fldCharType'])
    else if (look !== undefined && run !== undefined && !OFF.has(attributes['val'] ?? '')) run.add(look)
  }

  close(name: string): void {
    if (name === 'r' || name === 'pPr') this.runs.pop()
    else if (name === 'hyperlink') this.hyperlinks.pop()
  }

  private field(part: string | undefined): void {
    const field = this.fields.at(-1)
    if (part === 'begin') this.fields.push({ code: '', isCode: true })
    else if (part === 'end') this.fields.pop()
    else if (field !== undefined) field.isCode = false
  }

  /** Words that say what a field is. */
  code(words: string): void {
    const field = this.fields.at(-1)
    if (field?.isCode === true) field.code += words
  }

  /** The looks of the words that come now. */
  now(): Look[] {
    const href = this.href()
    const names = [...(this.runs.at(-1) ?? [])]
    // A link is underlined without being told.
    const looks = names
      .filter((name) => href === null || name !== 'underline')
      .map((name): Look => ({ name }))
    return href === null ? looks : [...looks, { name: 'link', href }]
  }

  private href(): string | null {
    const field = this.fields.findLast(({ isCode }) => !isCode)
    const ofField = field === undefined ? undefined : /^\s*HYPERLINK\s+"([^"]+)"/iu.exec(field.code)?.[1]
    const href = this.hyperlinks.at(-1) ?? ofField ?? ''
    return mayLink(href) ? href : null
  }
}

/** A look that ends here is among so many marks. */
const NEAR = 8

/** Adds words with their looks to marks: a look that goes on is one mark. */
export function addMarks(marks: Mark[], looks: readonly Look[], from: number, to: number): void {
  for (const look of looks) {
    const last = marks
      .slice(-NEAR)
      .find(
        (mark) =>
          mark.to === from &&
          mark.name === look.name &&
          (mark.name !== 'link' || (look.name === 'link' && mark.href === look.href)),
      )
    if (last === undefined) marks.push({ ...look, from, to })
    else last.to = to
  }
}
