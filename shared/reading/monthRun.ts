import type { Block } from '../plan/block.ts'
import { typedNumber, type TypedNumber } from '../plan/numbering.ts'
import { beginsWithMonths } from './monthNumbers.ts'
import type { Line } from './lines.ts'
import { BULLET, spacedTasks, tasksOf } from './schedule.ts'
import { firstCell } from './tables.ts'

export type NewBlock = Omit<Block, 'id'>

/** An item that stands under no month: its words say when. */
export const undated = (lead: string, number: string, text: string): NewBlock => ({
  kind: 'monthlyItem',
  lead,
  text,
  number,
  months: [],
  monthHeading: '',
})

/** The tasks that stand under one month heading, written into the blocks as they are read. */
export class MonthRun {
  private readonly blocks: NewBlock[]
  /** The months that the lines below stand under; null outside of months. */
  private months: readonly number[] | null = null
  /** The month heading's characters, until its first task takes them. */
  private lead = ''
  /** A month heading alone on its line: without tasks under it it is a paragraph after all. */
  private heading: Line | null = null
  /** The number of the last task that is numbered like a heading (一、). */
  private lastTask = 0

  constructor(blocks: NewBlock[]) {
    this.blocks = blocks
  }

  /** The last task has a bullet. */
  private isBulleted = false

  get isOpen(): boolean {
    return this.months !== null
  }

  /** Begins a month whose heading stands alone on its line. */
  openAlone(months: readonly number[], heading: Line): void {
    this.end()
    this.months = months
    this.heading = heading
  }

  /** How the list is numbered whose line the month stands on: a line without number, or the next one of the list, is no further task. */
  private numberLevel: number | null = null

  /** Begins a month whose heading, the first `length` characters of the line, has tasks behind it. */
  openWith(months: readonly number[], { lead, words }: Line, length: number, isNumbered = false): void {
    this.end()
    this.numberLevel = isNumbered ? (typedNumber(words)?.level ?? null) : null
    this.months = months
    this.lead = words.slice(0, length)
    this.addTasks(lead, words.slice(length))
  }

  end(): void {
    if (this.heading !== null)
      this.blocks.push({ kind: 'paragraph', lead: this.heading.lead, text: this.heading.words })
    this.heading = null
    this.months = null
    this.lastTask = 0
    this.isBulleted = false
    this.numberLevel = null
  }

  /** Ends the months before a line that is text. */
  endWith({ lead, words }: Line): void {
    this.end()
    this.blocks.push({ kind: 'paragraph', lead, text: words })
  }

  /** Ends the months before a task that says itself when, behind its number. */
  endWithTask({ lead, words }: Line, number: string): void {
    this.end()
    this.blocks.push(undated(lead, number, words.slice(number.length)))
  }

  /** A line under the month: its tasks. The first takes the heading's characters with it. */
  add({ lead, words }: Line, number: TypedNumber | null): void {
    if (number !== null && number.level <= 2) this.lastTask = number.value
    this.isBulleted = BULLET.test(words)
    if (this.heading === null) {
      this.addTasks(lead, words)
      return
    }
    const { lead: first, words: head } = this.heading
    this.lead = head + lead
    this.heading = null
    this.addTasks(first, words)
  }

  /** A line under the month that is no task (活动：, a page's number). */
  addRemark({ lead, words }: Line): void {
    if (this.heading === null) this.blocks.push({ kind: 'paragraph', lead, text: words })
    else this.heading = { ...this.heading, words: `${this.heading.words}${lead}${words}` }
  }

  /** A table's row: the first `length` characters are the month's cell, empty in the rows after its first. */
  addRow({ lead, words }: Line, length: number, months: readonly number[] | null): void {
    if (months !== null) this.months = months
    this.lead = words.slice(0, length)
    const cells = words.slice(length)
    // The tasks of a cell; what stands in the other cells of the row belongs to the last one.
    const task = firstCell(cells, words)
    const tasks = typedNumber(task) === null ? spacedTasks(task) : tasksOf(task)
    for (const [index, one] of tasks.entries())
      this.addItem(
        index === 0 ? lead : '',
        index === tasks.length - 1 ? `${one}${cells.slice(task.length)}` : one,
      )
  }

  /** A table's row that names no month (每季度, 全年): its words begin at `start`, with that cell. */
  addUndated({ lead, words }: Line, start: number): void {
    this.months = []
    this.lead = ''
    this.blocks.push(undated(lead, words.slice(0, start), words.slice(start)))
  }

  /** Whether a number in a heading's style counts tasks here (三月份： / 一、开学典礼), `due` being the next heading's. */
  isTaskNumber({ level, value }: TypedNumber, due: number): boolean {
    if (this.months === null) return false
    const isHeadings = value === due && !(value === 1 && level === 1)
    return value === this.lastTask + 1 && !(isHeadings && this.lastTask === 0)
  }

  /** Under tasks with bullets a line without one that ends in a colon heads something else; under a numbered month any line without a number does. */
  isEndedBy(words: string, number: TypedNumber | null): boolean {
    if (this.numberLevel !== null && (number === null || number.level === this.numberLevel)) return true
    return this.isBulleted && /[:：]$/u.test(words) && !BULLET.test(words)
  }

  private addTasks(lead: string, words: string): void {
    // The month heading's lead is the first item's lead; its own lead is part of the heading.
    const isList = typedNumber(words) !== null
    for (const [index, task] of tasksOf(words).entries())
      this.addItem(index === 0 ? lead : '', task, isList || !beginsWithMonths(task))
  }

  private addItem(lead: string, words: string, mayCount = true): void {
    const counted = mayCount ? typedNumber(words)?.text : ''
    const number = counted ?? BULLET.exec(words)?.[0] ?? ''
    const months = this.months ?? []
    this.blocks.push({
      kind: 'monthlyItem',
      lead,
      text: words.slice(number.length),
      number,
      months,
      monthHeading: this.lead,
    })
    this.lead = ''
  }
}
