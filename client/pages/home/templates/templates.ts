import type { Block, Front } from '../../../../shared/plan/block.ts'
import { readSource } from '../../../../shared/reading/source.ts'
import { newBlockId } from '../../../editor/ids.ts'
import { currentLanguage, type Language } from '../../../i18n/language.ts'
import { english } from './en.ts'
import { simplified } from './zh-Hans.ts'
import { traditional } from './zh-Hant.ts'

export type TemplateName = 'blank' | 'school' | 'company' | 'house' | 'street' | 'sample'
/** One text for each template; {year} is the year that the plan is for. */
export type TemplateTexts = Record<TemplateName, string>

const TEXTS: Record<Language, TemplateTexts> = { 'zh-Hans': simplified, 'zh-Hant': traditional, en: english }

/** The year that a plan begun today is for: from October on, the next. */
const planYear = (today: Date): number => today.getFullYear() + (today.getMonth() >= 9 ? 1 : 0)

/** A template in the screen's language, read into blocks like any other text. */
export function readTemplate(name: TemplateName, today = new Date()): { front: Front; blocks: Block[] } {
  const year = planYear(today)
  const text = TEXTS[currentLanguage()][name]
    .replaceAll('{year}', String(year))
    .replaceAll('{next}', String(year + 1))
  const { front, blocks } = readSource(text, newBlockId)
  // A blank plan has a line to write on under its title.
  const line: Block = { id: newBlockId(), kind: 'paragraph', text: '' }
  return { front, blocks: name === 'blank' ? [...blocks, line] : blocks }
}
