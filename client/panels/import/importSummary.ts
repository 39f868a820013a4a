import type { Block } from '../../../shared/plan/block.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { summarise } from '../../../shared/reading/summarise.ts'
import { importWords } from '../../i18n/import.ts'
import { currentLanguage, type Language } from '../../i18n/language.ts'

/** 识别到 6 节、9 个目标、34 项月程，5 处待确认: what reading a text in gave, as one sentence. */
export function importSummary(
  { plan, blocks }: { plan: Plan; blocks: readonly Block[] },
  language: Language = currentLanguage(),
): string {
  const { sections, goals, monthly, doubts } = summarise(plan, blocks)
  return importWords[language].summary(sections, goals, monthly, doubts)
}
