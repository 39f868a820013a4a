import { typedNumber, type TypedNumber } from '../plan/numbering.ts'
import { isCutOff } from './cutOff.ts'
import { monthHeadingOf } from './dates.ts'
import { englishDate } from './english.ts'
import { titleOf } from './front.ts'
import { fold } from './fold.ts'
import type { Line } from './lines.ts'
import { routineOf } from './routine.ts'
import { isTitle, sectionKind } from './sections.ts'

/** Which lines of a source are its title and its headings. A false heading is worse than a missed one. */

const SENTENCE_END = /[。；;！!？?：:.)）”"』」】]$/u
const NO_NAME = /[，,。；;：:|]|\d{4}-\d|作者|来源|发布|时间|您的位置|首页/u

const isName = ({ words }: Line): boolean =>
  words.length >= 6 &&
  words.length <= 30 &&
  !/^[•·●○–—-]\s/u.test(words) &&
  !NO_NAME.test(fold(words)) &&
  typedNumber(words) === null &&
  monthHeadingOf(words) === null &&
  !isPart(words)

/** Which of the first lines is the title: one that ends in 计划 or the like, else the last short one before the text begins; -1 for none. */
export function titleIndex(lines: readonly Line[]): number {
  const first = lines.slice(0, 14)
  const named = first.findIndex(
    ({ words }) => typedNumber(titleOf(words)) === null && isTitle(words) && !isPart(words),
  )
  if (named >= 0) return named
  const body = first.findIndex(({ words }) => words.length > 40)
  const before = first.slice(0, Math.max(0, Math.min(body, 3)))
  return before.length > 0 && before.every(isName) ? before.length - 1 : -1
}

/**
 * Whether a numbered line is a piece of the sentence before it that a copy broke off. A line that merely lacks
 * its last sign is believed to end where the number is the one that is due, or stands in brackets.
 */
export function isBroken(before: string, { level, value }: TypedNumber, due: number, words: string): boolean {
  if (before === '' || level === 3 || isTitle(before) || titleOf(before) === '') return false
  if (isCutOff(before)) return true
  // 7. 出版专刊 / 二、活动安排：in an excerpt.
  if (typedNumber(before) !== null && /^.{4,20}[:：]$/u.test(words)) return false
  return level === 1 && value !== due && before.length > 14 && !SENTENCE_END.test(before)
}

/** A line without any sign that ends a sentence may be a heading up to this length. */
const LONGEST_ALONE = 80

/** Where a numbered line's heading ends: the whole line, up to its first sentence or colon, or 0 for none. */
export function headingLength(words: string, number: TypedNumber): number {
  if (words.length <= number.text.length) return 0
  if (words.length <= 40 && !/。./u.test(words))
    return /^(?:[^：:]|[：:](?=\d\d)){1,24}[：:](?!\d\d).{13,}$/u.test(words)
      ? words.search(/[：:](?!\d\d)/u) + 1
      : words.length
  const end = words.search(/[。；;]|[：:](?!\d\d)|(?<=\p{Script=Han})\.(?=\p{Script=Han}|\s*$)/u)
  if (end < 0 && number.level < 3 && words.length <= LONGEST_ALONE) return words.length
  return end > 0 && end <= (number.level === 1 ? 70 : 60) && words[end] !== '；' && words[end] !== ';'
    ? end + 1
    : 0
}

const KNOWN =
  /^[【[]?(?:(?:总体|工作|主要|基本|年度|具体|重点|保障|奋斗|活动|本学期)?(?:指导思想|目标任务|目标|任务|原则|思路|要求|措施|举措|重点工作|工作重点|工作安排|活动安排)|(?:主要|具体|重点)(?:工作|活动)(?=\s*[:：]?\s*$))[】\]]?\s*(?:[:：]\s*|$)|^(?:[Tt]arget|[Gg]oal|[Oo]bjective)s?\s*:\s*/u
const PART =
  /^附(?:件|表)?\s?\d?[:：]|^附\p{Script=Han}{3,14}[:：]$|(?:安排|附件?|附表|计划表|时间表|进度表|要点|节点|日程|行事[历曆]|活动表|一览表)(?:如下)?\s?[:：]$|^(?:全年|各月|每月|具体|月度|本学期|时间|主要|工作|活动|日程|月份?)[^，。；]{0,12}(?:安排|日程|要点|节点)(?:表|如下)?\s?[:：]?$/u

/** 为做好工作，现将活动安排如下：: a sentence. */
const LEADS_UP = /[，,].*如下|^现将|^[-–—•·●]/u

/** An unnumbered line that heads a part: 附：…, 全年主要工作安排：. */
export const isPart = (words: string): boolean =>
  words.length <= 40 &&
  PART.test(fold(words)) &&
  !LEADS_UP.test(fold(words)) &&
  sectionKind(words) === 'schedule'

/** Goals for 2026:, Association goals might include: alone on the line. */
const ENGLISH_GOALS =
  /^(?!\w+ing )(?:[A-Za-z]+ ){0,3}(?:goals|objectives|targets|aims)(?: (?:for|of|this|may|might|will|include|are|set|\d)[a-z0-9 ]{0,24})?\s?:?$/iu

/** Where an unnumbered heading that every plan knows ends (指导思想：以…, or alone on its line); 0 for none. */
export function knownHeadingLength(words: string): number {
  if (ENGLISH_GOALS.test(words)) return words.length
  const match = KNOWN.exec(fold(words))
  return match === null ? 0 : match[0].length
}

const DATE_LINE =
  /^(?:(?:中华|中華)?(?:民国|民國))?(?:[二〇零○oOＯ一三四五六七八九xX×~～\d]{1,4})\s*年\s*[\d一二三四五六七八九十xX×]{1,3}\s*月(?:\s*[\d一二三四五六七八九十xX×]{1,3}\s*[日号號])?(?:印发|印發|制定|制订|修订|通过|公布)?$/u
const SIGNATURE =
  /(?:委员会|工会|总工会|联合会|协会|教师会|理事会|秘书处|学校|小学|中学|学院|幼儿园|医院|公司|集团|社区)$/u
/** 召开工会委员会, 走访市人民医院: what a task does with such a body, which no signature says. */
const DOES =
  /^(?:召开|召集|参加|参观|走访|慰问|看望|成立|组建|筹建|筹备|组织(?!部|委|处|科|办)|健全|完善|加强|协助|配合|支持|支援|联系|走进|深入|举行|举办|开展|选举|改选|改组|推选|推荐|迎接|创建|建立|建好|上报|表彰|评选|宣传|依托|对接|考察|调研|指导|发动)/u
/** A name under the plan: no numbered line, no list's, and nobody's task. */
const isSignature = (words: string): boolean =>
  words.length <= 24 &&
  SIGNATURE.test(fold(words)) &&
  typedNumber(words) === null &&
  !/^[•·●■◆▪○※☆★*]|[，,；;]/u.test(words) &&
  !DOES.test(words)

const CLOSING =
  /^(?:(?:常年|全年|平时|日常|长期|常规|例行|每月|每周|每季度|其[他它])(?:性?工作)?[：:]|(?:常年|全年|平时|日常|长期|经常)性?(?:工作|活动|事项)$|(?:目标|指标|targets?|goals?|objectives?|(?:every|each) (?:week|month|quarter|term|semester))\s?[:：]|总之|让我们|以上|综上|在新的|上一篇|下一篇|相关|推荐|更多|本文|责任编辑|【)|\.docx?|正在阅读/iu

/** Whether a line ends a schedule: a date or name under the plan, a last word, or what a web page adds. */
export const endsSchedule = (words: string): boolean =>
  DATE_LINE.test(words) ||
  englishDate(words) !== null ||
  /^(?:approved|adopted|signed|prepared|issued) by\b/iu.test(words) ||
  isSignature(words) ||
  /(?:如下|规程|规则|须知|细则)\s?[:：]$/u.test(words) ||
  routineOf(words) !== null ||
  CLOSING.test(fold(words.slice(0, 20)))

/** 五、类型 … 五、对象: a heading whose number was miscounted is short. */
const LONGEST_TWICE = 12

/** How far the numbers of a text have come, and in which style each level stands. */
export class Numbers {
  /** The first number of each level, as it stands. */
  readonly samples = new Map<number, string>()
  private readonly last = [0, 0, 0, 0, 0]

  /** The number that is due next at a level. */
  due(level: number): number {
    return (this.last[level] ?? 0) + 1
  }

  /** Whether a number goes on from the last one of its level, begins anew, or is the first of an excerpt. */
  isNext({ level, value }: TypedNumber, words: string): boolean {
    const due = this.due(level)
    const isTwice = level === 1 && value === due - 1 && words.length <= LONGEST_TWICE
    return value === 1 || value === due || value === due + 1 || isTwice || (due === 1 && words.length <= 30)
  }

  take({ level, value, text }: TypedNumber): void {
    this.last[level] = value
    this.last.fill(0, level + 1)
    if (!this.samples.has(level)) this.samples.set(level, text)
  }
}
