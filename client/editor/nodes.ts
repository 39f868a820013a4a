import { type Attributes, Extension, InputRule, mergeAttributes, Node } from '@tiptap/core'
import { Heading } from '@tiptap/extension-heading'
import { typedNumber } from '../../shared/plan/numbering.ts'
import { ATTRIBUTES, NODES } from '../../shared/text/schema.ts'
import { headingNumberTyped, numberTyped } from './numberTyped.ts'
import { steadyBlock } from './steadyBlock.ts'

/** What a block keeps from where it was read stays with its first half when it is split. */
const ownAttributes = (defaults: Readonly<Record<string, string | number | null>>): Attributes =>
  Object.fromEntries(
    Object.entries(defaults)
      .filter(([name]) => name !== 'id' && name !== 'level')
      .map(([name, value]) => [
        name,
        {
          default: value,
          keepOnSplit: name === 'months',
          parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name.toLowerCase()}`) ?? value,
          renderHTML: (attributes: Record<string, unknown>) =>
            attributes[name] === value ? {} : { [`data-${name.toLowerCase()}`]: attributes[name] },
        },
      ]),
  )

const proseBlock = (name: 'goal' | 'monthlyItem') =>
  Node.create({
    name,
    group: 'block',
    content: 'inline*',
    defining: true,
    addAttributes: () => ownAttributes(ATTRIBUTES[name]),
    parseHTML: () => [{ tag: `p[data-block="${name}"]`, priority: 60 }],
    renderHTML: ({ HTMLAttributes }) => [
      'p',
      mergeAttributes(HTMLAttributes, { 'data-block': name, class: `block-${name}` }),
      0,
    ],
    addNodeView: () => steadyBlock,
    addInputRules() {
      const { editor } = this
      return [
        new InputRule({
          find: /^(?:\d{1,2}(?:[、．]|\.\s)|[（(]\d{1,2}[)）]|[①-⑳])$/u,
          handler: ({ state, range, match }) => {
            const $from = state.doc.resolve(range.from)
            if ($from.parent.type !== this.type) return
            const number = numberTyped(editor, $from.parent.attrs['id'], match[0])
            state.tr.delete(range.from, range.to).setNodeAttribute($from.before(), 'number', number)
          },
        }),
      ]
    },
  })

export const Goal = proseBlock('goal')
export const MonthlyItem = proseBlock('monthlyItem')

/** Level 0 is the plan's title line; the number before a heading is drawn, not typed. */
export const PlanHeading = Heading.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      ...ownAttributes(ATTRIBUTES.heading),
      level: { default: 1, rendered: false },
    }
  },
  parseHTML: () =>
    [1, 2, 3, 4, 5, 6].map((tag) => ({
      tag: `h${tag}`,
      attrs: { level: Math.min(4, Math.max(1, tag - 1)) },
    })),
  renderHTML: ({ node, HTMLAttributes }) => {
    const level = Number(node.attrs['level'])
    return [`h${level + 1}`, mergeAttributes(HTMLAttributes, { class: `level-${level}` }), 0]
  },
  addInputRules() {
    const { editor } = this
    return [
      new InputRule({
        find: /^(?:第?[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．]\s|[（(]\d{1,2}[)）])$/u,
        handler: ({ state, range, match }) => {
          const typed = typedNumber(match[0])
          const parent = state.selection.$from.parent
          if (typed === null || parent.type.name !== NODES.paragraph) return
          const { level } = typed
          // 七、 where 三、 is due stays so: it may be the first of 七、八月份.
          const number = headingNumberTyped(editor, parent.attrs['id'], typed)
          state.tr
            .delete(range.from, range.to)
            .setBlockType(range.from, range.from, this.type, { ...parent.attrs, level, number })
        },
      }),
    ]
  },
})

/** The source characters around a paragraph (shared/plan/block.ts). */
export const SourceAttributes = Extension.create({
  name: 'sourceAttributes',
  addGlobalAttributes: () => [{ types: [NODES.paragraph], attributes: ownAttributes(ATTRIBUTES.paragraph) }],
})
