import { useMemo, useState } from 'react'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { readLeft, writeLeft } from './left.ts'
import { type Question, questionsOf } from '../../../shared/reading/questions.ts'

export type Walk = {
  /** How many places are open. */
  open: number
  /** How many were left as they are. */
  left: number
  /** The place that is asked for now; null when there is none any more. */
  now: Question | null
  /** It was answered before on this walk, by a change of what is read there. */
  isSettled: boolean
  /** Which place of the walk it is, from 1. */
  at: number
  /** How many places this walk has. */
  all: number
  /** Goes back to the place that was answered before; null where there is none. */
  back: (() => void) | null
  /** Goes on from a place that was gone back to; null where that is the one to answer. */
  next: (() => void) | null
  /** The place is about to be corrected in its form, and was answered if it is not open afterwards. */
  mayAnswer: (question: Question) => void
  /** Something was done about a place: it is not shown until the text has been read again. */
  settle: (question: Question) => void
  leave: (question: Question) => void
  askLeftAgain: () => void
  restart: () => void
}

/** The unsure places of a plan, one by one, and back. What is undone is open again. */
export function useWalk(typed: TypedPlanState, store: string): Walk {
  const questions = useMemo(() => questionsOf(typed), [typed])
  const [left, setLeft] = useState(() => readLeft(store))
  /** What was answered on this walk, in that order. */
  const [answered, setAnswered] = useState<ReadonlyMap<string, Question>>(new Map())
  const [waiting, setWaiting] = useState<{ key: string; typed: TypedPlanState } | null>(null)
  /** The answered place that was gone back to. */
  const [again, setAgain] = useState<string | null>(null)
  const open = questions.filter(
    ({ key }) => !left.has(key) && !(waiting?.key === key && waiting.typed === typed),
  )
  const stillOpen = new Set(open.map(({ key }) => key))
  const past = [...answered.values()].filter(({ key }) => !stillOpen.has(key))
  const cursor = past.findIndex(({ key }) => key === again)
  const isBack = cursor !== -1
  const shown = past[cursor]
  const keep = (keys: ReadonlySet<string>): void => {
    setLeft(keys)
    writeLeft(store, keys)
  }
  const goOn = (): void => setAgain(isBack ? (past[cursor + 1]?.key ?? null) : null)
  const note = (question: Question): void => setAnswered(new Map([...answered, [question.key, question]]))
  const answer = (question: Question): void => {
    note(question)
    goOn()
  }
  const before = past[isBack ? cursor - 1 : past.length - 1]
  return {
    open: open.length,
    left: questions.filter(({ key }) => left.has(key)).length,
    now: shown === undefined ? (open[0] ?? null) : (questions.find(({ key }) => key === shown.key) ?? shown),
    isSettled: shown !== undefined && !left.has(shown.key),
    at: (isBack ? cursor : past.length) + 1,
    all: past.length + open.length,
    back: before === undefined ? null : () => setAgain(before.key),
    next: isBack ? goOn : null,
    mayAnswer: note,
    settle: (question) => {
      setWaiting({ key: question.key, typed })
      if (left.has(question.key)) keep(new Set([...left].filter((key) => key !== question.key)))
      answer(question)
    },
    leave: (question) => {
      keep(new Set([...left, question.key]))
      answer(question)
    },
    askLeftAgain: () => {
      const here = new Set(questions.map(({ key }) => key))
      keep(new Set([...left].filter((key) => !here.has(key))))
      setAnswered(new Map())
      setAgain(null)
    },
    restart: () => {
      setAnswered(new Map())
      setAgain(null)
    },
  }
}
