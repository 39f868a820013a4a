import { typedNumber } from '../plan/numbering.ts'
import { joined, type Line } from './lines.ts'

/** Times of day (下午4:20-5:00), and lines that hold nothing else. */

const DAY = '(?:(?:双|单|每)?(?:周|星期)[一二三四五六日末天]?)?'
const AT = '\\d{1,2}[:：]\\d{2}'
const UNTIL = `\\s?[-—–~～至]\\s?${AT}`
/** 7:30 alone may be a ratio; with its end, or the part of the day, it is a time. */
const CLOCK = new RegExp(
  `${DAY}(?:(?:早上|上午|下午|晚上?|中午)\\s?${AT}(?:${UNTIL})?|(?<![\\d:：])${AT}${UNTIL}(?![\\d:：]))`,
  'u',
)

/** The first time of day that a text names, with its day of the week. */
export const clockIn = (text: string): string | null => CLOCK.exec(text)?.[0] ?? null

const ONLY = new RegExp(
  `^[（(]?(?:每[天日晚]|(?:双|单|每)?(?:周|星期)[一二三四五六日末天至到、]{0,6})?\\s?(?:早上|上午|下午|晚上?|中午)?\\s?${AT}(?:${UNTIL})?[)）]?[。；;]?$`,
  'u',
)
/** A longer line is none. */
const LONGEST = 30

const isOnlyTime = (words: string): boolean => words.length <= LONGEST && ONLY.test(words)

/** A task without its second line where that only says at what time. */
export function withoutTimeLine(task: string): string {
  const at = task.lastIndexOf('\n')
  return at > 0 && isOnlyTime(task.slice(at + 1).trim()) ? task.slice(0, at).trimEnd() : task
}

/** Below a numbered task (1、晨跑) a line that only says at what time is its second line, and no task of its own. */
export function wholeTimes(lines: readonly Line[]): readonly Line[] {
  const whole: Line[] = []
  for (const line of lines) {
    const last = whole.at(-1)
    const isTask =
      last !== undefined && (typedNumber(last.words)?.level ?? 0) > 2 && !/[：:]$/u.test(last.words)
    if (isTask && isOnlyTime(line.words)) whole[whole.length - 1] = joined([last, line])
    else whole.push(line)
  }
  return whole
}
