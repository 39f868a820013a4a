import type { Comparator, Deadline } from '../plan/plan.ts'
import { CHINESE, NUMBER, valueOf } from '../plan/numerals.ts'
import { clausesOf } from './clauses.ts'
import { monthPhrases } from './dates.ts'

/** A goal read in a text; offsets are UTF-16 units of that text. */
export type GoalReading = {
  start: number
  end: number
  metric: string
  comparator: Comparator
  value: number | null
  valueMax: number | null
  unit: string | null
  deadline: Deadline | null
  doubt: { reason: string; readings: string[] } | null
}

const UNIT =
  '(?:%|％|个百分点|人次|场次|平方米|[家个個名次期册冊项項条條场場篇人件份户戶套间間所支台座处處本部届屆类類元堂幅首对對棟栋]|节课|天|小时|万字|字)'
const RANGE = '(?:[-—–~～－]{1,2}|至|到)'
const FIGURE = new RegExp(
  `(百分之(${NUMBER})|(${NUMBER})(?:${RANGE}(${NUMBER}))?\\s?(多|余|來|来)?(${UNIT}))\\s?(以上|以内|以內|左右|以下)?`,
  'gu',
)
const AT_LEAST = /(?:至少|不少于|不少於|不低于|不低於|超过|超過|最少|少于不得)[^，,。；;\d]{0,6}$/u
const AT_MOST = /(?:不超过|不超過|最多|不多于|不高于|控制在)[^，,。；;\d]{0,6}$/u
const ABOUT = /(?:约|大约|约为|近|約|大約)$/u
const ORDINAL =
  /(?:第|[届屆]|星期|周|百分之|每|[年月日]|双|同|逐|各|另|任何|某|这|這|那|哪|其中|之|唯|第十?)$/u
const VERBS =
  /(?:达|達|力争|力爭|争取|爭取|确保|確保|完成|新建|新增|新发展|发展|建立|建成|建|创建|創建|培养|培養|培训|培訓|举办|舉辦|举行|舉行|召开|召開|开展|開展|组织|組織|实现|實現|不少于|不低于|至少|不超过|超过|保持|编印|出版|出刊|征集|提出|评选|表彰|慰问|帮扶|扶持|签订|發展|簽訂|安排|办好|办|购买|投入|筹集|撰写|上报|发表|提高|降低|下降|增长|增加|打造|推荐|吸收|设立|落实|走访|参加|每人|每年|全年|一年)/u
const FACTS =
  /(?:原有|现有|現有|已有|共有|目前|截至|截止|去年|上年|收集的|曾|占全|现任|现在|下设|设有|以来|获得过|获了|被评为)/u
const ALL =
  /(?:全覆盖|全覆蓋|全部(?:完成|达标|达到|落实|建立|建成|签订|参加|公开|入会|答复|到位)|(?:件件|事事|条条)有[^，。；]{2,6})/u
const ZERO =
  /(?:实现|做到|确保|力争|保持)?[^，,。；;]{0,10}?零(?:事故|投诉|上访|违纪|违规|差错|伤亡|犯罪|发案|案件)/u

function deadlineOf(clause: string): Deadline | null {
  const [phrase] = monthPhrases(clause)
  if (phrase !== undefined) return { month: phrase.months.at(-1) ?? null, part: phrase.part }
  if (/上半年/u.test(clause)) return { month: null, part: 'first-half' }
  if (/下半年/u.test(clause)) return { month: null, part: 'second-half' }
  if (/年底|年末|年内|年內/u.test(clause)) return { month: null, part: 'year-end' }
  return null
}

const comparatorOf = (
  before: string,
  after: string | undefined,
  more: string | undefined,
  ranged: boolean,
): Comparator => {
  if (after === '以内' || after === '以內' || after === '以下' || AT_MOST.test(before)) return '<='
  if (after === '以上' || AT_LEAST.test(before)) return '>='
  if (ranged) return 'range'
  if (after === '左右' || more !== undefined || ABOUT.test(before)) return 'about'
  return '='
}

/** A range that lost its dash in copying: 600010000 may be 6000-10000. Round numbers glued together show it. */
function gluedDoubt(written: string): GoalReading['doubt'] {
  const halves = /^([1-9]\d?0{2,})([1-9]\d*0{2,})$/u.exec(written)
  if (halves !== null) return { reason: 'glued', readings: [written, `${halves[1]}-${halves[2]}`] }
  const isOdd = /^\d{5,}$/u.test(written) && !written.endsWith('00')
  return isOdd ? { reason: 'glued', readings: [written] } : null
}

/** All quantified or plainly verifiable goals of a text. */
export function goalsIn(text: string): GoalReading[] {
  const found: GoalReading[] = []
  for (const { start, end } of clausesOf(text, 'comma')) {
    const clause = text.slice(start, end)
    if (clause.length > 80 || FACTS.test(clause)) continue
    const add = (
      part: Pick<GoalReading, 'comparator' | 'value' | 'valueMax' | 'unit' | 'doubt'>,
      metric: string,
    ): void => {
      found.push({ start, end, metric: metric.trim(), deadline: deadlineOf(clause), ...part })
    }
    const months = monthPhrases(clause)
    let figures = 0
    for (const match of clause.matchAll(FIGURE)) {
      const before = clause.slice(0, match.index)
      const percent = match[2] !== undefined
      const written = match[2] ?? match[3] ?? ''
      const value = valueOf(written)
      const unit = percent ? '%' : (match[6] ?? '').replace('％', '%')
      if (value === null || (ORDINAL.test(before) && !percent)) continue
      if (months.some((phrase) => match.index < phrase.end && match.index + match[0].length > phrase.start))
        continue
      if (!percent && unit !== '%' && !VERBS.test(before) && !/以上|不少于/u.test(match[0] + before)) continue
      // 一个, 一次, 一项 without more is an article, not a figure.
      if (
        /^[一两]$/u.test(written) &&
        match[4] === undefined &&
        !/(?:年|学期|季度|月)$|至少|不少于|[年期]召开$/u.test(before)
      )
        continue
      if (/^[十百千万]$/u.test(written) && !percent) continue
      const valueMax = match[4] === undefined ? null : valueOf(match[4])
      const comparator = comparatorOf(before, match[7], match[5], valueMax !== null)
      const doubt = gluedDoubt(written)
      add({ comparator, value, valueMax, unit: unit === '个百分点' ? '%' : unit, doubt }, before)
      figures += 1
    }
    if (figures > 0) continue
    if (ZERO.test(clause))
      add({ comparator: 'zero', value: 0, valueMax: null, unit: null, doubt: null }, clause)
    else if (ALL.test(clause))
      add({ comparator: 'all', value: null, valueMax: null, unit: null, doubt: null }, clause)
  }
  return found
}

const FIGURE_SIGN = new RegExp(`[\\d０-９%％零${CHINESE}全]`, 'u')

/** Whether a line of a source is essentially goals: short, with a figure, in a goals section or numbered. */
export function isGoalLine(words: string, inGoals: boolean): boolean {
  if (words.length > (inGoals ? 90 : 45) || !FIGURE_SIGN.test(words)) return false
  return inGoals && goalsIn(words).length > 0
}
