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
  /** How many were settled on this walk. */
  done: number
  /** Something was done about a place: it is not shown until the text has been read again. */
  settle: (question: Question) => void
  leave: (question: Question) => void
  askLeftAgain: () => void
  restart: () => void
}

/** The unsure places of a plan, one by one. What is undone is open again. */
export function useWalk(typed: TypedPlanState, store: string): Walk {
  const questions = useMemo(() => questionsOf(typed), [typed])
  const [left, setLeft] = useState(() => readLeft(store))
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const [waiting, setWaiting] = useState<{ key: string; typed: TypedPlanState } | null>(null)
  const open = questions.filter(
    ({ key }) => !left.has(key) && !(waiting?.key === key && waiting.typed === typed),
  )
  const stillOpen = new Set(open.map(({ key }) => key))
  const keep = (keys: ReadonlySet<string>): void => {
    setLeft(keys)
    writeLeft(store, keys)
  }
  const answer = ({ key }: Question): void => setAnswered(new Set([...answered, key]))
  return {
    open: open.length,
    left: questions.filter(({ key }) => left.has(key)).length,
    now: open[0] ?? null,
    done: [...answered].filter((key) => !stillOpen.has(key)).length,
    settle: (question) => {
      setWaiting({ key: question.key, typed })
      answer(question)
    },
    leave: (question) => {
      keep(new Set([...left, question.key]))
      answer(question)
    },
    askLeftAgain: () => {
      const here = new Set(questions.map(({ key }) => key))
      keep(new Set([...left].filter((key) => !here.has(key))))
      setAnswered(new Set())
    },
    restart: () => setAnswered(new Set()),
  }
}
