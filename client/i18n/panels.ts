import { ENGLISH_MONTHS } from '../../shared/plan/lang.ts'
import { messages } from './messages.ts'

/** What a goal's deadline or an item's part of the month may be. */
type SpanKey = 'first-half' | 'second-half' | 'year-end'
type PartKey = 'early' | 'mid' | 'late'

export const joined = (parts: readonly (string | null)[], separator: string): string =>
  parts.filter((part) => part !== null).join(separator)

/** 60000 → 6万, 12500 → 1.25万; smaller or uneven figures stand as they are. */
const tenThousands = (value: number, wan: string): string =>
  value >= 10_000 && value % 100 === 0 ? `${value / 10_000}${wan}` : `${value}`

const hansSpans: Record<SpanKey, string> = {
  'first-half': '上半年',
  'second-half': '下半年',
  'year-end': '年底',
}
const hansParts: Record<PartKey, string> = { early: '上旬', mid: '中旬', late: '下旬' }
const enSpans: Record<SpanKey, string> = {
  'first-half': 'first half',
  'second-half': 'second half',
  'year-end': 'year end',
}
const enParts: Record<PartKey, string> = { early: 'early', mid: 'mid', late: 'late' }
export const enMonth = (month: number): string => ENGLISH_MONTHS[month - 1] ?? ''
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** $ and ¥ stand before their figure. */
const withUnit = (figure: string, unit: string | null, space: string): string => {
  if (unit === null) return figure
  if (/^[£$€¥￥]$/u.test(unit)) return `${unit}${figure}`
  // An English plan is read on a Chinese screen as well: 6 evenings.
  return `${figure}${unit === '%' ? '' : /^[A-Za-z]/u.test(unit) ? ' ' : space}${unit}`
}

/** Why a reading is doubtful, by its reason, with its possible readings. */
type Doubts = Record<string, (readings: readonly string[]) => string>

const hansDoubts: Doubts = {
  glued: ([, other]) =>
    other === undefined ? '数字可能少了一个连接号' : `数字可能少了一个连接号：${other}？`,
  joined: ([, ...others]) => `几个数字可能连在了一起，也可能是 ${others.join('、')}`,
  'lost-dash': ([, other]) => `别处的数字少了连接号，这里也可能是 ${other}`,
  descending: (readings) => `范围前大后小，应是 ${readings.join(' 还是 ')}？`,
  'month-number': ([all, others]) => `开头的数可能只是序号：是${all}月，还是${others}月？`,
}
const hantDoubts: Doubts = {
  glued: ([, other]) =>
    other === undefined ? '數字可能少了一個連接號' : `數字可能少了一個連接號：${other}？`,
  joined: ([, ...others]) => `幾個數字可能連在一起了，也可能是 ${others.join('、')}`,
  'lost-dash': ([, other]) => `別處的數字少了連接號，這裡也可能是 ${other}`,
  descending: (readings) => `範圍前大後小，應是 ${readings.join(' 還是 ')}？`,
  'month-number': ([all, others]) => `開頭的數可能只是編號：是${all}月，還是${others}月？`,
}
const enDoubts: Doubts = {
  glued: ([, other]) =>
    other === undefined ? 'the figure may have lost a dash' : `the figure may have lost a dash: ${other}?`,
  joined: ([, ...others]) => `several numbers may have run together; it may be ${others.join(' or ')}`,
  'lost-dash': ([, other]) => `other figures lost their dash; this may be ${other}`,
  descending: (readings) => `the range goes down; should it be ${readings.join(' or ')}?`,
  'month-number': ([all, others]) => `the first number may only count a list: months ${all}, or ${others}?`,
}

/** Words that goals and months share: figures, times, and what a reading is. */
export const readingWords = messages({
  'zh-Hans': {
    figure: (value: number, unit: string | null) => withUnit(tenThousands(value, '万'), unit, ''),
    range: (from: string, to: string) => `${from}–${to}`,
    atLeast: (figure: string) => `≥${figure}`,
    atMost: (figure: string) => `≤${figure}`,
    about: (figure: string) => `约${figure}`,
    zero: '零',
    all: '全部',
    month: (month: number) => `${month}月`,
    part: (part: PartKey) => hansParts[part],
    monthPart: (month: number, part: PartKey) => `${month}月${hansParts[part]}`,
    span: (span: SpanKey) => hansSpans[span],
    list: (items: readonly string[]) => items.join('、'),
    inProse: '正文中',
    inTable: '表格中',
    doubt: '待核对',
    why: (reason: string, items: readonly string[]) => hansDoubts[reason]?.(items) ?? '请与原文核对',
    goTo: (words: string) => `到正文：${words}`,
  },
  'zh-Hant': {
    figure: (value, unit) => withUnit(tenThousands(value, '萬'), unit, ''),
    range: (from, to) => `${from}–${to}`,
    atLeast: (figure) => `≥${figure}`,
    atMost: (figure) => `≤${figure}`,
    about: (figure) => `約${figure}`,
    zero: '零',
    all: '全部',
    month: (month) => `${month}月`,
    part: (part) => hansParts[part],
    monthPart: (month, part) => `${month}月${hansParts[part]}`,
    span: (span) => hansSpans[span],
    list: (items) => items.join('、'),
    inProse: '內文中',
    inTable: '表格中',
    doubt: '待確認',
    why: (reason, items) => hantDoubts[reason]?.(items) ?? '請與原文核對',
    goTo: (words) => `前往內文：${words}`,
  },
  en: {
    figure: (value, unit) => withUnit(value.toLocaleString('en'), unit, ' '),
    range: (from, to) => `${from}–${to}`,
    atLeast: (figure) => `≥ ${figure}`,
    atMost: (figure) => `≤ ${figure}`,
    about: (figure) => `about ${figure}`,
    zero: 'none at all',
    all: 'all',
    month: (month) => enMonth(month),
    part: (part) => enParts[part],
    monthPart: (month, part) => `${enParts[part]} ${enMonth(month)}`,
    span: (span) => enSpans[span],
    list: (items) => items.join(', '),
    inProse: 'in the text',
    inTable: 'in a table',
    doubt: 'please check',
    why: (reason, items) => enDoubts[reason]?.(items) ?? 'compare it with the original',
    goTo: (words) => `Go to the text: ${words}`,
  },
})

export const goalWords = messages({
  'zh-Hans': {
    title: '目标',
    metric: '指标',
    target: '目标值',
    deadline: '期限',
    owners: '负责人',
    missing: '未写',
    makeGoal: '设为目标块',
    summary: (goals: number, noOwner: number, noDeadline: number, doubts: number) =>
      joined(
        [
          `${goals} 个目标`,
          noOwner > 0 ? `${noOwner} 个缺负责人` : null,
          noDeadline > 0 ? `${noDeadline} 个没写期限` : null,
          doubts > 0 ? `${doubts} 个待核对` : null,
        ],
        '，',
      ),
    empty: '还没有目标。',
    hint: '在正文里写“全年新建兴趣小组6个”这样的句子，或用“＋”插入目标，这里就会列出。',
  },
  'zh-Hant': {
    title: '目標',
    metric: '指標',
    target: '目標值',
    deadline: '期限',
    owners: '負責人',
    missing: '未填',
    makeGoal: '設為目標',
    summary: (goals, noOwner, noDeadline, doubts) =>
      joined(
        [
          `${goals} 項目標`,
          noOwner > 0 ? `${noOwner} 項沒有負責人` : null,
          noDeadline > 0 ? `${noDeadline} 項沒有期限` : null,
          doubts > 0 ? `${doubts} 項待確認` : null,
        ],
        '，',
      ),
    empty: '還沒有目標。',
    hint: '在內文寫下「全年新增興趣小組6個」這樣的句子，或用「＋」插入目標，就會列在這裡。',
  },
  en: {
    title: 'Goals',
    metric: 'Measure',
    target: 'Target',
    deadline: 'By when',
    owners: 'Owner',
    missing: 'not given',
    makeGoal: 'Make it a goal',
    summary: (goals, noOwner, noDeadline, doubts) =>
      joined(
        [
          plural(goals, 'goal'),
          noOwner > 0 ? `${noOwner} without an owner` : null,
          noDeadline > 0 ? `${noDeadline} without a deadline` : null,
          doubts > 0 ? `${doubts} to check` : null,
        ],
        ', ',
      ),
    empty: 'There are no goals yet.',
    hint: 'Write a sentence such as “Start 6 interest groups this year”, or insert a goal with “＋”, and it is listed here.',
  },
})
