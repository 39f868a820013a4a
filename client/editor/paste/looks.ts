import { type Look, NO_LOOKS } from '../../../shared/plan/marks.ts'
import { mayLink } from '../../../shared/text/mayLink.ts'
import { styleOf } from './shownHtml.ts'

type Name = Exclude<Look['name'], 'link'>

const TAGS: Readonly<Record<string, Name>> = {
  B: 'bold',
  STRONG: 'bold',
  I: 'italic',
  EM: 'italic',
  U: 'underline',
  INS: 'underline',
  S: 'strike',
  STRIKE: 'strike',
  DEL: 'strike',
}
/** What a style says: the look's name, the property's value that gives it, and that takes it. */
const STYLES: readonly [Name, RegExp, RegExp | null][] = [
  ['bold', /font-weight\s*:\s*(?:bold|[6-9]00)/iu, /font-weight\s*:\s*(?:normal|[1-5]00)/iu],
  ['italic', /font-style\s*:\s*(?:italic|oblique)/iu, /font-style\s*:\s*normal/iu],
  ['underline', /text-decoration[^;]*:[^;]*underline/iu, null],
  ['strike', /text-decoration[^;]*:[^;]*line-through/iu, null],
]

/** Whether HTML sets any words apart. */
export const hasLooks = (html: string): boolean =>
  /<(?:b|strong|i|em|u|ins|s|strike|del|a)[\s>]|font-weight|font-style|text-decoration/iu.test(html)

const keyOf = (look: Look): string => (look.name === 'link' ? `link ${look.href}` : look.name)

/** The looks of elements within each other; the same looks are the same array. */
export class Looks {
  private readonly known = new Map<string, readonly Look[]>([['', NO_LOOKS]])

  /** What the words of an element look like, in what looks like `outer`. */
  of(element: Element, outer: readonly Look[]): readonly Look[] {
    const { tagName } = element
    const style = styleOf(element)
    const href = tagName === 'A' ? (element.getAttribute('href') ?? '') : ''
    const isLink = mayLink(href)
    const names = new Map(outer.map((look) => [look.name, look]))
    const tag = TAGS[tagName]
    if (tag !== undefined) names.set(tag, { name: tag })
    for (const [name, gives, takes] of STYLES) {
      if (gives.test(style)) names.set(name, { name })
      else if (takes?.test(style) === true) names.delete(name)
    }
    if (isLink) names.set('link', { name: 'link', href })
    // A link is underlined without being told.
    if (names.has('link')) names.delete('underline')
    const looks = [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    const key = looks.map(keyOf).join('\n')
    const same = this.known.get(key)
    if (same !== undefined) return same
    this.known.set(key, looks)
    return looks
  }
}
