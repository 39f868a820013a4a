import type { FindingKind } from '../../shared/plan/check.ts'
import { messages } from './messages.ts'
import { plural } from './panels.ts'

/** By the number of places found. */
type Sentences = Record<FindingKind, (count: number) => string>

const hans: Sentences = {
  'no-title': () => '计划没有标题',
  'no-period': () => '标题里没有写明年份，也看不出计划的起止时间',
  'masked-year': (count) => `${count} 处年份没写清楚，请改成实际年份`,
  doubt: (count) => `${count} 处数字可能有误，请核对`,
  'fix-lapsed': (count) => `${count} 处原来的更正已不适用：所更正的文字已经改了`,
  'month-outside': (count) => `${count} 项的月份不在计划的时间范围内`,
  'festival-month': (count) => `${count} 项的月份与节日不符`,
  'month-differs': (count) => `${count} 项放在一个月，写的却是另一个月`,
  'figure-differs': (count) => `${count} 处数字与前面同一目标的不一致`,
  'goal-no-deadline': (count) => `${count} 个目标没有写期限`,
  'goal-no-owner': (count) => `${count} 个目标没有写负责人`,
  pending: (count) => `${count} 项还是“待定”`,
  twin: (count) => `${count} 项重复：两人同时移动了它`,
  'number-differs': (count) => `${count} 处编号与所在位置不一致`,
}
const hant: Sentences = {
  'no-title': () => '計畫沒有標題',
  'no-period': () => '標題裡沒有註明年份，也看不出計畫的起訖時間',
  'masked-year': (count) => `${count} 處年份沒有寫清楚，請改成實際年份`,
  doubt: (count) => `${count} 處數字可能有誤，請核對`,
  'fix-lapsed': (count) => `${count} 處原來的更正已不適用：所更正的文字已經改了`,
  'month-outside': (count) => `${count} 項的月份不在計畫的期間內`,
  'festival-month': (count) => `${count} 項的月份與節日不符`,
  'month-differs': (count) => `${count} 項放在某月，寫的卻是另一個月`,
  'figure-differs': (count) => `${count} 處數字與前面同一目標不一致`,
  'goal-no-deadline': (count) => `${count} 項目標未寫期限`,
  'goal-no-owner': (count) => `${count} 項目標未寫負責人`,
  pending: (count) => `${count} 項仍為「待定」`,
  twin: (count) => `${count} 項重複：兩人同時移動了它`,
  'number-differs': (count) => `${count} 處編號與所在位置不一致`,
}
const en: Sentences = {
  'no-title': () => 'The plan has no title',
  'no-period': () => 'The title names no year, and nothing else says when the plan begins and ends',
  'masked-year': (count) => `${plural(count, 'year')} left blank; please put the real one in`,
  doubt: (count) => `${plural(count, 'figure')} may be damaged; please check`,
  'fix-lapsed': (count) =>
    `${plural(count, 'correction')} no longer used: the words that were corrected have changed`,
  'month-outside': (count) => `${plural(count, 'item')} in a month outside the plan’s period`,
  'festival-month': (count) => `${plural(count, 'item')} in a month that does not fit the festival`,
  'month-differs': (count) => `${plural(count, 'item')} under one month, worded for another`,
  'figure-differs': (count) => `${plural(count, 'figure')} unlike an earlier one for the same goal`,
  'goal-no-deadline': (count) => `${plural(count, 'goal')} without a deadline`,
  'goal-no-owner': (count) => `${plural(count, 'goal')} without an owner`,
  pending: (count) => `${plural(count, 'item')} still to be decided`,
  twin: (count) => `${plural(count, 'item')} twice: two people moved it at once`,
  'number-differs': (count) => `${plural(count, 'number')} not fitting the place`,
}

/** What the check found, one sentence for each kind, and the panel's own words. */
export const findingWords = messages({
  'zh-Hans': {
    kinds: hans,
    none: '没有发现矛盾或漏写的地方。',
    found: (count: number) => `${count} 处可以看一看；不影响继续写。`,
    renumber: '统一编号',
    removeTwin: '去掉重复的一项',
    toMonth: (month: string) => `移到${month}`,
    stayIn: (month: string) => `留在${month}`,
    firstLineTitle: '把第一行设为标题',
    other: (quote: string) => `前一处：${quote}`,
    lapsed: (correction: string) => `原来的更正已不适用：${correction}`,
    useAgain: '再次采用',
    drop: '去掉',
    mendOf: (mend: string, quote: string) => `${mend}：${quote}`,
    mended: '已改好，可按 Ctrl+Z 撤销。',
  },
  'zh-Hant': {
    kinds: hant,
    none: '沒有發現矛盾或漏寫之處。',
    found: (count: number) => `${count} 處可以看一看；不影響繼續書寫。`,
    renumber: '統一編號',
    removeTwin: '移除重複的一項',
    toMonth: (month) => `移到${month}`,
    stayIn: (month) => `留在${month}`,
    firstLineTitle: '把第一行設為標題',
    other: (quote) => `前一處：${quote}`,
    lapsed: (correction) => `原來的更正已不適用：${correction}`,
    useAgain: '再次採用',
    drop: '移除',
    mendOf: (mend, quote) => `${mend}：${quote}`,
    mended: '已改好，可按 Ctrl+Z 復原。',
  },
  en: {
    kinds: en,
    none: 'No contradictions or gaps found.',
    found: (count: number) => `${plural(count, 'place')} to look at; nothing here stops the writing.`,
    renumber: 'Renumber all',
    removeTwin: 'Remove the second one',
    toMonth: (month) => `Move to ${month}`,
    stayIn: (month) => `Keep in ${month}`,
    firstLineTitle: 'Make the first line the title',
    other: (quote) => `Earlier: ${quote}`,
    lapsed: (correction) => `No longer used: ${correction}`,
    useAgain: 'Use it again',
    drop: 'Remove it',
    mendOf: (mend, quote) => `${mend}: ${quote}`,
    mended: 'Done; Ctrl+Z takes it back.',
  },
})
