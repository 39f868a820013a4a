import { englishDate } from './english.ts'
import { fold } from './fold.ts'
import { pad } from './period.ts'
import { yearOf } from './years.ts'
import { valueOf } from '../plan/numerals.ts'

/** What a text says of itself: its title, the date under it. (Its period: period.ts.) */

const SIGNED =
  /^(?:[^\d二〇○零]{0,24}?)((?:19|20)\d\d|二[〇零○0oOＯ][〇零○0oOＯ一二三四五六七八九]{2}|民国(?:\d{2,3}|[一二三四五六七八九〇零]{2,3}))\s*[年.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/]?(?:\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号號]?)?(?:印发|制定|制订|修订|通过|公布|发布)?$/u

/** The date under the signature: the last short line that is a date. */
export function signedOnIn(words: readonly string[]): string | null {
  for (const line of words.slice(-8).toReversed()) {
    const match = line.length > 40 ? null : SIGNED.exec(fold(line.trim()))
    if (match?.[1] === undefined || match[2] === undefined) {
      const english = line.length > 60 ? null : englishDate(line.trim())
      if (english !== null) return english
      continue
    }
    const counted = yearOf(match[1].replace(/^民国/u, ''))
    const year = counted === null || !match[1].startsWith('民国') ? counted : counted + 1911
    const month = valueOf(match[2])
    const day = match[3] === undefined ? null : valueOf(match[3])
    if (year === null || month === null || month < 1 || month > 12) continue
    return `${year}-${pad(month)}${day === null || day > 31 ? '' : `-${pad(day)}`}`
  }
  return null
}

/** A longer line is no title. */
const LONGEST_TITLE = 80

/** A title without a collector's number (篇二, 第一篇：). */
export function titleOf(line: string): string {
  if (line.length > LONGEST_TITLE) return line
  return line
    .replace(/^(?:第?[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3})\s*[:：、.]?\s*/u, '')
    .replace(
      /(?:\s*[(（【]?篇\s?[一二三四五六七八九十\d]{1,3}[)）】]?|\s*[一二三四五六七八九十\d]{1,3}篇|\s+\d|(?<=[划案点结排])[一二三四五六七八九十\d])$/u,
      '',
    )
    .replace(/\s+\d{2,4}[、.\-/年]\d{1,2}[、.\-/月]\d{1,2}[日號号]?$/u, '')
    .trim()
}
