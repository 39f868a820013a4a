import { fold } from './fold.ts'

/** Who leads, is responsible or helps, as a text names them. */

const NAME = '[^，,。；;：:（）()由以\\s]{2,24}?'
const LEAD = new RegExp(
  `(?:由|以)(${NAME})(?:为牵头单位|为主|作为牵头|牵头|负责|主办|主抓|承办|組織|颁发)` +
    `|(?:牵头(?:单位|部门|人)?|责任(?:人|部门|单位|领导|科室)|負責人|责任者|責任人|负责(?:人|部门|单位)|主办(?:单位)?|承办(?:单位|人)?|主持人?)\\s?[:：]\\s?([^，,。；;）)\\s]{2,30}(?: [^，,。；;:：）)\\s\\d]{2,12}(?=[，,。；;）)]|$))?)` +
    `|[（(][由以]?([^（）()，。；:：]{2,16}?)(?:负责|牵头|承办|主办)[）)]` +
    `|\\b(?:led by|organi[sz]ed by|(?:[Ll]ead|[Oo]wner|[Rr]esponsible|[Ii]n charge)\\s?:)\\s?((?:(?:Mr|Mrs|Ms|Dr|Prof)\\.\\s)?[^,.;:()]{2,40})`,
  'dgu',
)
const HELP = new RegExp(
  `(?:协助|协办|配合|参与)(?:单位|部门|人)\\s?[:：]\\s?([^，,。；;）)\\s]{2,30})|(?<=[，,；;])(${NAME})(?:协助|配合)(?=[，,。；;）)]|$)`,
  'dgu',
)
/** 负责人张老师：the name right behind its word. */
const BEHIND =
  /(?:负责人|责任人|牵头人)([^\s，,。；;：:、的和是由在为与及须要应]{2,4}?)(?=[\d，,。；;、）)]|$)/du
/** A leader alone at the end: 女工委负责, 各科室牵头. */
const TRAILING =
  /(?:^|[，,；;\s])(?!全面|具体|认真|主要|亲自|共同|分工|专人|切实)([^，,。；;：:（）()\s的]{2,12}?)(?:负责|牵头)(?=[，,。；;]|$)/du

const partsOf = (names: string): string[] =>
  names
    .split(/[、和及]|与(?!工)/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** Most texts name nobody: then the patterns above need not be tried. */
const NAMES_SOMEONE =
  /负责|牵头|责任|主办|主抓|承办|主持|为主|颁发|由.{1,24}组织|协助|协办|配合|参与(?:单位|部门|人)|led by|organi[sz]ed by|(?:lead|owner|responsible|in charge)\s?:/iu

/** What a pattern's groups caught, as the text itself has it. */
const caught = (text: string, match: RegExpExecArray): string[] =>
  (match.indices ?? []).slice(1).flatMap((place) => (place === undefined ? [] : [text.slice(...place)]))

/** The leading name as written, and every person or body named. */
export function peopleIn(text: string): { owner: string | null; owners: string[] } {
  const words = fold(text)
  if (!NAMES_SOMEONE.test(words)) return { owner: null, owners: [] }
  const leads = [...words.matchAll(LEAD)].flatMap((match) => caught(text, match))
  const alone = leads.length > 0 ? null : (TRAILING.exec(words) ?? BEHIND.exec(words))
  if (alone !== null) leads.push(...caught(text, alone))
  const help = [...words.matchAll(HELP)].flatMap((match) => caught(text, match))
  const owners = [...leads, ...help].flatMap(partsOf)
  return { owner: leads[0] ?? null, owners: [...new Set(owners)] }
}
