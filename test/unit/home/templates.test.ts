import { describe, expect, test, vi } from 'vitest'
import { readPlan } from '../../../shared/reading/read.ts'
import { check } from '../../../shared/plan/check.ts'
import { LANGUAGES } from '../../../client/i18n/language.ts'
import { readTemplate } from '../../../client/pages/home/templates/templates.ts'

const screen = vi.hoisted(() => {
  const chosen = { language: 'zh-Hans' }
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  return chosen
})
vi.mock(import('../../../client/i18n/language.ts'), async (original) => ({
  ...(await original()),
  currentLanguage: () => LANGUAGES.find((one) => one === screen.language) ?? 'en',
}))

const today = new Date(2026, 10, 21)

describe.each(['zh-Hans', 'zh-Hant', 'en'])('the templates in %s', (language) => {
  test.each(['school', 'company', 'street', 'house', 'sample'] as const)(
    '%s is read whole: year, goals, a monthly schedule, and no plain line among goals or months',
    (name) => {
      screen.language = language
      const { front, blocks } = readTemplate(name, today)
      const plan = readPlan(front, blocks)
      expect(plan.lang).toBe(language)
      expect(plan.period.from).toMatch(/^2027-/)
      expect(plan.goals.filter(({ source }) => source === 'block').length).toBeGreaterThan(1)
      expect(
        plan.monthly.filter(({ source, months }) => source === 'block' && months.length > 0).length,
      ).toBeGreaterThan(2)
      let kind = 'other'
      const plain = blocks.filter((block) => {
        kind = plan.sections.find((section) => section.block === block.id)?.kind ?? kind
        return (
          (kind === 'goals' || kind === 'schedule') && block.kind === 'paragraph' && block !== blocks.at(-1)
        )
      })
      expect(plain.map(({ text }) => text)).toEqual([])
      const found = new Set(check(plan, front, blocks).map((finding) => finding.kind))
      expect(
        ['no-period', 'doubt', 'month-outside', 'festival-month'].filter((one) =>
          [...found].some((kind) => kind === one),
        ),
      ).toEqual([])
    },
  )
})
