/** What of pasted HTML a person saw: neither programs, nor what is hidden against copying. */

const SILENT = new Set(
  (
    'STYLE SCRIPT TITLE TEMPLATE NOSCRIPT HEAD XML SVG IFRAME OBJECT EMBED APPLET CANVAS VIDEO AUDIO ' +
    'SELECT BUTTON TEXTAREA DATALIST NOFRAMES NOEMBED ANNOTATION ANNOTATION-XML'
  ).split(' '),
)
/** Also a text pushed far out of the page, and Word's own list of comments. */
const HIDDEN =
  /(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:[;!]|$)|(?:left|top|text-indent)\s*:\s*-(?:\d{4,}|999)|color\s*:\s*transparent|mso-(?:element|special-character)\s*:\s*comment)/iu
/** Without a size words are unseen, unless some of them are given one again. */
const SIZELESS = /(?<![\w-])font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:[;!]|$)/iu

export const styleOf = (element: Element): string => element.getAttribute('style') ?? ''

/** Whether an element and all that is in it says nothing to its reader. */
export function isUnseen(element: Element): boolean {
  if (SILENT.has(element.tagName.toUpperCase()) || element.hasAttribute('hidden')) return true
  // What Word's record of changes took out, and the lines that forums scatter for those who copy.
  if (element.tagName === 'DEL' && element.hasAttribute('datetime')) return true
  const style = styleOf(element)
  if (SIZELESS.test(style) && element.querySelector('[style*="font-size"]') === null) return true
  if (element.classList.contains('msocomanchor')) return true
  return element.classList.contains('jammer') || HIDDEN.test(style)
}

const OWN = 'data-pm-slice'

/** Whether HTML was copied out of our own editor. */
export const isOwnHtml = (html: string): boolean => html.includes(OWN)

/** HTML without what is unseen. What comes of it is still to be taken through the schema. */
export function seenHtml(html: string): string {
  if (isOwnHtml(html)) return html
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const element of body.querySelectorAll('*')) if (isUnseen(element)) element.remove()
  return body.innerHTML
}

/** Characters that nobody sees and that come along from web pages; half a pair, which no text holds. */
export const seenText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[\v\f\r]/gu, '\n')
    .replace(/[\u00ad\u200b\u2060\ufeff\uFFFC]|[^\P{Cc}\t\n\u0085]/gu, '')
