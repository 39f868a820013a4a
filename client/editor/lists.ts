import { InputRule } from '@tiptap/core'
import { BulletList, OrderedList } from '@tiptap/extension-list'
import { NODES } from '../../shared/text/schema.ts'

/** A list begins in a paragraph only: `1. ` in a goal or monthly item is its number (nodes.ts). */
const inParagraphs = (rules: readonly InputRule[]): InputRule[] =>
  rules.map(
    (rule) =>
      new InputRule({
        find: rule.find,
        handler: (props) =>
          props.state.selection.$from.parent.type.name === NODES.paragraph ? rule.handler(props) : null,
      }),
  )

/** No node has `+` content (shared/text/schema.ts, invariant 2). */
export const Bullets = BulletList.extend({
  content: 'listItem*',
  addInputRules() {
    return inParagraphs(this.parent?.() ?? [])
  },
})

export const Numbered = OrderedList.extend({
  content: 'listItem*',
  addInputRules() {
    return inParagraphs(this.parent?.() ?? [])
  },
})
