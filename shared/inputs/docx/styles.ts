import type { HeadingLevel } from '../../plan/block.ts'
import type { NumberOf } from './numbering.ts'
import { visitXml } from './xml.ts'

type Style = {
  name: string
  basedOn: string | null
  list: string | null
  level: number | null
  outline: number | null
}

/** What paragraph styles say of their paragraphs. */
export type Styles = {
  /** The list and level that a style numbers with; null for none. */
  numberOf: (style: string) => NumberOf | null
  /** The list of a numbering style. */
  listOf: (style: string) => string | null
  /** Whether the style is that of a title (0) or of a heading (1 to 4). */
  headingOf: (style: string) => HeadingLevel | null
}

/** Styles may be based on each other only so deep; a ring of them ends here. */
const CHAIN = 12

/** Reads styles.xml. Throws BadXml. */
export function stylesOf(xml: string | null): Styles {
  const styles = new Map<string, Style>()
  let style: Style | null = null
  if (xml !== null)
    visitXml(xml, {
      open: ({ name, attributes }) => {
        const value = attributes['val']
        if (name === 'style') {
          style = { name: '', basedOn: null, list: null, level: null, outline: null }
          styles.set(attributes['styleId'] ?? '', style)
        } else if (style === null || value === undefined) return
        else if (name === 'name') style.name = value.toLowerCase()
        else if (name === 'basedOn') style.basedOn = value
        else if (name === 'numId') style.list = value
        else if (name === 'ilvl') style.level = Number(value)
        else if (name === 'outlineLvl') style.outline = Number(value)
      },
      close: (name) => {
        if (name === 'style') style = null
      },
      text: () => undefined,
    })
  /** The first answer of a style or of those that it is based on. */
  const first = <T>(id: string, ask: (style: Style) => T | null): T | null => {
    let at: string | null = id
    for (let step = 0; at !== null && step < CHAIN; step++) {
      const here: Style | undefined = styles.get(at)
      if (here === undefined) return null
      const answer = ask(here)
      if (answer !== null) return answer
      at = here.basedOn
    }
    return null
  }
  return {
    numberOf: (id) => {
      const list = first(id, (own) => own.list)
      return list === null || list === '0' ? null : { list, level: first(id, (own) => own.level) ?? 0 }
    },
    listOf: (id) => styles.get(id)?.list ?? null,
    headingOf: (id) => {
      if (first(id, ({ name }) => (name === 'title' ? true : null)) === true) return 0
      const outline = first(id, ({ name, outline: level }) => {
        const named = /^heading ([1-4])$/u.exec(name)?.[1]
        return named === undefined ? level : Number(named) - 1
      })
      return outline === 0 ? 1 : outline === 1 ? 2 : outline === 2 ? 3 : outline === 3 ? 4 : null
    },
  }
}
