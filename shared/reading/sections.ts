import type { SectionKind } from '../plan/plan.ts'

const KINDS: readonly [SectionKind, RegExp][] = [
  [
    'schedule',
    /月程|月份|(?:工作|活动|活動|时间|時間|日程|具体|主要工作)安排|安排表|行事[历曆]|日程|推进表|schedule|calendar|timeline/iu,
  ],
  ['guiding', /指导思想|指導思想|总体思路|總體思路|工作思路|guiding/iu],
  ['principles', /原则|原則|principle/iu],
  ['goals', /目标|目標|任务指标|goals?|objectives?|targets?/iu],
  ['budget', /经费|經費|预算|預算|budget/iu],
  [
    'organisation',
    /组织(?:领导|机构|保障)|組織(?:領導|機構|保障)|自身建设|自身建設|领导小组|committee members/iu,
  ],
  ['closing', /结语|結語|结束语|closing/iu],
  ['measures', /措施|重点|重點|主要工作|工作内容|工作內容|任务|任務|measures|actions/iu],
]

/** What a section is for, from its heading; what we will do is `measures`. */
export function sectionKind(heading: string): SectionKind {
  for (const [kind, words] of KINDS) if (words.test(heading)) return kind
  return 'measures'
}

const TITLE =
  /(?:工作计划|工作計[划劃畫]|计划|計劃|計畫|方案|工作要点|工作要點|工作安排|总结|總結|work plan|plan)(?:[（(][^）)]{0,12}[）)])?$/iu
const NO_TITLE = /[。；;，,：:|›>《]|来源|來源|作者|浏览|上一篇|下一篇|首页/u

/** Whether a line can be a plan's title: short, ending in 计划 or the like, no sentence, no web page's bar. */
export const isTitle = (line: string): boolean =>
  line.length <= 45 && line.length >= 4 && TITLE.test(line) && !NO_TITLE.test(line)
