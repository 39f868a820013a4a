import type { Goal } from '../plan/plan.ts'
import { fold } from './fold.ts'

/** Doubts about figures (RULES R5) beyond a figure's own digits, which figures.ts looks at. */

type Doubt = Goal['doubt']

/** 10-5名: no range descends; it was turned round, or lost the tens of its end. */
export function descendingDoubt({ value, valueMax }: Pick<Goal, 'value' | 'valueMax'>): Doubt {
  if (value === null || valueMax === null || valueMax >= value) return null
  const step = 10 ** String(valueMax).length
  const longer = Math.floor(value / step) * step + valueMax
  const turned = `${valueMax}-${value}`
  return { reason: 'descending', readings: longer > value ? [turned, `${value}-${longer}`] : [turned] }
}

/** 35项 may be 3-5项, 510名 5-10名. Only a digit before a larger number that is not far from it, written as digits, can have lost a dash. */
function lostDash({ comparator, value, valueMax, unit, quote }: Goal): Doubt {
  const digits = /^([1-8])([2-9]|[1-3]\d)$/u.exec(`${value}`)
  const [written, from = '', to = ''] = digits ?? []
  if (
    written === undefined ||
    Number(from) >= Number(to) ||
    Number(to) > FARTHEST * Number(from) ||
    comparator !== '=' ||
    valueMax !== null ||
    unit === '%'
  )
    return null
  const numbers: readonly string[] = fold(quote).match(/\d+(?:[.,]\d+)*/gu) ?? []
  return numbers.includes(written) ? { reason: 'lost-dash', readings: [written, `${from}-${to}`] } : null
}

/** So many times its beginning the end of a range may be: 5-10, 1-9, but not 1-36. */
const FARTHEST = 9

const known = new WeakMap<Goal, Goal>()

/** The goal with its doubt; the same object as long as the goal is the same. */
function doubted(goal: Goal): Goal {
  const before = known.get(goal)
  if (before !== undefined) return before
  const doubt = lostDash(goal)
  const now = doubt === null ? goal : { ...goal, doubt }
  known.set(goal, now)
  return now
}

/** The goals of a text that lost dashes elsewhere: what may have lost one too is doubted, until a member says. */
export const doubtLostDashes = (goals: readonly Goal[]): Goal[] =>
  goals.map((goal) => (goal.doubt !== null || goal.fixed.includes('value') ? goal : doubted(goal)))
