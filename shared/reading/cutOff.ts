import { titleOf } from './front.ts'
import { fold } from './fold.ts'
import { isTitle } from './sections.ts'

/** A line that ends so goes on in the next one, however that begins (五 / 一、五四; 每周 / 二、四). */
const UNFINISHED = /(?:[一二三四五六七八九十、，,（(“「《]|第|周|每|初|和|(?<!参)与|及|或|至|到|为)$/u
/** 范文三: a line that ends in its own number. */
const COUNTED = /(?:篇|范文|範文|方案|计划|总结|之)[一二三四五六七八九十]{1,3}$/u

/** Whether a line stops in mid-sentence, so that a number which begins the next one is none. */
export const isCutOff = (before: string): boolean =>
  UNFINISHED.test(fold(before.slice(-4))) &&
  !COUNTED.test(fold(before.slice(-8))) &&
  // 篇一 ends so and is whole.
  titleOf(before) !== '' &&
  !isTitle(before)
