/** After a composition ends, some browsers still deliver the Enter that ended it; this long, milliseconds. */
const AFTER_MS = 100
let ended = Number.NEGATIVE_INFINITY

addEventListener(
  'compositionend',
  (event) => {
    ended = event.timeStamp
  },
  true,
)

/** Whether a key belongs to an input method: such a key never reaches a menu or a shortcut (RULES T6). */
export const isImeKey = (event: KeyboardEvent): boolean =>
  event.isComposing || event.keyCode === 229 || event.timeStamp - ended < AFTER_MS
