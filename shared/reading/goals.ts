import type { Deadline } from '../plan/plan.ts'
import { type Span, trimmed, clausesOf, withoutNames } from './clauses.ts'
import { fold } from './fold.ts'
import { monthPhrases } from './dates.ts'
import { BRACKETED, BY_WHEN, deadlineOf, laterEnglish, leadingDeadlines, saysOnlyWhen } from './deadlines.ts'
import { bareFigures, type Figure, figuresIn } from './figures.ts'
import { englishFigures, isEnglishAll, isEnglishZero } from './englishGoals.ts'
import { peopleIn } from './people.ts'
import {
  FACT,
  FOR,
  FOR_THOSE,
  REWARDING,
  GIVING,
  isAll,
  isArticle,
  isSum,
  namesKind,
  OF_THOSE,
  sumsUp,
  MEASURE,
  ORDERING,
  ORDINAL_BEFORE,
  PURPOSE,
  REACHING,
  RECURRING,
  UNDERTAKING,
  zerosIn,
} from './goalWords.ts'
import { metricOf, withoutStart } from './metric.ts'
import { recurrenceIn } from './recurrence.ts'

/** A goal read in a text; offsets are UTF-16 units of that text. */
export type GoalReading = Span &
  Pick<Figure, 'comparator' | 'valueMax' | 'unit' | 'doubt'> & {
    metric: string
    value: number | null
    deadline: Deadline | null
    owners: string[]
  }

/** A list's own words before what it says: 一是, 二要, 首先. */
const LEAD_IN =
  /^(?:[•·●■◆▪○※☆★*–—-]\s*|\d{1,2}\s?[、．.,]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*|[一二三四五六七八九十]{1,2}(?:是|要)要?|首先|其次|同时|此外|另外)/u

/** Clauses of a sentence; what stands in brackets with a figure is a clause of its own. */
function piecesOf(sentence: string): Span[] {
  if (!/[（()）]/u.test(sentence)) return clausesOf(sentence, 'comma')
  return clausesOf(
    sentence.replace(
      /[（(](?![一二三四五六七八九十\d]{1,3}[)）])(?=[^（）()]{0,60}[\d一二三四五六七八九十])/gu,
      '，',
    ),
    'comma',
  ).map((span) => {
    const close =
      /[）)]$/u.test(sentence.slice(span.start, span.end)) &&
      !/[（(]/u.test(sentence.slice(span.start, span.end))
    return trimmed(sentence, { start: span.start, end: close ? span.end - 1 : span.end })
  })
}

/** A part of what was counted before (其中…), or how much each time (每批30人). */
const OF_IT = /^(?:其中|包括|含|男|女|每(?:个|一)?(?:批|期|次|场|场次|班|组|处|间|篇|梯次|户|人)(?!都|有))/u
/** 优秀干部8名, behind a goal: as many more. */
const COUNTED = /^[\p{Script=Han}＊“”、]{2,16}\d{1,5}[名个家篇项件人户位支对种册台套间条场次期]$/u
/** 由现有82人增至90人以上: from what it is to what it shall be. */
const RISES = /[由从].{1,16}(?:增至|增加到|提高到|提升到|发展到|扩大到)/u
const FROM = /[由从](?:现有|目前|原来|原有|去年)?的?$/u
/** What was is told until the words turn to what is to come. */
const LAST_TIME = /(?<![较比])(?:去年|上年)|上学期|上学年|往年/u
const NOW = /今年|明年|本|将|力争|争取|确保|计划|下一步|新学期|要/u

function isGoal(figure: Figure, clause: string, rest: string, mood: boolean): boolean {
  const before = clause.slice(0, figure.start)
  const after = clause.slice(figure.end)
  const isPercent = figure.unit === '%'
  if (ORDINAL_BEFORE.test(before) || /^(?:性|分之|号|[/／](?![年人]))/u.test(after)) return false
  // 二期课改, 一期工程: which one, not how many.
  if (figure.unit === '期' && /^(?:工程|课改|项目|规划|建设|改造)/u.test(after)) return false
  // 比例达到30%的单位: which ones are meant.
  if (isPercent && OF_THOSE.test(after) && /(?:比例|[率比])[^，,]{0,6}$/u.test(before)) return false
  if (sumsUp(figure, before, after)) return false
  if (isSum(figure, before) || namesKind(figure, after)) return false
  if (/^[个個项項类類条條点大种]$/u.test(figure.unit ?? '') && ORDERING.test(after)) return false
  if (!isPercent && (/^[百千万]$/u.test(figure.written) || (figure.written === '十' && figure.unit === '分')))
    return false
  if (FROM.test(before) && RISES.test(clause)) return false
  // 无一例事故: none at all.
  if (/(?:无|没有|不(?:发生|出现|落下?|漏|丢|差))$/u.test(before)) return false
  if (figure.unit === null) return UNDERTAKING.test(before)
  if (!isPercent && isArticle(figure, before, after)) return false
  const isBounded = figure.comparator === '>=' || figure.comparator === '<='
  if (
    figure.unit === '元' &&
    !/筹集|筹措|募集|争取/u.test(before) &&
    /(?:费|费用|经费|预算|补贴|标准|为)$/u.test(before)
  )
    return false
  if (figure.unit === '元' && /(?:达到|达|提高到|增至)$/u.test(before)) return true
  if (MEASURE.test(figure.unit))
    return (isBounded && (UNDERTAKING.test(clause) || /[≥≧⩾≤≦⩽]/u.test(clause))) || GIVING.test(before)
  if (isPercent)
    return (
      mood || UNDERTAKING.test(before) || /率|面|度|占|达|完成|实现|覆盖|以上|比例|增|降|减/u.test(clause)
    )
  return (
    isBounded ||
    mood ||
    UNDERTAKING.test(before) ||
    (before.endsWith('抓好') && /\d/u.test(figure.written)) ||
    (REACHING.test(after) && before.length <= 12) ||
    (/任务/u.test(after) && /完成/u.test(after + rest)) ||
    (FOR_THOSE.test(before) && REWARDING.test(after + rest)) ||
    ((FOR.test(clause) || /[对为给向]$/u.test(before)) &&
      (REACHING.test(after) || UNDERTAKING.test(after + rest)))
  )
}

/** 比赛规则：每组三人…: how a game is played. */
const RULES = /^(?:[（(]?\d{1,2}[)）、.．]\s*)?(?:比赛|竞赛|参赛|活动)?(?:规则|规程)[:：]/u

/** All quantified or plainly verifiable goals of a text; `isGoals` says that it stands where goals are set. */
export function goalsIn(text: string, isGoals = false): GoalReading[] {
  if (RULES.test(fold(text.slice(0, 20)))) return []
  const names = withoutNames(fold(text))
  const sentences = clausesOf(names, 'sentence')
  const leading = leadingDeadlines(names, sentences)
  let until: Deadline | null = null
  const found = sentences.toReversed().map((sentence) => {
    const words = names.slice(sentence.start, sentence.end)
    if (BRACKETED.test(words) && BY_WHEN.test(words)) until = deadlineOf(words)
    const goals = goalsOfSentence(text, names, sentence, isGoals)
    const by = leading.get(sentence) ?? until
    return by === null ? goals : goals.map((goal) => ({ ...goal, deadline: goal.deadline ?? by }))
  })
  return found.toReversed().flat()
}

function goalsOfSentence(text: string, names: string, sentence: Span, isGoals: boolean): GoalReading[] {
  const words = names.slice(sentence.start, sentence.end)
  const isEnglish = !/\p{Script=Han}/u.test(words)
  const pieces = piecesOf(words)
  const times = monthPhrases(words).filter(({ end }) => !/^[^，,。；;]{0,3}前/u.test(words.slice(end)))
  const { owners } = peopleIn(text.slice(sentence.start, sentence.end))
  const found: GoalReading[] = []
  let mood = isGoals
  let isFact = false
  for (const [index, piece] of pieces.entries()) {
    const lead = LEAD_IN.exec(words.slice(piece.start, piece.end))?.[0].length ?? 0
    const from = piece.start + lead
    const clause = words.slice(from, piece.end)
    const start = sentence.start + from
    const end = sentence.start + piece.end
    const metric = text.slice(start, end)
    const deadline = (): Deadline | null => {
      const own = deadlineOf(clause) ?? deadlineOf(words.slice(0, from))
      if (own !== null) return own
      if (isEnglish) return laterEnglish(words.slice(piece.end))
      const after = pieces.slice(index + 1).map((next) => words.slice(next.start, next.end))
      const until = after.findIndex((next) => figuresIn(next).some(({ unit }) => unit !== '天'))
      return deadlineOf(
        after
          .slice(0, FOR.test(clause) || until < 0 ? undefined : until)
          .filter((next) => (FOR.test(clause) ? BY_WHEN.test(next) : saysOnlyWhen(next)))
          .join('，'),
      )
    }
    const add = (part: Omit<GoalReading, 'start' | 'end' | 'deadline' | 'owners'>): void => {
      found.push({ start, end, deadline: deadline(), owners, ...part })
    }
    const continues = found.at(-1)?.end === sentence.start + (pieces[index - 1]?.end ?? -1)
    // 力争发表论文5篇，有2人获奖: what is to be so, not how it is.
    const isOfIt =
      OF_IT.test(clause) || ((mood || continues) && /^有(?=[\d一二两三四五六七八九十])/u.test(clause))
    isFact =
      (FACT.test(clause) && !isOfIt && !RISES.test(clause)) ||
      (isFact && (OF_IT.test(clause) || /占/u.test(clause) || (LAST_TIME.test(words) && !NOW.test(clause))))
    if (isFact || clause.length > (isEnglish ? 200 : 90)) {
      mood = isGoals
      continue
    }
    const isDated = times.some((phrase) => phrase.start < piece.end)
    // 发展会员80名，其中农民工占60%: a part of what is undertaken is undertaken too.
    if (continues && (isOfIt || COUNTED.test(clause))) mood = true
    const goals: Figure[] = isEnglish
      ? englishFigures(clause, isGoals)
      : undertaken(clause, words.slice(piece.end), mood, isDated)
    for (const figure of goals) {
      const { comparator, value, valueMax, unitAt, doubt } = figure
      const unit =
        unitAt < 0 || figure.unit === null ? figure.unit : metric.slice(unitAt, unitAt + figure.unit.length)
      add({ metric: metricOf(metric, figure), comparator, value, valueMax, unit, doubt })
    }
    mood = isGoals || /力争|争取|确保|確保/u.test(clause) || (mood && goals.length > 0)
    if (goals.length > 0 || PURPOSE.test(clause)) continue
    // 新建5家，6月底前全部完成: by when of the figure, no goal of its own.
    const last = pieces[index - 1]
    if (
      continues &&
      last !== undefined &&
      saysOnlyWhen(clause) &&
      deadlineOf(words.slice(last.start, last.end)) === null
    )
      continue
    const zeros = isEnglishZero(clause) ? 1 : zerosIn(clause)
    for (let zero = 0; zero < zeros; zero++)
      add({
        metric: withoutStart(metric),
        comparator: 'zero',
        value: 0,
        valueMax: null,
        unit: null,
        doubt: null,
      })
    if (zeros > 0) continue
    if (isAll(clause) || (isEnglish && isEnglishAll(clause)))
      add({
        metric: withoutStart(metric),
        comparator: 'all',
        value: null,
        valueMax: null,
        unit: null,
        doubt: null,
      })
  }
  return found
}

/** The figures of a clause that are undertaken. `mood` is that of a clause before (力争…), `isDated` says that the sentence has named a month by then. */
function undertaken(clause: string, rest: string, mood: boolean, isDated: boolean): Figure[] {
  const every = recurrenceIn(clause)?.every
  if (every !== undefined && RECURRING.has(every)) return []
  const months = monthPhrases(clause)
  const figures = figuresIn(clause)
  return [...figures, ...bareFigures(clause, figures)].filter(
    (figure) =>
      !months.some((phrase) => figure.start < phrase.end && figure.end > phrase.start) &&
      // An event in a month, or once each semester, is an item and no goal.
      !(
        EVENT.test(figure.unit ?? '') &&
        (isDated ||
          EACH_YEAR.test(clause) ||
          (every === 'half-year' && figure.value === 1 && figure.valueMax === null))
      ) &&
      isGoal(figure, clause, rest, mood),
  )
}

/** 每年初召开一次大会: as good as a month. */
const EACH_YEAR = /每年[初底末终]/u
const EVENT = /^[次场場期届屆节節]$/u

/** Whether a line of a source is essentially goals: short, in a goals section. */
export const isGoalLine = (words: string, inGoals: boolean): boolean =>
  inGoals && words.length <= 90 && goalsIn(words, true).length > 0
