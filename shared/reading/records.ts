import { typedNumber } from '../plan/numbering.ts'
import { monthPhrases } from './dates.ts'
import { fold } from './fold.ts'
import { joined, type Line } from './lines.ts'
import { type When, whenOf } from './when.ts'

/** Tasks that are told in labelled lines (活动名称：联欢会 / 时间：1月上旬 / 地点：礼堂): read as one item. */

type Label = 'name' | 'content' | 'time' | 'owner' | 'other'

const WORK = '(?:活动|工作|会议|培训|比赛|项目|课程|讲座|任务)?'
const LABELS: readonly [Label, RegExp][] = [
  ['name', new RegExp(`^(?:${WORK}(?:名称|主题|项目)|活动|任务|event|activity|task|what)$`, 'iu')],
  ['content', new RegExp(`^(?:主要|具体)?${WORK}内容$`, 'u')],
  [
    'time',
    /^(?:活动|工作|会议|培训|比赛|举办|实施|完成|计划|开展)?(?:时间|日期|月份|时限)(?:安排)?$|^(?:date|when|time)$/iu,
  ],
  ['owner', /^(?:负责|责任|牵头|承办|主办|组织)(?:人|者|单位|部门)?$|^(?:owner|lead|responsible|who)$/iu],
  [
    'other',
    /^(?:活动|会议|培训|比赛)?(?:地点|场所|形式|对象|要求|目的|预算|经费)$|^(?:参加|参与)(?:人员|对象|范围)$|^备注$|^(?:venue|place|location|where|budget|notes?)$/iu,
  ],
]
const LABELLED = /^(?:[-–—•·●■◆▪○※☆★*]\s*)?([\p{Script=Han}A-Za-z]{2,10})\s?[:：]\s*(?=\S)/u

/** 义务维修: a short line that can name what the labelled time below it says when. */
const NAME =
  /^(?=[“"《]?\p{Script=Han})(?!.*[。；;：:，,!！?？])(?!.*(?:目的|时间|地点|要求|内容|安排|对象|项目|办法|人员|方案|计划)$).{2,24}$/u
const isName = (words: string): boolean => NAME.test(fold(words)) && monthPhrases(words).length === 0
/** 2. 道德讲堂：, without the colon. */
const withoutColon = (words: string): string => words.trim().replace(/\s?[:：]$/u, '')

/** The label that a line begins with, and what it says. */
function labelOf(line: string): { label: Label; value: string } | null {
  const match = LABELLED.exec(line)
  const label = LABELS.find(([, pattern]) => pattern.test(fold(match?.[1] ?? '')))?.[0]
  return match === null || label === undefined ? null : { label, value: line.slice(match[0].length).trim() }
}

const UNDECIDED = /待定|待批|暂定|另行|tb[dac]/iu
const ANY_TIME: When = { months: [], part: null, recurrence: null }

/** Most texts name no time so: then their parts need not be looked at. */
const NAMES_TIME = /(?:[时時][间間限]|日期|月份|date|when|time)(?:安排)?\s?[:：]/iu

/** What parts the labelled parts of a record: the end of a line, or a space or sign before the next label. */
const BETWEEN = /\n|(?<![-–—•·●■◆▪○※☆★*\s；;，,。])[ \u3000；;，,。]+(?=[\p{Script=Han}]{2,6}\s?[:：])/u

/** A task in labelled lines, as these name it. */
export type Recorded = { task: string; when: When; owner: string | null }

/** What the lines of such a text say; null for any other text. */
export function recordOf(text: string): Recorded | null {
  if (!NAMES_TIME.test(text)) return null
  const said = new Map<Label, string>()
  for (const line of text.split(BETWEEN)) {
    if (line.trim() === '') continue
    const labelled = labelOf(line.trim())
    if (labelled === null) {
      const name = withoutColon(line)
      if (said.size > 0 || !isName(name)) return null
      said.set('name', name)
    } else if (!said.has(labelled.label)) said.set(labelled.label, labelled.value)
  }
  const task = said.get('name') ?? said.get('content')
  const time = said.get('time') ?? ''
  const when = whenOf(time) ?? (UNDECIDED.test(fold(time)) ? ANY_TIME : null)
  return task === undefined || when === null ? null : { task, when, owner: said.get('owner') ?? null }
}

/** Whether a numbered line of a list (1、义务维修) stands right above its labelled time. */
function isNamed(lines: readonly Line[], at: number): boolean {
  const words = lines[at]?.words ?? ''
  const number = typedNumber(words)
  return (
    number !== null &&
    number.level > 2 &&
    isName(withoutColon(words.slice(number.text.length))) &&
    labelOf(lines[at + 1]?.words ?? '')?.label === 'time'
  )
}

/** A single one with a label for its name may be the plan of one event, whose labels head its parts. */
const FEWEST = 2

/** The places of records: from their first line to behind their last. */
function recordsIn(lines: readonly Line[]): [number, number][] {
  const records: [number, number][] = []
  for (let from = 0; from < lines.length; from++) {
    const seen = new Set<Label>()
    let to = from
    if (isNamed(lines, from)) {
      seen.add('name')
      to += 1
    }
    for (; to < lines.length; to++) {
      const label = labelOf(lines[to]?.words ?? '')?.label
      if (label === undefined || (label !== 'other' && seen.has(label))) break
      seen.add(label)
    }
    if (seen.has('time') && (seen.has('name') || seen.has('content'))) {
      const words = lines
        .slice(from, to)
        .map((line) => line.words)
        .join('\n')
      if (recordOf(words.slice(typedNumber(words)?.text.length ?? 0)) !== null) records.push([from, to])
    }
    from = Math.max(from, to - 1)
  }
  return records
}

/** The lines with those of each record on one. */
export function wholeRecords(lines: readonly Line[]): readonly Line[] {
  const records = recordsIn(lines)
  if (records.length < FEWEST && !records.some(([start]) => isNamed(lines, start))) return lines
  const whole: Line[] = []
  let from = 0
  for (const [start, end] of records) {
    whole.push(...lines.slice(from, start), joined(lines.slice(start, end)))
    from = end
  }
  whole.push(...lines.slice(from))
  return whole
}
