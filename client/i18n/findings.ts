import type { FindingKind } from '../../shared/plan/check.ts'
import { messages } from './messages.ts'

type Sentences = Record<FindingKind, string>

const hans: Sentences = {
  doubt: '原文数字可能有误，请核对',
  'month-outside': '月份不在计划的时间范围内',
  'festival-month': '月份与节日不符',
  'goal-no-deadline': '目标没有写完成时间',
  'goal-no-owner': '目标没有写负责人',
  pending: '还是“待定”',
  twin: '重复：两人同时移动了这一项',
  'number-differs': '编号与所在位置不一致',
}
const hant: Sentences = {
  doubt: '原文數字可能有誤，請核對',
  'month-outside': '月份不在計畫的期間內',
  'festival-month': '月份與節日不符',
  'goal-no-deadline': '目標未寫完成時間',
  'goal-no-owner': '目標未寫負責人',
  pending: '仍為「待定」',
  twin: '重複：兩人同時移動了這一項',
  'number-differs': '編號與所在位置不一致',
}
const en: Sentences = {
  doubt: 'A figure may be damaged; please check',
  'month-outside': 'A month outside the plan’s period',
  'festival-month': 'A month that does not fit its festival',
  'goal-no-deadline': 'A goal without a deadline',
  'goal-no-owner': 'A goal without a person responsible',
  pending: 'Still to be decided',
  twin: 'Twice: two people moved this at once',
  'number-differs': 'A number that does not fit its place',
}

/** What the check found, one sentence for each kind, and the panel's own words. */
export const findingWords = messages({
  'zh-Hans': {
    kinds: hans,
    none: '没有发现问题。',
    found: (count: number) => `${count} 处可以看一看；不影响继续写。`,
    renumber: '统一编号',
    removeTwin: '去掉重复的一项',
  },
  'zh-Hant': {
    kinds: hant,
    none: '沒有發現問題。',
    found: (count: number) => `${count} 處可以看一看；不影響繼續書寫。`,
    renumber: '統一編號',
    removeTwin: '移除重複的一項',
  },
  en: {
    kinds: en,
    none: 'Nothing found.',
    found: (count: number) => `${count} places to look at; none of them stops the writing.`,
    renumber: 'Renumber all',
    removeTwin: 'Remove the second one',
  },
})
