import * as Y from 'yjs'
import type { Block, Front } from '../plan/block.ts'
import { parseFix } from '../plan/fix.ts'
import { fixChanges } from '../plan/fixAttributes.ts'
import { isAlike, type Look, looksAlong, type Words, wordLines } from '../plan/marks.ts'
import { mayLink } from './mayLink.ts'
import { ATTRIBUTES, BODY, FRONT, LINK, NODES } from './schema.ts'

/** A node of the editor as plain JSON, as TipTap takes and gives it. */
export type NodeJson = {
  type: string
  attrs?: Record<string, string | number | null>
  content?: NodeJson[]
  text?: string
  marks?: { type: Look['name']; attrs?: Record<string, string> }[]
}

/** One line's words as text nodes, a new one where a mark begins or ends. */
function textNodes({ words, marks }: Words): NodeJson[] {
  const own = marks.filter((mark) => mark.name !== 'link' || mayLink(mark.href))
  if (own.length === 0) return words === '' ? [] : [{ type: 'text', text: words }]
  const looks = looksAlong(words.length, own)
  const nodes: NodeJson[] = []
  let from = 0
  for (const [at, now] of looks.entries()) {
    const next = looks[at + 1]
    if (next !== undefined && isAlike(now, next)) continue
    const marked = now.map((look) => ({
      type: look.name,
      ...(look.name === 'link' ? { attrs: { href: look.href, ...LINK } } : {}),
    }))
    const text = words.slice(from, at + 1)
    nodes.push({ type: 'text', text, ...(marked.length === 0 ? {} : { marks: marked }) })
    from = at + 1
  }
  return nodes
}

const wordsOf = ({ text, marks = [] }: Block): Words => ({ words: text, marks })

/** Words as text nodes with hard breaks for \n. */
const inline = (words: Words): NodeJson[] =>
  wordLines(words).flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: NODES.hardBreak }]),
    ...textNodes(line),
  ])

const paragraph = (words: Words): NodeJson => ({ type: NODES.paragraph, content: inline(words) })

function flatNode(block: Block): NodeJson {
  const { id, lead = null, tail = null, number = null } = block
  const fix = Object.fromEntries(fixChanges({}, parseFix(block.fix)))
  const content = inline(wordsOf(block))
  switch (block.kind) {
    case 'heading':
      return { type: NODES.heading, attrs: { id, level: block.level ?? 1, number, lead, tail }, content }
    case 'goal':
      return { type: NODES.goal, attrs: { id, number, lead, tail, ...fix }, content }
    case 'monthlyItem': {
      const months = (block.months ?? []).join(',')
      const monthHeading = block.monthHeading ?? null
      return {
        type: NODES.monthlyItem,
        attrs: { id, number, months, monthHeading, lead, tail, ...fix },
        content,
      }
    }
    default:
      return { type: NODES.paragraph, attrs: { id, lead, tail }, content }
  }
}

/** The editor's nodes for blocks: list items of one list and cells of one table become one node. */
export function nodesOfBlocks(blocks: readonly Block[]): NodeJson[] {
  const nodes: NodeJson[] = []
  let lists: NodeJson[] = []
  let openTable: { table: number; node: NodeJson } | undefined
  for (const block of blocks) {
    if (block.list === undefined) lists = []
    if (block.cell === undefined) openTable = undefined
    if (block.list !== undefined) {
      const { depth, ordered } = block.list
      const type = ordered ? NODES.orderedList : NODES.bulletList
      lists = lists.slice(0, depth + 1)
      const open = lists[depth]
      const item: NodeJson = {
        type: NODES.listItem,
        attrs: { id: block.id },
        content: [paragraph(wordsOf(block))],
      }
      if (open !== undefined && open.type === type) open.content?.push(item)
      else {
        const list: NodeJson = { type, content: [item] }
        const parent = lists[depth - 1]?.content?.at(-1)
        if (parent === undefined) nodes.push(list)
        else parent.content?.push(list)
        lists[depth] = list
      }
    } else if (block.cell !== undefined) {
      const { table, row, header, rows: rowspan = 1, columns: colspan = 1 } = block.cell
      let open: { table: number; node: NodeJson } | undefined = openTable
      if (open?.table !== table) {
        open = { table, node: { type: NODES.table, content: [] } }
        openTable = open
        nodes.push(open.node)
      }
      const rows = open.node.content ?? []
      rows[row] ??= { type: NODES.tableRow, content: [] }
      const type = header ? NODES.tableHeader : NODES.tableCell
      rows[row].content?.push({
        type,
        attrs: {
          id: block.id,
          ...(rowspan === 1 ? {} : { rowspan }),
          ...(colspan === 1 ? {} : { colspan }),
        },
        content: wordLines(wordsOf(block)).map(paragraph),
      })
    } else nodes.push(flatNode(block))
  }
  return nodes
}

const DEFAULTS: Record<string, Record<string, string | number | null>> = ATTRIBUTES

/** A node as the editor's binding writes it: attributes only where they differ from their default. */
function elementOf(node: NodeJson): Y.XmlElement {
  const element = new Y.XmlElement(node.type)
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    // Yjs types attributes as strings; the binding stores numbers as they are, and so do we.
    if (value !== null && value !== DEFAULTS[node.type]?.[name]) element.setAttribute(name, value as string)
  }
  element.insert(0, childrenOf(node))
  return element
}

/** The binding has the text nodes beside each other in one text. */
function childrenOf({ content = [] }: NodeJson): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: NodeJson[] = []
  const endRun = (): void => {
    if (run.length > 0) children.push(textOf(run))
    run = []
  }
  for (const child of content) {
    if (child.type === 'text') run.push(child)
    else {
      endRun()
      children.push(elementOf(child))
    }
  }
  endRun()
  return children
}

function textOf(run: readonly NodeJson[]): Y.XmlText {
  const [only] = run
  if (run.length === 1 && only?.marks === undefined) return new Y.XmlText(only?.text ?? '')
  const text = new Y.XmlText()
  const delta = run.map(({ text: insert = '', marks = [] }) => ({
    insert,
    attributes: Object.fromEntries(marks.map(({ type, attrs = {} }) => [type, attrs])),
  }))
  text.applyDelta(delta, { sanitize: false })
  return text
}

/** Writes what stands beside the body; a null field is left out. */
export function writeFront(doc: Y.Doc, front: Front): void {
  const map = doc.getMap(FRONT)
  if (front.title !== null) map.set('title', front.title)
  if (front.organisation !== null) map.set('organisation', front.organisation)
  if (front.period !== null) map.set('period', JSON.stringify(front.period))
  if (front.kind !== null) map.set('kind', front.kind)
  map.set('numbering', JSON.stringify(front.numbering))
}

/** Fills an empty document with a plan's text. Only a plan's first update is made so; nobody seeds a document twice. */
export function writeBlocks(doc: Y.Doc, front: Front, blocks: readonly Block[]): void {
  doc.transact(() => {
    writeFront(doc, front)
    doc.getXmlFragment(BODY).insert(0, nodesOfBlocks(blocks).map(elementOf))
  })
}
