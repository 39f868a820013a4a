import * as Y from 'yjs'
import type { Block, Front } from '../plan/block.ts'
import { ATTRIBUTES, BODY, FRONT, NODES } from './schema.ts'

/** A node of the editor as plain JSON, as TipTap takes and gives it. */
export type NodeJson = {
  type: string
  attrs?: Record<string, string | number | null>
  content?: NodeJson[]
  text?: string
}

/** Words as text nodes with hard breaks for \n. */
const inline = (text: string): NodeJson[] =>
  text
    .split('\n')
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [{ type: NODES.hardBreak }]),
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ])

const paragraph = (text: string): NodeJson => ({ type: NODES.paragraph, content: inline(text) })

function flatNode(block: Block): NodeJson {
  const { id, text, lead = null, tail = null, number = null, fix = null } = block
  const content = inline(text)
  switch (block.kind) {
    case 'heading':
      return { type: NODES.heading, attrs: { id, level: block.level ?? 1, number, lead, tail }, content }
    case 'goal':
      return { type: NODES.goal, attrs: { id, number, lead, tail, fix }, content }
    case 'monthlyItem': {
      const months = (block.months ?? []).join(',')
      const monthHeading = block.monthHeading ?? null
      return {
        type: NODES.monthlyItem,
        attrs: { id, number, months, monthHeading, lead, tail, fix },
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
        content: [paragraph(block.text)],
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
        content: block.text.split('\n').map(paragraph),
      })
    } else nodes.push(flatNode(block))
  }
  return nodes
}

const DEFAULTS: Record<string, Record<string, string | number | null>> = ATTRIBUTES

/** A node as the editor's binding writes it: attributes only where they differ from their default. */
function elementOf(node: NodeJson): Y.XmlElement | Y.XmlText {
  if (node.type === 'text') return new Y.XmlText(node.text ?? '')
  const element = new Y.XmlElement(node.type)
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    // Yjs types attributes as strings; the binding stores numbers as they are, and so do we.
    if (value !== null && value !== DEFAULTS[node.type]?.[name]) element.setAttribute(name, value as string)
  }
  element.insert(0, (node.content ?? []).map(elementOf))
  return element
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
