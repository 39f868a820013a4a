import type { HeadingLevel } from '../plan/block.ts'
import type { TypedNumber } from '../plan/numbering.ts'
import {
  datedItems,
  headedMonths,
  isHalfYear,
  isDeepHeading,
  isNoTask,
  isNothing,
  isRule,
  isShort,
  listedItems,
  LONGEST_HEADING,
  namesPeople,
  readsAsProse,
  stageLength,
  statesWork,
} from './lineWork.ts'
import { type NumberOf, numbersOf } from './lineNumbers.ts'
import type { SectionKind } from '../plan/plan.ts'
import { leadingMonth } from './dates.ts'
import { isGoalLine } from './goals.ts'
import type { Line, Marked } from './lines.ts'
import {
  endsSchedule,
  headingLength,
  isBroken,
  isPart,
  knownHeadingLength,
  Numbers,
  titleIndex,
} from './outline.ts'
import { isOfMonths, monthNumbers, type MonthNumbers } from './monthNumbers.ts'
import { MonthRun, type NewBlock } from './monthRun.ts'
import { recordOf } from './records.ts'
import { SideMonths } from './sideMonths.ts'
import { monthListLines } from './schedule.ts'
import { sectionKind } from './sections.ts'
import { TableLines } from './tableLines.ts'

/** Reads lines into blocks, one after the other; what a line is depends on the section and month that it stands under. */
export class LineReader {
  readonly blocks: NewBlock[] = []
  readonly numbers = new Numbers()
  private readonly lines: readonly Line[]
  private readonly marked: Marked
  private readonly title: number
  private readonly numberOf: NumberOf
  private readonly monthNumbers: MonthNumbers
  private readonly monthList: ReadonlySet<number>
  private readonly namesPeople: boolean
  private kind: SectionKind = 'other'
  private readonly month = new MonthRun(this.blocks)
  private readonly side = new SideMonths(this.blocks, this.month)
  private readonly table = new TableLines(this.month)
  private lastDeep = 0

  constructor(lines: readonly Line[], marked: Marked) {
    this.lines = lines
    this.marked = marked
    const title = lines.findIndex(({ at }) => marked.get(at) === 0)
    this.title = title < 0 ? titleIndex(lines) : title
    this.numberOf = numbersOf(lines)
    this.monthNumbers = monthNumbers(lines, this.numberOf)
    this.monthList = monthListLines(lines, this.monthNumbers)
    this.namesPeople = namesPeople(lines)
  }

  read(): this {
    for (const index of this.lines.keys()) this.readLine(index)
    this.month.end()
    return this
  }

  private readLine(index: number): void {
    const line = this.lines[index]
    if (line === undefined) return
    const { lead, words } = line
    const number = isOfMonths(this.monthNumbers, index) ? null : this.numberOf(words)
    if (index === this.title) {
      if (sectionKind(words) === 'schedule') this.kind = 'schedule'
      this.blocks.push({ kind: 'heading', level: 0, number: '', lead, text: words })
      return
    }
    // 四、4月底举办…: numbered like a heading, and yet a task.
    const isTask = number !== null && number.level < 3 && this.monthList.has(index)
    const isRead =
      this.side.read(line) ||
      this.readRecord(line, number) ||
      this.table.read(line) ||
      this.readMonth(line, number, this.monthList.has(index)) ||
      (!isTask && this.readHeading(line, number, index)) ||
      this.readTask(line, number, index)
    if (!isRead) this.readProse(line, number)
    if (number !== null && number.level > 2) this.numbers.take(number)
  }

  /** A task whose name and time have labels; on one line under a month, or among goals, it is what its neighbours are. */
  private readRecord(line: Line, number: TypedNumber | null): boolean {
    const own = number?.text ?? ''
    const isFree = (!this.month.isOpen && this.kind !== 'goals') || line.words.includes('\n')
    const record = isFree && (number?.level ?? 3) > 2 ? recordOf(line.words.slice(own.length)) : null
    // 合唱 / 时间：每天7:00: its month is the one that it stands under.
    if (record?.when.months.length === 0 && this.month.isOpen) this.month.add(line, number)
    else if (record !== null) this.month.endWithTask(line, own)
    return record !== null
  }

  /** A month heading (三月份：), alone or with tasks behind it. */
  private readMonth(line: Line, number: TypedNumber | null, isListed: boolean): boolean {
    const { words } = line
    if (line.month !== undefined) {
      this.month.openAlone([line.month], line)
      return true
    }
    const skip = number?.text.length ?? 0
    const heading = headedMonths(words, skip, this.kind === 'schedule', isListed)
    if (heading !== null && !(skip > 0 && (number?.level ?? 3) < 3 && isHalfYear(heading.months))) {
      const rest = words.slice(heading.end)
      if (isNothing(rest)) this.month.endWith(line)
      else if (rest === '') this.month.openAlone(heading.months, line)
      else this.month.openWith(heading.months, line, heading.end, skip > 0)
      return true
    }
    // In a schedule a number before each month counts the months, and the words after it are no list's.
    const counts = isListed && (this.kind === 'schedule' || (number?.level ?? 3) < 3)
    const from = number === null || !counts ? 0 : number.text.length
    const leading =
      number === null || counts ? leadingMonth(words.slice(from), isListed || this.kind === 'schedule') : null
    if (leading === null) return false
    if (readsAsProse(words, this.kind !== 'schedule' && !isListed)) {
      this.month.end()
      this.readProse(line, number)
      return true
    }
    this.month.openWith(leading.months, line, from + leading.length, from > 0)
    return true
  }

  private readHeading(line: Line, number: TypedNumber | null, index: number): boolean {
    const { lead, words } = line
    const level = this.marked.get(line.at) ?? 0
    if (level > 0 && words.length <= LONGEST_HEADING) {
      if (number !== null) this.numbers.take(number)
      this.pushHeading(level, number?.text ?? '', lead, words, words.length)
      return true
    }
    if (number === null) {
      const known = isPart(words) ? words.length : this.month.isOpen ? 0 : knownHeadingLength(words)
      const stage = known === 0 ? stageLength(words) : 0
      if (known + stage === 0) return false
      this.pushHeading(stage > 0 ? 3 : 1, '', lead, words, known + stage)
      return true
    }
    if (number.level > 2) return this.readDeepHeading(line, number)
    if (this.month.isTaskNumber(number, this.numbers.due(number.level))) return false
    const isAfterHeading = this.blocks.at(-1)?.kind === 'heading'
    const before = isAfterHeading ? '' : (this.lines[index - 1]?.words ?? '')
    const end = headingLength(words, number)
    const due = this.numbers.due(number.level)
    if (
      end === 0 ||
      isBroken(before, number, due, words) ||
      !this.numbers.isNext(number, words.slice(0, end))
    )
      return false
    this.numbers.take(number)
    const text = words.slice(number.text.length, end)
    if (number.level > 1 && end === words.length && statesWork(text, this.kind === 'goals')) return false
    this.pushHeading(number.level, number.text, lead, words, end)
    return true
  }

  /** 3. Schedule, 2、工作目标: a short line of a deeper number is a heading where its words are those of a section. */
  private readDeepHeading({ lead, words }: Line, { text, level, value }: TypedNumber): boolean {
    const rest = words.slice(text.length)
    if (level !== 3 || statesWork(rest, this.kind === 'goals')) return false
    if (!(this.isNextDeep(rest, value) || (!this.month.isOpen && isDeepHeading(rest)))) return false
    this.pushHeading(3, text, lead, words, words.length)
    this.lastDeep = value
    return true
  }

  /** 4. Calendar, its months with bullets, 5. Finance: the next of the headings and no task. */
  private isNextDeep(rest: string, value: number): boolean {
    const isNext = value > 1 && value === this.lastDeep + 1 && value === this.numbers.due(3)
    return isNext && isShort(rest)
  }

  private pushHeading(level: HeadingLevel, number: string, lead: string, words: string, end: number): void {
    this.month.end()
    this.table.end()
    const text = words.slice(number.length, end)
    const own = sectionKind(text)
    if (level === 1 || own === 'schedule' || (own === 'goals' && text.length <= 10)) this.kind = own
    this.blocks.push({ kind: 'heading', level, number, lead, text })
    if (end < words.length) this.readProse({ lead: '', words: words.slice(end), at: -1 }, null)
  }

  private readTask(line: Line, number: TypedNumber | null, index: number): boolean {
    const { words } = line
    if (this.monthList.has(index) && number !== null) {
      this.month.end()
      const listed = listedItems(line, number)
      this.blocks.push(...listed)
      return listed.length > 0
    }
    if (this.month.isOpen && isNoTask(words, this.namesPeople)) {
      this.month.addRemark(line)
      return true
    }
    const bare = words.slice(number?.text.length ?? 0)
    if (endsSchedule(words) || isRule(bare) || this.month.isEndedBy(words, number)) {
      this.month.end()
      return false
    }
    if (!this.month.isOpen) {
      // 2、3月组织春游: without its number it is not taken for two months.
      const isTask = this.monthNumbers.get(index) === 'list' && !isGoalLine(words, true)
      const dated = this.kind === 'schedule' || isTask ? datedItems(line, number) : []
      this.blocks.push(...dated)
      return dated.length > 0
    }
    this.month.add(line, number)
    return true
  }

  private readProse({ lead, words }: Line, number: TypedNumber | null): void {
    if (isGoalLine(words, this.kind === 'goals')) {
      const own = number?.text ?? ''
      this.blocks.push({ kind: 'goal', lead, text: words.slice(own.length), number: own })
    } else this.blocks.push({ kind: 'paragraph', lead, text: words })
  }
}
