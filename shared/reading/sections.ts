import { remember } from '../plan/remember.ts'
import type { SectionKind } from '../plan/plan.ts'
import { withoutEnd } from './clauses.ts'
import { monthPhrases } from './dates.ts'
import { fold } from './fold.ts'
import { titleOf } from './front.ts'

const KINDS: readonly [SectionKind, RegExp][] = [
  [
    'schedule',
    /月程|月份|(?:工作|活动|时间|日程|周次|具体|进度|进展|实施|推进|分月|月度|季度|主要工作)安排|内容[及与和]安排|安排表|行事[历曆]|日程|推进表|进度表|^附件?[:：].*(?:要点|安排|计划|节点|时间表|一览)|(?:实施|工作|活动|推进|进度|方法)步骤|阶段安排|(?:逐月|分月|每月|各月).{0,6}(?:工作|活动|安排|要点|主题)|时间节点|大事记?表|schedule|calendar|timeline/iu,
  ],
  ['guiding', /指导思想|总体思路|工作思路|总体要求|目的|意义|^(?:活动|工作)?主题(?:$|[:：])|guiding/iu],
  ['principles', /原则|principle/iu],
  ['goals', /目标|指标|goals?|objectives?|targets?|\baims?\b/iu],
  ['budget', /经费|预算|资金(?:筹措|筹集|来源|保障|安排)|财政|财务(?!公开)|budget|financ/iu],
  [
    'organisation',
    /组织(?:领导|机构|保障)|組織(?:領導|機構|保障)|自身(?:组织|組織)?建[设設]|^(?:活动)?(?:主办|承办|协办|组织)(?:单位|人员|机构)|^(?:活动)?负责人|^组织建设$|领导小组|人员分工|(?:人员|机构|委员)(?:组成|设置|名单)|committee members/iu,
  ],
  ['closing', /结语|结束语|closing/iu],
  [
    'other',
    /^其他|^其它|^其餘|^说明|^备注|^存在(?:的)?(?:问题|不足)|^(?:工作)?回顾|^(?:活动|竞赛|项目)?背景|^(?:活动|培训|会议|竞赛|比赛|慰问|服务|帮扶)?(?:参加|参与|参赛)?(?:对象|人员|地点|场所)(?:$|[:：])|注意事项$|依据|(?:情况|形势|现状)分析|预期|效益(?:分析|预测|评估)?$|^other/iu,
  ],
]

/** 宣传发动阶段（3月—4月）: a heading whose time holds for what stands under it. */
export const isStage = (heading: string): boolean =>
  heading.length <= 40 &&
  !/[时時][间間]\s?[:：]/u.test(heading) &&
  /阶段|階段|步骤|步驟|时期|環節|环节/u.test(heading) &&
  monthPhrases(heading).length > 0

/** What a section is for, from its heading; what we will do is `measures`. */
export const sectionKind = remember((heading): SectionKind => {
  const words = fold(heading).replace(
    /^[（(]?[一二三四五六七八九十\d壹贰貳叁参肆伍陆陸柒捌玖拾]{1,3}[)）、.．]\s*/u,
    '',
  )
  if (isStage(words)) return 'schedule'
  const found = KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'measures'
  // A long heading says what is done (以组建率95%为目标，推进…), whatever noun it names.
  const isLong = words.length > (/\p{Script=Han}/u.test(words) ? 20 : 50)
  return isLong && SHORT.has(found) ? 'measures' : found
})
/** Kinds that a short heading names. */
const SHORT = new Set<SectionKind>(['guiding', 'principles', 'goals', 'budget', 'closing', 'other'])

const PAST =
  /(?:总结|汇报|报告|材料|回顾|述职)$|取得的?成[绩效]|基本情况|^(?:主要)?(?:做法|成效)|存在的?(?:问题|不足)|(?:情况|形势|现状)分析|^(?:上|去)(?:一)?年度?工作/u
const AHEAD = /计划|打算|思路|下一步|明年|今后|来年|设想|安排|下半年|下学期|下阶段/u

/** Whether a title or heading announces what was done: figures and dates there are no undertakings. */
export const isReview = remember(
  (heading): boolean => PAST.test(withoutEnd(fold(heading), '：:。')) && !AHEAD.test(fold(heading)),
)
/** Whether a paragraph says that a report of what was done follows it. */
export const announcesReport = remember(
  (words): boolean =>
    words.length < 600 &&
    /(?:做了|开展了|完成了|抓了)(?:以下|如下|大量)|(?:总结|汇报|报告)如下/u.test(fold(words.slice(-60))),
)
/** Whether a title announces first what was done and then what is to come (上半年工作总结及下半年工作计划). */
export const tellsBoth = remember((title): boolean =>
  /(?:总结|回顾|汇报|小结).{0,16}(?:计划|打算|思路|安排|要点|设想)/u.test(fold(title)),
)
/** Whether a heading of such a text is that of what was done. */
export const looksBack = remember((heading): boolean =>
  /[上前](?:半年|学期|学年|一?年|季度|阶段)|总结|回顾|完成|开展|情况|成[效绩果]|做法|工作$/u.test(
    fold(heading),
  ),
)
/** Whether a heading in a report announces what is to come. */
export const isAhead = remember((heading): boolean => AHEAD.test(fold(heading)))

/** What collectors of samples put behind a title's own words. */
const SAMPLE = '(?:范文|範文|范本|範本|样本|模板|完整版|通用版?|精选|大全)'
const TITLE = new RegExp(
  '(?:计划|方案|策划|工作要点|安排|活动一览|总结|(?:工作)?思路(?:[和与及].{0,6})?|工作(?:目标|规划|打算|设想|意见)|(?:任务|工作|责任)清单|任务分解|规划|行事[历曆]|plan|program(?:me)?|schedule|calendar|agenda|time ?line)' +
    `(?:[和与及](?:工作)?目标)?(?:书|案|表|${SAMPLE}{1,2}[一二三四五六七八九十]?|一览表?|及?任务分解表?|及?分工表?|进度表|时间表)?` +
    '(?:(?:,? (?:for )?(?:FY ?)?)?\\d{4}(?:[-–/]\\d{2,4})?)?(?: [–-] (?:[a-z]+ )?(?:template|sample|draft))?\\s?(?:[（(【][^）)】]{0,20}[）)】])?$',
  'iu',
)
/** Calendar for Committee Chairs, Timetable of Council Activities. */
const ENGLISH_TITLE =
  /^(?:annual |yearly |work )*(?:plan|calendar|timetable|schedule|checklist|programme?) (?:of|for) [\w &'’/-]{3,60}$/iu
/** 2025 Annual Work Plan of the Lakeside School Union: in capitals, as names are. */
const PLAN_OF_WHOM =
  /^(?:(?:19|20)\d\d(?:[-–/]\d{2,4})? )?(?:[A-Z][\w’'/-]* ){0,4}(?:Plan|Calendar|Timetable|Schedule|Programme?|Agenda) (?:of|for) (?:the )?[A-Z][\w &'’/.-]{3,60}$/u
/** III. Monthly schedule: a part. */
const ROMAN = /^[IVX]{1,5}[.)]\s/u
const NO_TITLE = /[。；;，,：:|›>]|来源|作者|浏览|上一篇|下一篇|首页|>>/u
const INSIDE_TITLE =
  /行事[历曆]|工会|工作|计划|方案|活动|学期|年|plan|calendar|committee|schedule|time ?table|time ?line|annual/iu

/** Annual Plan, April 2025 – March 2026: a title without the stretch of time at its end. */
const withoutSpan = (line: string): string => {
  const title = line.replace(
    / for (?:the )?[\w/–-]{0,12} ?(?:school|academic|union|financial|calendar)? ?(?:year|term|semester|session)$/iu,
    '',
  )
  const [first] = title.length <= 90 ? monthPhrases(title) : []
  return first === undefined || !/[a-z]/iu.test(title)
    ? title
    : title.slice(0, first.start).replace(/[,:(]?\s*(?:for\s+)?$/u, '')
}

/** Whether a line can be a plan's title: short, ending in 计划 or the like, no sentence, no web page's bar. */
export function isTitle(line: string): boolean {
  const bare = withoutSpan(titleOf(fold(line)))
  return (
    bare.length <= (/\p{Script=Han}/u.test(bare) ? 45 : 90) &&
    bare.length >= 4 &&
    (TITLE.test(bare) || ENGLISH_TITLE.test(bare) || PLAN_OF_WHOM.test(bare)) &&
    !ROMAN.test(bare) &&
    INSIDE_TITLE.test(bare) &&
    !NO_TITLE.test(bare)
  )
}
