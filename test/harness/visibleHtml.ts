/** HTML as programs and pages nest it, made at random, with the words that a reader of it sees. */

const INLINE = [
  'span',
  'b',
  'i',
  'u',
  'font',
  'a href="https://example.org/"',
  'em',
  'strong',
  'sub',
  'o:p',
  'code',
]
const BLOCKS = [
  'p',
  'div',
  'h1',
  'h3',
  'blockquote',
  'section',
  'pre',
  'center',
  'article',
  'dl',
  'figure',
  'p class="MsoNormal" style="mso-outline-level:2"',
  'details open',
]
/** What stands around words, so that they are headings, months, items, goals and dates as well as plain words. */
const SHAPES = [
  '#',
  '一、#',
  '（二）#',
  '3、#',
  '三月份：#',
  '• #',
  '年内新建#5个',
  '#，4月底前完成',
  '每周#一次',
  '# | #',
]

export type VisibleHtml = { html: string; words: string[] }

const wrap = (tag: string, inner: string): string => `<${tag}>${inner}</${tag.split(' ')[0] ?? ''}>`

/** One page; `below` gives a whole number under its bound. */
export function visibleHtml(below: (count: number) => number): VisibleHtml {
  const words: string[] = []
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)]
  const word = (): string => {
    const one = `词${words.length}尾`
    words.push(one)
    return one
  }
  const line = (): string => {
    const text = (pick(SHAPES) ?? '#').replaceAll('#', word)
    const parts = [
      text,
      `${text}<br>${word()}`,
      wrap(pick(INLINE) ?? 'b', text),
      `${text}\n  ${wrap('b', word())}`,
    ]
    return pick(parts) ?? text
  }
  const some = (depth: number, make: (depth: number) => string): string =>
    Array.from({ length: 1 + below(3) }, () => make(depth)).join(below(2) === 0 ? '' : '\n')
  const cell = (depth: number): string =>
    wrap(below(5) === 0 ? `td rowspan="${1 + below(3)}" colspan="${1 + below(2)}"` : 'td', block(depth))
  const block = (depth: number): string => {
    if (depth <= 0) return line()
    switch (below(6)) {
      case 0:
        return wrap(pick(['ul', 'ol', 'ol start="4"', 'ol type="a"']) ?? 'ul', some(depth - 1, item))
      case 1:
        return wrap(
          'table',
          some(depth - 1, (at) => wrap('tr', some(at, cell))),
        )
      case 2:
        return line()
      default:
        return wrap(pick(BLOCKS) ?? 'p', below(3) === 0 ? `${line()}${block(depth - 1)}` : block(depth - 1))
    }
  }
  const item = (depth: number): string => wrap('li', block(depth))
  const html = some(4, block) + some(3, block)
  return { html, words: words.filter((one) => html.includes(one)) }
}
