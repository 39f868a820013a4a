import { mayLink } from '../../shared/text/mayLink.ts'

const MAIL = /^[^\s@/:]+@[^\s@/]+\.[^\s@/.]+$/u
/** A host as it is typed without http: 四段数字, or a name that ends in a domain. */
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}(?:[:/?#]|$)/u
const DOMAIN = /\.(?:[a-z]{2,}|xn--[a-z\d-]+)$/iu

function isWeb(address: string, typed: string): boolean {
  const url = URL.parse(address)
  if (url === null || /\s/u.test(address)) return false
  const { hostname } = url
  if (DOMAIN.test(hostname) || IPV4.test(typed)) return true
  // Within a house http://oa/ is an address; words without a dot are none.
  return address === typed && !hostname.startsWith('xn--')
}

/** An address as a clerk types it, with its scheme: a web page, or mail. '' for nothing, null for what is no address. */
export function addressOf(input: string): string | null {
  const typed = input.trim()
  if (typed === '') return ''
  if (MAIL.test(typed)) return `mailto:${typed}`
  // example.org:8080 begins with a host, not with a scheme.
  const hasScheme = mayLink(typed) || /^[a-z][a-z\d+.-]*:(?!\d)/iu.test(typed)
  const address = hasScheme ? typed : `https://${typed}`
  if (/^https?:/iu.test(address)) return isWeb(address, typed) ? address : null
  if (/^mailto:/iu.test(address)) return MAIL.test(address.slice(7)) ? address : null
  return /^tel:\+?[\d() -]{3,}$/iu.test(address) ? address : null
}
