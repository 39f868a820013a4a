import type { Deadline } from '../plan/plan.ts'
import { type Span, trimmed, clausesOf, withoutNames } from './clauses.ts'
import { asWritten, fold } from './fold.ts'
import { monthPhrases } from './dates.ts'
import { bareFigures, type Figure, figuresIn } from './figures.ts'
import { englishFigures, isEnglishAll, isEnglishZero } from './englishGoals.ts'
import { peopleIn } from './people.ts'
import { recurrenceIn } from './recurrence.ts'

/** A goal read in a text; offsets are UTF-16 units of that text. */
export type GoalReading = Span &
  Pick<Figure, 'comparator' | 'valueMax' | 'unit' | 'doubt'> & {
    metric: string
    value: number | null
    deadline: Deadline | null
    owners: string[]
  }

/** Words of undertaking: a figure after one of them is to be reached. */
const UNDERTAKING =
  /力争|争取|确保|保证|达到|达|实现|完成|不少于|不低于|不超过|不超過|至少|最少|超过|超過|突破|控制在|提高到|提升到|提高|提升|降低|下降|降至|增长|增加|减少|新建|新增|新发展|发展|建立|建成|建设|组建|创建|争创|创|打造|培养|培育|培训|举办|举行|召开|开展|组织|开设|编印|印发|发放|出版|出刊|刊发|征集|收集|提出|采纳|评选|推选|选树|表彰|奖励|慰问|帮扶|扶持|资助|救助|走访|签订|签约|续签|安排|办好|办|购买|购置|添置|投入|筹集|筹措|募集|募捐|撰写|编写|上报|报送|投稿|发表|录用|推荐|吸收|招募|招收|招聘|设立|设置|落实|完善|参加|参与|选派|派出|输送|配备|配置|更换|更換|维修|修复|改造|翻新|疏通|清理|新装|安装|安裝|种植|栽种|接待|调解|处理|解决|解決|受理|答复|办结|覆盖|保持|巩固|读|写|听|上好|开好|搞好|做好|出|评出|选出|订|送|建|办理|创作|制作|拍摄|推出|每人|人均|每年|全年|年内|一年|年度|本年|今年|本学期|学期/u
/** After its noun a figure may also be the one that reaches something: 两家企业建立…, 一至两个班组被评为…. */
const REACHING =
  /被|建立|达到|达标|获得|荣获|评为|通过|完成|实现|成为|参加|创建成|建成|入会|签订|进行|开展|安装|更换/u
const FOR = /^(?:针对|为|对|给|向|帮助|组织|动员)/u
/** How things are or were; not what is undertaken. */
const FACT =
  /原有|现有|已有|共有|目前|截至|截止|去年|上年|往年|近年|曾|占全|现任|现在|下设|设有|以来|获得过|获了|被评为过|多年|(?:排查|发现|收集|征求|徵集|统计|调查|梳理)(?:到|出)?的|(?:达到|完成|建立|举办|获得|组织|评出|开展|实现|召开|新增|发放|慰问|收到|查出)(?:了|过)|^(?:其中|全校|全厂|全公司|我校|我会|我们|本校|本会)?(?:有|共)(?!计)|[会校厂司院会局间]有$|预算|票价|单价|定价/u
const ORDINAL_BEFORE = /(?:第|星期|周|礼拜|每|前|头|双|这|那|某|哪|另|任何|之|唯|首|同|初|届|九年|[^，]\d)$/u
/** Nouns that are counted to order a text (三个方面, 两大重点), not to be reached. */
const ORDERING =
  /^(?:大)?(?:方面|重点|关键|能力|结合|环节|层次|问题|坚持|到位|阶段|代表|意识|转变|原则|主题|主线|中心|基本|体系|统一|提高|提升|加强|突破|确保|满意|第一|必须|率先|延伸|强化|优化|着力|目标|抓|贴近|维护|角度|台阶|层面|领域|时期|年度|半天|地方|样|樣|更|凡是|职能|特点|转化|要素|保障|步骤|步驟|服务(?:[：:，,。]|$)|创新(?:[：:，,。]|$)|月|学期|季度|星期|小时|工作日|人(?![次均]))/u
/** What lasts or costs is a goal only where the text says how much at least, at most, or to whom it goes. */
const MEASURE = /^(?:天|小时|分钟|分鐘|分|元|字|万字|米|课时|学时|节|节课|節課)$/u
const GIVING =
  /筹集|筹措|募集|募捐|争取|发放|投入|补助|资助|救助|慰问|奖励|完成|疏通|铺设|修建|安装|新建|创收|节约|节支|培训|听课|阅读|撰写|读书/u
/** Work that recurs within the year is an item of the months, its count no goal. */
const RECURRING = new Set(['day', 'week', '2weeks', 'month', '2months', 'quarter'])

const PURPOSE = /^(?:为了|为使|以便|让|使得)/u
const EXPERIENCE =
  /感到|感受|体验|体会|享受到|了解|明白|认识|意识|懂得|热爱|成为|看到|发挥|关注|心中有数|积极|自觉/u
const FULFILLED =
  '(?:能|要|有|会|得|必须|可|实现|完成|达|参加|参与|建|签|公开|落实|入会|到位|配|订|写|上|得到|享有|顺利|順利)'
const ALL = new RegExp(
  '全覆盖|全覆蓋' +
    '|全部(?:实现|完成|达标|达到|落实|建立|建成|签订|参加|公开|入会|答复|到位|纳入|合格|持证|办结|兑现|组建|使用|配备|取得)' +
    '|(?:件件|事事|条条|项项|户户|人人|家家|个个|班班|处处)(?:有|参加|参与|达标|落实|签订|建)' +
    '|全员(?:参加|参与|培训|入会|覆盖|签订|达标|轮训)' +
    '|应(建|签|帮|入|保|公开|救|报|发|享|参)(?:尽|盡)\\1',
  'u',
)
/** Each and all: only where the words say what can be seen to be done, not what people shall feel. */
const EACH = new RegExp(
  `(?:所有|全体|各个?(?:基层|单位|企业|小组|班组|科室|车间|教研组|年级|分会|工会))[^，,。；;]{0,12}(?:都|均)${FULFILLED}` +
    `|每[一]?(?:个|位|名|家|户|戶)[^，,。；;]{1,20}都${FULFILLED}`,
  'u',
)
const isAll = (clause: string): boolean => ALL.test(clause) || (EACH.test(clause) && !EXPERIENCE.test(clause))
const ZERO =
  /零(?:重大|安全|责任|死亡)?(?:事故|投诉|上访|违纪|违规|违法|差错|差錯|伤亡|犯罪|发案|案件|失误|拖欠|欠薪|举报|纠纷|缺陷|火灾)|(?:事故|投诉|上访|违纪|差错|伤亡|发案|案件)[率数]?(?:为|达到|保持)零/u

/** A list's own words before what it says: 一是, 二要, 首先. */
const LEAD_IN =
  /^(?:\d{1,2}\s?[、．.,]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*|[一二三四五六七八九十]{1,2}(?:是|要)要?|首先|其次|同时|此外|另外)/u

function deadlineOf(words: string): Deadline | null {
  const phrase = monthPhrases(words).at(-1)
  if (phrase !== undefined) {
    // 7—8月雨季前 is before the first of them.
    const isBefore = /^[^，,。；;]{0,4}前/u.test(words.slice(phrase.end))
    const month = (isBefore ? phrase.months[0] : phrase.months.at(-1)) ?? null
    return { month, part: phrase.part }
  }
  if (/上半年|first half/iu.test(words)) return { month: null, part: 'first-half' }
  if (/下半年|second half/iu.test(words)) return { month: null, part: 'second-half' }
  if (
    /年底|年末|年终|(?<![一二三四五六七八九十两\d])年[内內]|岁末|year[- ]end|end of (?:the|this) year/iu.test(
      words,
    )
  )
    return { month: null, part: 'year-end' }
  return null
}

/** A clause after the figure's that says by when: 6月底前完成, 时限：6月. */
const BY_WHEN = /前|完成|时限|时间|期限|截止|达标|到位/u

/** Clauses of a sentence; what stands in brackets with a figure is a clause of its own. */
function piecesOf(sentence: string): Span[] {
  return clausesOf(
    sentence.replace(/[（(](?=[^（）()]{0,60}[\d一二三四五六七八九十])|(?<=[）)])/gu, (sign) =>
      sign === '' ? sign : '，',
    ),
    'comma',
  ).map((span) => {
    const close =
      /[）)]$/u.test(sentence.slice(span.start, span.end)) &&
      !/[（(]/u.test(sentence.slice(span.start, span.end))
    return trimmed(sentence, { start: span.start, end: close ? span.end - 1 : span.end })
  })
}

/** A single one is an article (开展一次活动周) unless the text insists on it or an event is to be held once. */
function isArticle(figure: Figure, before: string, after: string): boolean {
  if (!/^[一两]$/u.test(figure.written) || figure.valueMax !== null || figure.comparator !== '=') return false
  if (figure.unit === '批') return true
  if (figure.written === '两') return false
  if (/(?:至少|不少于|力争|争取|确保|年|学期|每人|人均)[^，]{0,4}$/u.test(before))
    return figure.unit === '个' && !/力争|争取|确保/u.test(before)
  const isEvent = /^[次场期届]$/u.test(figure.unit ?? '') && !after.startsWith('性')
  return !(isEvent && /(?:举办|举行|召开|组织|开展|进行|安排|参加|搞好|办好|开好)[^，]{0,8}$/u.test(before))
}

function isGoal(figure: Figure, clause: string, rest: string, mood: boolean): boolean {
  const before = clause.slice(0, figure.start)
  const after = clause.slice(figure.end)
  const isPercent = figure.unit === '%'
  if (ORDINAL_BEFORE.test(before) || /^(?:性|分之|号|[/／])/u.test(after)) return false
  if (/^[个個项項类類]$/u.test(figure.unit ?? '') && ORDERING.test(after)) return false
  if (!isPercent && (/^[百千万]$/u.test(figure.written) || (figure.written === '十' && figure.unit === '分')))
    return false
  if (figure.unit === null) return UNDERTAKING.test(before)
  if (!isPercent && isArticle(figure, before, after)) return false
  const isBounded = figure.comparator === '>=' || figure.comparator === '<='
  if (figure.unit === '元' && /(?:费|费用|经费|预算|补贴|标准|为)$/u.test(before)) return false
  if (MEASURE.test(figure.unit)) return (isBounded && UNDERTAKING.test(clause)) || GIVING.test(before)
  if (isPercent)
    return mood || /率|面|度|达|覆盖|力争|确保|完成|以上|实现|占比|比例|增|降|提高|减/u.test(clause)
  return (
    isBounded ||
    mood ||
    UNDERTAKING.test(before) ||
    (REACHING.test(after) && before.length <= 12) ||
    (FOR.test(clause) && (REACHING.test(after) || UNDERTAKING.test(after + rest)))
  )
}

/** All quantified or plainly verifiable goals of a text. */
export function goalsIn(text: string): GoalReading[] {
  const names = withoutNames(fold(text))
  return clausesOf(names, 'sentence').flatMap((sentence) => goalsOfSentence(text, names, sentence))
}

function goalsOfSentence(text: string, names: string, sentence: Span): GoalReading[] {
  const words = names.slice(sentence.start, sentence.end)
  const isEnglish = !/\p{Script=Han}/u.test(words)
  const pieces = piecesOf(words)
  const times = monthPhrases(words).filter(({ end }) => !/^[^，,。；;]{0,3}前/u.test(words.slice(end)))
  const { owners } = peopleIn(text.slice(sentence.start, sentence.end))
  const found: GoalReading[] = []
  let mood = false
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
      if (own !== null || isEnglish) return own
      const after = pieces.slice(index + 1).map((next) => words.slice(next.start, next.end))
      const until = after.findIndex((next) => figuresIn(next).some(({ unit }) => unit !== '天'))
      return deadlineOf(
        after
          .slice(0, FOR.test(clause) || until < 0 ? undefined : until)
          .filter((next) => BY_WHEN.test(next))
          .join('，'),
      )
    }
    const add = (part: Omit<GoalReading, 'start' | 'end' | 'deadline' | 'owners'>): void => {
      found.push({ start, end, deadline: deadline(), owners, ...part })
    }
    isFact = FACT.test(clause) || (isFact && /^(?:其中|包括|含|男|女)/u.test(clause))
    if (isFact || clause.length > (isEnglish ? 200 : 90)) {
      mood = false
      continue
    }
    const isDated = times.some((phrase) => phrase.start < piece.end)
    // 发展会员80名，其中农民工占60%: a part of what is undertaken is undertaken too.
    if (clause.startsWith('其中') && found.at(-1)?.end === sentence.start + (pieces[index - 1]?.end ?? -1))
      mood = true
    const goals: Figure[] = isEnglish
      ? englishFigures(clause)
      : undertaken(clause, words.slice(piece.end), mood, isDated)
    for (const figure of goals) {
      const { comparator, value, valueMax, unitAt, doubt } = figure
      const unit =
        unitAt < 0 || figure.unit === null ? figure.unit : metric.slice(unitAt, unitAt + figure.unit.length)
      add({ metric: metricOf(metric, figure), comparator, value, valueMax, unit, doubt })
    }
    mood = /力争|争取|确保|確保/u.test(clause) || (mood && goals.length > 0)
    if (goals.length > 0 || PURPOSE.test(clause)) continue
    if (ZERO.test(clause) || isEnglishZero(clause))
      add({
        metric: withoutStart(metric),
        comparator: 'zero',
        value: 0,
        valueMax: null,
        unit: null,
        doubt: null,
      })
    else if (isAll(clause) || (isEnglish && isEnglishAll(clause)))
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
      !(EVENT.test(figure.unit ?? '') && (isDated || (every === 'half-year' && figure.value === 1))) &&
      isGoal(figure, clause, rest, mood),
  )
}

const EVENT = /^[次场場期届屆节節]$/u

const METRIC_START =
  /^(?:其中|全年|年内|年底前?|今年|本年度?|本学期|上半年|下半年|力争|争取|确保|实现|做到|要|将|再|并|的|\s)+/u
const METRIC_END = /(?:不少于|不低于|不超过|至少|最少|达到|达|超过|约|占|为|共|计|在|：|:|\s)+$/u

/** A clause without the deadline and the words of undertaking that it begins with. */
function withoutStart(clause: string): string {
  const bare = clause.trim().replace(METRIC_START, '')
  const [phrase] = monthPhrases(bare.slice(0, 40))
  const rest = phrase?.start === 0 ? bare.slice(phrase.end).replace(/^之?前?/u, '') : bare
  return rest.replace(METRIC_START, '')
}

/** What is counted: the words after the figure, or before it where it ends its clause. */
function metricOf(written: string, { start, end }: Figure): string {
  const clause = fold(written)
  const after = clause.slice(end).replace(/^[的\s]+/u, '')
  const before = withoutStart(clause.slice(0, start)).replace(METRIC_END, '')
  return asWritten(written, (after.length >= 2 ? after : before).trim())
}

/** Whether a line of a source is essentially goals: short, in a goals section. */
export const isGoalLine = (words: string, inGoals: boolean): boolean =>
  inGoals && words.length <= 90 && goalsIn(words).length > 0
