import type { Comparator } from '../plan/plan.ts'
import { CHINESE, NUMBER, valueOf } from '../plan/numerals.ts'
import type { Span } from './clauses.ts'

/** A quantity in a clause: 二十家, 百分之百, 一至两名, 3万元左右. Offsets are UTF-16 units of the clause. */
export type Figure = Span & {
  comparator: Comparator
  value: number
  valueMax: number | null
  /** The classifier; null where a number stands right before its noun. */
  unit: string | null
  /** Where the classifier begins, so that it can be given as the text has it (冊); -1 for none or %. */
  unitAt: number
  /** The number as written, without classifier. */
  written: string
  doubt: { reason: string; readings: string[] } | null
}

const UNIT =
  '(?:个百分点|平方米|平方公里|立方米|公里|千米|人次|人份|场次|台次|户次|篇次|件次|课时|学时|节课|分钟|分鐘|小时|万字|分贝|公斤|学分|梯次|批次|期次|车次|桌次|小時|' +
  '[%％﹪‰㎡家种个個名位次期册冊项項条條场場篇人件份户戶套间間所支台臺座处處本部类類堂幅首对對棟栋米吨噸亩畝例起宗笔筆只隻张張封组組道盏把棵株班团團队隊门門版卷则則题題遍轮輪趟节節批天元字分块塊面枚辆輛架盆袋桶箱顶桌餐讲顿幢瓶盒床集页頁席艘桩束款枝层層])'
const RANGE = '(?:[-—–~～－]{1,2}|至|到)'
/** Two digits that stand for a range: 五六个, 两三次. */
const NEIGHBOURS = /^([一二两兩三四五六七八])([二三四五六七八九])$/u
const FIGURE = new RegExp(
  `百分(?:之|(?=百))(${NUMBER})(?:${RANGE}(?:百分之)?(${NUMBER}))?` +
    `|([一二三四五六七八九1-9])成([一二三四五六七八九五半])?(?=以上|以下|以内|左右|的|[，,。；;、）)]|$)` +
    `|(${NUMBER})\\s?(?:${UNIT}?${RANGE}(${NUMBER}))?\\s?([多余餘來来])?([万萬千](?=元|册|冊|人|字|件|份))?\\s?(${UNIT})`,
  'gu',
)
export const AFTER = /^\s?(?:(?:[（(]含[)）])?(以上|及以上)|(以内|以下|之内|之內)|(左右|上下))/u
const AT_LEAST =
  /(?:[≥≧⩾＞>]|至少|最少|不少于|不得少于|不下于?|不小于|不低于|不得低于|超过|超過|(?<!不)突破|高于|多于|大于|[^远遠]超|(?<!优)胜过|逾)[^，,。；;\d]{0,6}$/u
const AT_MOST =
  /(?:[≤≦⩽＜<]|不超过|不超過|不得超过|最多|至多|不多于|不高于|不大于|不突破|少于|小于|低于|控制在|压缩到|降到|降至)[^，,。；;\d]{0,6}$/u
const NOT_LESS = /不(?:得)?(?:低于|少于|小于)[^，,。；;\d]{0,6}$/u
const ABOUT = /(?:约|大约|约为|近|将近|接近)$/u

/** What the words before and behind a figure say of it. */
export const comparatorOf = (
  before: string,
  after: RegExpExecArray | null,
  isMore: boolean,
  isRange: boolean,
): Comparator => {
  if (after?.[2] !== undefined || (AT_MOST.test(before) && !NOT_LESS.test(before))) return '<='
  if (isRange) return 'range'
  if (after?.[1] !== undefined || AT_LEAST.test(before)) return '>='
  return after?.[3] !== undefined || isMore || ABOUT.test(before) ? 'about' : '='
}

/** A range that lost its dash in copying: 600010000 may be 6000-10000. Round numbers glued together show it. */
export function gluedDoubt(written: string): Figure['doubt'] {
  const halves = /^([1-9]\d?0{2,})([1-9]\d*0{2,})$/u.exec(written)
  if (halves !== null) return { reason: 'glued', readings: [written, `${halves[1]}-${halves[2]}`] }
  const isOdd = /^\d{5,}$/u.test(written) && !written.endsWith('00')
  return isOdd ? { reason: 'glued', readings: [written] } : null
}

/** Of these a plan rarely counts thousands, as it does people, copies and money. */
const FEW = /^[条條项項件个個家篇期场場次]$/u
const YEAR = /^(?:19|20)\d\d$/u
/** So many times its beginning the end of a range is at most that four digits are taken for. */
const NEAR = 3

/**
 * Numbers that stand together without what parted them: 1520项 may be 15-20, and 3510条 a list's number 3 before
 * 5-10. They may be right as well, so that neither is proposed.
 */
function joinedDoubt(written: string, unit: string): Figure['doubt'] {
  if (!/^\d{4}$/u.test(written) || YEAR.test(written) || (unit !== '' && !FEW.test(unit))) return null
  const splits = [/^([1-9]\d)([1-9][05])$/u, /^([1-9])([1-9])([1-9][05])$/u]
  const readings = splits.flatMap((split) => {
    const parts = split.exec(written)?.slice(1).map(Number) ?? []
    const rises = parts.every((part, at) => {
      const next = parts[at + 1]
      return next === undefined || (part < next && next <= NEAR * part)
    })
    return parts.length > 0 && rises ? [parts.slice(-2).join('-')] : []
  })
  return readings.length === 0 ? null : { reason: 'joined', readings: [written, ...readings] }
}

/** 八成五: 85 of a hundred. */
const valueInTenths = (tenths: string, hundredths: string | undefined): number =>
  (valueOf(tenths) ?? 0) * 10 + (hundredths === '半' ? 5 : (valueOf(hundredths ?? '') ?? 0))

/** 10余万: the myriad stands behind the word for some more. */
const scaled = (written: string, scale: string): number | null => {
  const value = valueOf(written)
  const factor = valueOf(`一${scale}`)
  return value === null || factor === null ? null : value * factor
}

const unitAs = (unit: string): string => (/^(?:[％﹪]|个百分点|個百分點)$/u.test(unit) ? '%' : unit)

/** Most clauses count nothing. */
const HAS_DIGIT = new RegExp(`[0-9０-９${CHINESE}]`, 'u')

/** 2-3万: the myriad at the end of a range is that of both its ends; 5000-1万 has one end without it. */
export function withScaleOf(value: number, highest: string): number {
  const scale = /[万萬亿億]$/u.exec(highest)?.[0]
  const end = scale === undefined ? null : valueOf(highest.slice(0, -1))
  return scale === undefined || end === null || value >= end ? value : (scaled(String(value), scale) ?? value)
}

/** All quantities of a clause, in order. */
export function figuresIn(clause: string): Figure[] {
  if (!HAS_DIGIT.test(clause)) return []
  const found: Figure[] = []
  for (const match of clause.matchAll(FIGURE)) {
    const [
      whole,
      percent,
      percentMax,
      tenths,
      hundredths,
      number,
      numberMax,
      more,
      scale = '',
      counted = '',
    ] = match
    const isPercent = percent !== undefined || tenths !== undefined || /[%％﹪]/u.test(whole)
    const written = percent ?? tenths ?? number ?? ''
    const neighbours = NEIGHBOURS.exec(written)
    const lowest = scale === '' ? valueOf(neighbours?.[1] ?? written) : scaled(written, scale)
    const highest = neighbours?.[2] ?? percentMax ?? numberMax
    const from = lowest === null || highest === undefined ? lowest : withScaleOf(lowest, highest)
    const value = tenths === undefined ? from : valueInTenths(tenths, hundredths)
    const valueMax = highest === undefined ? null : valueOf(highest)
    const start = match.index
    const end = start + match[0].length
    if (value === null || (highest !== undefined && valueMax === null)) continue
    const after = AFTER.exec(clause.slice(end, end + 5))
    found.push({
      start,
      end: end + (after?.[0].length ?? 0),
      comparator: comparatorOf(
        clause.slice(Math.max(0, start - 40), start),
        after,
        more !== undefined,
        valueMax !== null,
      ),
      value,
      valueMax,
      unit: isPercent ? '%' : unitAs(counted),
      unitAt: isPercent || /^(?:个百分点|％|﹪)$/u.test(counted) ? -1 : end - counted.length,
      written,
      doubt: gluedDoubt(written) ?? (valueMax === null ? joinedDoubt(written, counted) : null),
    })
  }
  return found
}

const LARGE = new RegExp(
  `(?<![${CHINESE}\\d多])([一二两兩三四五六七八九十\\d.]+[百千]?[万萬]|\\d{3,})(?=\\p{Script=Han})`,
  'gu',
)
/** 人数达到100万以上: a number that is reached needs no noun. */
const REACHED = new RegExp(
  `(?<=达到|达|突破|超过|增至|增加到)\\s?(${NUMBER})(?=以上|左右|$|[，,、；;。])|(?<=[\\p{Script=Han}])(${NUMBER})(?=以上(?:$|[，,、；;。]))`,
  'gu',
)
/** What may follow a number without making it one of things: 三万工人, but not 2026年, 12号楼. */
const NO_NOUN = /^(?:[年月日号號元千百万萬亿億年级級届屆]|以|左|余|多|字)/u

/** Large numbers that stand right before their noun (五万技术工人, 3510合理化建议): no unit, and doubtful without a myriad. */
export function bareFigures(clause: string, taken: readonly Span[]): Figure[] {
  if (!HAS_DIGIT.test(clause)) return []
  const found: Figure[] = reachedFigures(clause, taken)
  for (const match of clause.matchAll(LARGE)) {
    const [written] = match
    const start = match.index
    const end = start + written.length
    const value = valueOf(written)
    if (
      value === null ||
      NO_NOUN.test(clause.slice(end)) ||
      (/^(?:19|20)\d\d$/u.test(written) && /[\d、,/]$/u.test(clause.slice(0, start))) ||
      taken.some((span) => start < span.end && end > span.start)
    )
      continue
    const isDigits = /^\d+$/u.test(written)
    found.push({
      start,
      end,
      comparator: '=',
      value,
      valueMax: null,
      unit: null,
      unitAt: -1,
      written,
      doubt: isDigits
        ? (gluedDoubt(written) ?? joinedDoubt(written, '') ?? { reason: 'glued', readings: [written] })
        : null,
    })
  }
  return found
}

/** 人数达到100万以上: large numbers that are reached, without a unit. */
function reachedFigures(clause: string, taken: readonly Span[]): Figure[] {
  return [...clause.matchAll(REACHED)].flatMap((match): Figure[] => {
    const written = match[1] ?? match[2] ?? ''
    const value = valueOf(written)
    const length = match.index + match[0].length
    const start = length - written.length
    if (value === null || value < LEAST_BARE || taken.some((span) => start < span.end && length > span.start))
      return []
    const after = AFTER.exec(clause.slice(length, length + 5))
    const comparator = comparatorOf(clause.slice(Math.max(0, start - 40), start), after, false, false)
    const end = length + (after?.[0].length ?? 0)
    return [
      {
        start,
        end,
        comparator,
        value,
        valueMax: null,
        unit: null,
        unitAt: -1,
        written,
        doubt: gluedDoubt(written),
      },
    ]
  })
}

/** A smaller number without a unit may be anything. */
const LEAST_BARE = 1_000
