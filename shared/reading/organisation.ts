import type { Section } from '../plan/plan.ts'
import { asWritten, fold } from './fold.ts'
import { signedOnIn, titleOf } from './front.ts'
import { YEAR } from './years.ts'

/** Whose plan a text is, as far as it says. */

const BODY =
  '工会委员会|业主委员会|总工会|工会|委员会|小学|中学|中心校|学校|大学|学院|幼儿园|幼稚园|公司|集团|医院|街道|社区|学生会|业委会|联合会|妇联|协会|教师会|职工会|分会|中心|车间|厂|局|镇|乡|部|处|科'
const UP_TO = new RegExp(
  `^([^，,。；;：:\\s]{1,40}?)的?\\s?(?=${YEAR}|[一二三四五六七八九〇零○]{3}学年|1[01]\\d(?:学年|年)|上半年|下半年|年度|全年|本年|第?[一二上下]个?学期|[一本]学期|关于|(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月|行事[历曆]|(?:工会)?(?:工作|活动)|计划|方案)`,
  'u',
)
const ENDS_IN_BODY = new RegExp(`(?:${BODY})$`, 'u')
/** Names that any committee of the kind has: no organisation of its own. */
const GENERIC =
  /^(?:各|本|我|全)?(?:学校|小学|中学|大学|学院|高中|初中|幼儿园|单位|公司|集团|企业|局|厂|院|校|医院|机关|基层|教育|年度|部门|部|科|个人|社区|街道|车间|班组|家长|学生|分){0,2}(?:工会|工会委员会|委员会|业委会|业主委员会|学生会|团委|协会)?(?:组织)?$/u

const asOrganisation = (name: string | undefined): string | null =>
  name !== undefined &&
  name.length >= 2 &&
  !/^(?:各|我们|我[校院厂园会局司]|本[校院厂园会局司])|今年|明年|组建|开展|加强|做好/u.test(name) &&
  ENDS_IN_BODY.test(fold(name)) &&
  !GENERIC.test(fold(name))
    ? name
    : null

/** The organisation that a title line begins with, after its year. */
function ofTitle(line: string): string | null {
  const bare = titleOf(fold(line))
    .replace(
      new RegExp(
        `^${YEAR}(?:[-—–~～至/]{1,2}\\d{2,4})?(?:学年度?|年度?)?(?:第?[一二上下]学期|[上下]半年)?`,
        'u',
      ),
      '',
    )
    .replace(/^附件?[:：]?/u, '')
  const upTo = UP_TO.exec(bare)?.[1]
  // 青杨路小学工会工作计划: the look-ahead may have taken the body's own 工会 for the work's.
  const withUnion =
    upTo !== undefined && bare.startsWith('工会', upTo.length)
      ? `${upTo}${bare.slice(upTo.length, upTo.length + 2)}`
      : upTo
  const name = asOrganisation(withUnion) ?? asOrganisation(upTo)
  return name === null ? null : asWritten(line, name)
}

const ENGLISH_BODY =
  /\b(?:Union|Branch|Committee|Association|Council|Federation|School|Hospital|University|College|Local \d+)$/u

/** Such names any committee has. */
const ENGLISH_GENERIC =
  /^(?:(?:Staff|School|Trade|Labou?r|Teachers[’']?|Workers[’']?|Employees[’']?|Union|Branch|Committee|Association|Council|Social|Welfare|Events|Executive)\s?)+$/u

/** The organisation of an English title: … Work Plan of the Lakeside Union, or Lakeside Union Work Plan …. */
function ofEnglishTitle(title: string): string | null {
  const of = /\b(?:Plan|Calendar|Timetable|Schedule|Programme?|Agenda) (?:of|for) (?:the )?([A-Z].*)$/u.exec(
    title,
  )?.[1]
  const before =
    /^(?:.* [–—-] )?(?:(?:19|20)\d\d(?:[-–/]\d{2,4})? )?(?:The )?([A-Z].*?) (?:(?:Annual|Yearly|Work|Action|Activity|Activities) )*(?:Plan|Calendar|Timetable|Schedule|Programme?|Agenda)\b/u.exec(
      title,
    )?.[1]
  return (
    [of, before].find(
      (name) => name !== undefined && ENGLISH_BODY.test(name) && !ENGLISH_GENERIC.test(name),
    ) ?? null
  )
}

/** The organisation that stands alone on the line above the title, or over its document's number (某厂工会文件 / 〔2026〕1号). */
function aboveTitle(title: string, words: readonly string[]): string | null {
  const at = words.findIndex((line, index) => index < 6 && titleOf(line) === title)
  const isNumber = /[〔【[(（](?:19|20)\d\d[〕】\])）].{0,8}[号號]$/u.test(words[at - 1]?.trim() ?? '')
  const above = (words[isNumber ? at - 2 : at - 1] ?? '').trim()
  if (above.length > 60) return null
  return ENGLISH_BODY.test(above) && above !== title
    ? above
    : asOrganisation(isNumber ? above.replace(/文件$/u, '') : above)
}

const IN_TEXT = new RegExp(
  `(?:^|[。；;，,])(?:${YEAR}年[，,]?)?([^，,。；;：:“”"的和与及在以将把向对由]{1,18}?(?:${BODY}))(?=要|将|有\\d|共建|工作在|在.{2,12}(?:领导|指导)|始终|紧紧|坚持|以“)`,
  'u',
)

/** Whose plan it is: from the title, the signature, an annex's heading, or the text's first sentences. */
export function organisationIn(
  title: string | null,
  words: readonly string[],
  sections: readonly Section[],
): string | null {
  const inTitle =
    title === null ? null : (ofTitle(title) ?? ofEnglishTitle(title) ?? aboveTitle(title, words))
  if (inTitle !== null) return inTitle
  const signature = words
    .slice(-4)
    .toReversed()
    .find((line) => line.length <= 24 && asOrganisation(line.trim()) !== null)
  if (signature !== undefined) return signature.trim()
  const annex = sections.find(({ heading }) => /^附件?[:：]/u.test(heading))
  const inAnnex = annex === undefined ? null : ofTitle(annex.heading)
  if (inAnnex !== null) return inAnnex
  const alone = (words[0] ?? '').trim()
  if (alone.length <= 20 && asOrganisation(alone) !== null) return alone
  if (alone.length <= 60 && alone !== title && ENGLISH_BODY.test(alone)) return alone
  for (const line of words.slice(0, 6)) {
    const found = asOrganisation(IN_TEXT.exec(fold(line.slice(0, 400)))?.[1])
    if (found !== null) return asWritten(line, found)
  }
  return signedBy(words)
}

/** 校工会 above the date under a plan: as it is named there, though any school has one. */
function signedBy(words: readonly string[]): string | null {
  const above = (words.at(-2) ?? '').trim()
  const isSigned = above.length <= LONGEST_SIGNATURE && ENDS_IN_BODY.test(fold(above))
  return isSigned && signedOnIn(words.slice(-1)) !== null ? above : null
}
const LONGEST_SIGNATURE = 16
