import type { Editor } from '@tiptap/core'
import { NODES } from '../../../shared/text/schema.ts'
import { editorWords } from '../../i18n/editor.ts'
import { messagesNow } from '../../i18n/messages.ts'
import { makeTitle } from '../title.ts'

/** One thing that can be inserted: its name in the screen's language, and the other names it answers to. */
export type Command = {
  id: string
  label: string
  names: readonly string[]
  run: (editor: Editor) => unknown
}

const HEADING_NAMES = [
  'yijibiaoti yjbt h1 heading1',
  'erjibiaoti ejbt h2 heading2',
  'sanjibiaoti sjbt h3 heading3',
  'sijibiaoti sjbt h4 heading4',
]
const CHINESE_NAMES = ['一级标题', '二级标题', '三级标题', '四级标题']

/** Turns the block with the cursor into another kind. */
const block = (type: string, label: string, names: string, attributes = {}): Command => ({
  id: type,
  label,
  names: names.split(' '),
  run: (editor) => editor.chain().focus().setNode(type, attributes).run(),
})

/** Puts the cursor into the first cell of the table that has just been made at this place or behind it. */
function intoFirstCell(editor: Editor, from: number): void {
  let cell: number | null = null
  editor.state.doc.nodesBetween(from, editor.state.doc.content.size, (node, position) => {
    if (cell === null && node.type.name === NODES.tableHeader) cell = position
    return cell === null
  })
  if (cell !== null) editor.commands.setTextSelection(cell + 2)
}

/** All commands, in the order of the menu. */
export function commands(): Command[] {
  const words = messagesNow(editorWords)
  return [
    ...words.heading.map((label, index) => ({
      ...block(NODES.heading, label, `${HEADING_NAMES[index]} ${CHINESE_NAMES[index]}`, {
        level: index + 1,
        number: null,
      }),
      id: `heading${index + 1}`,
    })),
    {
      id: 'title',
      label: words.title,
      names: 'biaoti bt jihuamingcheng jhmc title name 标题 標題 计划名称 計畫名稱'.split(' '),
      run: makeTitle,
    },
    block(NODES.goal, words.goal, 'mubiao mb goal 目标 目標'),
    block(NODES.monthlyItem, words.monthlyItem, 'yuecheng yc monthly item 月程'),
    block(NODES.paragraph, words.paragraph, 'zhengwen zw text paragraph 正文 內文'),
    {
      id: 'bulletList',
      label: words.bulletList,
      names: 'xiangmuliebiao xmlb bullet list 项目列表'.split(' '),
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
    },
    {
      id: 'orderedList',
      label: words.orderedList,
      names: 'bianhaoliebiao bhlb numbered list 编号列表'.split(' '),
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      id: 'table',
      label: words.table,
      names: 'biaoge bg table 表格'.split(' '),
      run: (editor) => {
        const start = editor.state.selection.$from.before(1)
        editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()
        intoFirstCell(editor, start)
      },
    },
  ]
}

/** The commands that turn a line of text into another kind of block. */
export const conversions = (): Command[] => commands().filter(({ id }) => id !== 'table')

/** The commands that a query finds: part of the label, or the start of another name. */
export function findCommands(query: string): Command[] {
  const wanted = query.trim().toLowerCase()
  return commands().filter(
    ({ label, names }) =>
      label.toLowerCase().includes(wanted) || names.some((name) => name.startsWith(wanted)),
  )
}
