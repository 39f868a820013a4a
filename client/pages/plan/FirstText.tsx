import { createElement, type ReactNode, useMemo } from 'react'
import type * as Y from 'yjs'
import type { Block } from '../../../shared/plan/block.ts'
import { drawn } from '../../../shared/plan/numbering.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { langOf } from '../../../shared/plan/lang.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { NODES } from '../../../shared/text/schema.ts'
import { type NodeJson, nodesOfBlocks } from '../../../shared/text/toDoc.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { isLong } from '../../editor/longText.ts'
import '../../editor/sheet.css'
import './planHeader.css'

const TAGS: Readonly<Record<string, string>> = {
  [NODES.paragraph]: 'p',
  [NODES.goal]: 'p',
  [NODES.monthlyItem]: 'p',
  [NODES.bulletList]: 'ul',
  [NODES.orderedList]: 'ol',
  [NODES.listItem]: 'li',
  [NODES.tableRow]: 'tr',
  [NODES.tableHeader]: 'th',
  [NODES.tableCell]: 'td',
}

/** A node as the editor would draw it, without what only the editor needs. */
function draw(node: NodeJson, key: number, number = ''): ReactNode {
  if (node.type === 'text') return node.text
  if (node.type === NODES.hardBreak) return <br key={key} />
  const children = (node.content ?? []).map((child, index) => draw(child, index))
  if (node.type === NODES.table)
    return (
      <table key={key}>
        <tbody>{children}</tbody>
      </table>
    )
  const isOwn = node.type === NODES.goal || node.type === NODES.monthlyItem
  const level = Number(node.attrs?.['level'] ?? 1)
  const isHeading = node.type === NODES.heading
  return createElement(
    isHeading ? `h${level + 1}` : (TAGS[node.type] ?? 'p'),
    {
      key,
      ...(number === '' ? {} : { 'data-number': number }),
      ...(isHeading ? { className: `level-${level}` } : {}),
      ...(node.attrs?.['rowspan'] == null ? {} : { rowSpan: node.attrs['rowspan'] }),
      ...(node.attrs?.['colspan'] == null ? {} : { colSpan: node.attrs['colspan'] }),
      ...(isOwn ? { className: `block-${node.type}`, 'data-block': node.type } : {}),
    },
    ...(children.length > 0 ? children : [<br key="empty" />]),
  )
}

/** All blocks with their numbers and month headings; lists and tables stand together. */
function drawDoc(doc: Y.Doc): { title: string | undefined; lang: Plan['lang']; text: ReactNode[] } {
  const { front, blocks } = blocksOfDoc(doc)
  const draws = drawn(front, blocks)
  const text: ReactNode[] = []
  let together: Block[] = []
  const flush = (): void => {
    for (const node of nodesOfBlocks(together)) text.push(draw(node, text.length))
    together = []
  }
  for (const [index, block] of blocks.entries()) {
    if (block.list !== undefined || block.cell !== undefined) {
      together.push(block)
      continue
    }
    flush()
    const heading = draws[index]?.monthHeading.trim() ?? ''
    if (heading !== '')
      text.push(
        <div key={text.length} className="month-heading">
          {heading}
        </div>,
      )
    for (const node of nodesOfBlocks([block])) text.push(draw(node, text.length, draws[index]?.number.trim()))
  }
  flush()
  return {
    title: blocks.find(({ kind, level }) => kind === 'heading' && level === 0)?.text,
    lang: langOf(blocks.map((block) => block.text)),
    text,
  }
}

/** The plan's text to read while the editor is still loading: the same words in the same places. */
export function FirstText({ doc }: { doc: Y.Doc }) {
  const common = useMessages(commonWords)
  const { title, lang, text } = useMemo(() => drawDoc(doc), [doc])
  const name = title ?? ''
  return (
    <div className="plan" data-view="text">
      <header className="app-header plan-header">
        <h1 className="plan-title" lang={name === '' ? undefined : lang}>
          {name === '' ? common.untitled : name}
        </h1>
      </header>
      <aside className="plan-outline" />
      <main className="plan-main" aria-busy tabIndex={0}>
        <div className="sheet">
          <div className="first-text" lang={lang} data-long={isLong(text.length)}>
            {text}
          </div>
        </div>
      </main>
      <aside className="plan-panel" />
    </div>
  )
}
