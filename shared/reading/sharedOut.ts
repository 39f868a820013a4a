import { clausesOf, type Span } from './clauses.ts'
import { fold } from './fold.ts'
import { itemOf, type ItemReading, trimTask } from './items.ts'
import { markLength } from './proseTask.ts'

const SHARED_OUT = /分别|分別/u

/** 五一和国庆期间分别举办A和B: as many things as times, one each; null where that is not what the words say. */
export function distributed(
  words: string,
  times: readonly (Span & { months: number[] })[],
): ItemReading[] | null {
  const [time] = times
  const match = SHARED_OUT.exec(fold(words))
  if (match === null || times.length !== 1 || time === undefined || time.months.length < 2) return null
  const at = match.index + match[0].length
  // 组织两次义诊，分别安排在4月和10月: one task in all the months.
  if (time.start > match.index) {
    const item = itemOf(words, { months: [], part: null, columns: [] })
    return [
      {
        ...item,
        months: time.months,
        task: trimTask(words.slice(markLength(words), match.index)) || item.task,
      },
    ]
  }
  const verb = words.slice(at, at + 2)
  const things = clausesOf(words.slice(at + 2), 'sentence')[0]
  if (things === undefined) return null
  const parts = words.slice(at + 2, at + 2 + things.end).split(/和|以及|与|及/u)
  if (parts.length !== time.months.length) return null
  return parts.map((part, index) => ({
    ...itemOf(part, { months: [], part: null, columns: [] }),
    months: time.months.slice(index, index + 1),
    task: trimTask(`${verb}${part}`),
    start: time.start,
    end: at + 2 + things.end,
  }))
}
