import * as Y from 'yjs'
import { z } from 'zod'
import {
  type Block,
  CELL_COLUMNS,
  CELL_ROWS,
  DEFAULT_NUMBERING,
  type Front,
  HEADING_LEVELS,
  type HeadingLevel,
} from '../plan/block.ts'
import { printFix } from '../plan/fix.ts'
import { fixIn } from '../plan/fixAttributes.ts'
import { BlockId } from '../plan/ids.ts'
import { placeCells } from './placeCells.ts'
import { BODY, FRONT, NODE_DEPTH, NODES } from './schema.ts'

const Text = z.string().nullable().catch(null)
const Months = z
  .string()
  .catch('')
  .transform((list) =>
    list
      .split(',')
      .map(Number)
      .filter((month) => month >= 1 && month <= 12),
  )
const PeriodText = z.object({ from: Text, to: Text, text: Text }).nullable().catch(null)
const Kind = z.enum(['school-semester', 'company-year', 'home-scheme', 'other']).nullable().catch(null)
const Numbering = z
  .array(z.string())
  .length(4)
  .catch([...DEFAULT_NUMBERING])

const json = (value: unknown): unknown => {
  if (typeof value !== 'string') return null
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

/** What stands beside the body; an absent or unreadable field has its default. */
export function frontOf(doc: Y.Doc): Front {
  const map = doc.getMap(FRONT)
  return {
    title: Text.parse(map.get('title') ?? null),
    organisation: Text.parse(map.get('organisation') ?? null),
    period: PeriodText.parse(json(map.get('period'))),
    kind: Kind.parse(map.get('kind') ?? null),
    numbering: Numbering.parse(json(map.get('numbering'))),
  }
}

type Attributes = Record<string, unknown>

/** An element of the text as plain data; the editor's nodes and the Yjs elements both become this. */
export type TextNode = { type: string; attrs: Attributes; text: string; children: TextNode[] }

/** Words of a Y.XmlText, without its marks. */
const wordsOf = (text: Y.XmlText): string => {
  const delta: unknown = text.toDelta()
  const parts = z
    .array(z.object({ insert: z.string().catch('') }))
    .catch([])
    .parse(delta)
  return parts.map((part) => part.insert).join('')
}

/** An element at this depth; what stands deeper than NODE_DEPTH is passed over. */
function nodeOf(element: Y.XmlElement, depth: number): TextNode {
  const children: TextNode[] = []
  let text = ''
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) text += wordsOf(child)
    else if (child instanceof Y.XmlElement && child.nodeName === NODES.hardBreak) text += '\n'
    else if (child instanceof Y.XmlElement && depth < NODE_DEPTH) children.push(nodeOf(child, depth + 1))
  }
  return { type: element.nodeName, attrs: element.getAttributes(), text, children }
}

const PLACE = 'at-'
/** Whether a block has an id of its own; one that has none is named by its place. */
export const isNamed = ({ id }: Block): boolean => !id.startsWith(PLACE)

const idOf = (attrs: Attributes, place: number): BlockId => {
  const parsed = BlockId.safeParse(attrs['id'])
  return parsed.success ? parsed.data : BlockId.parse(`${PLACE}${place}`)
}

const levelOf = (value: unknown): HeadingLevel => HEADING_LEVELS.find((level) => level === value) ?? 1

const deepText = (node: TextNode): string =>
  [node.text, ...node.children.map(deepText)].filter((part) => part !== '').join('\n')

const Span = (most: number) => z.int().min(2).max(most).optional().catch(undefined)
const Covered = z.object({ rowspan: Span(CELL_ROWS), colspan: Span(CELL_COLUMNS) })

/** What a merged cell covers. */
function coveredBy(attrs: Attributes): { rows?: number; columns?: number } {
  const { rowspan: rows, colspan: columns } = Covered.parse(attrs)
  return { ...(rows === undefined ? {} : { rows }), ...(columns === undefined ? {} : { columns }) }
}

/** Blocks of top-level nodes, in order, that stand behind so many blocks and tables. */
export function blocksOfNodes(nodes: readonly TextNode[], blocksBefore = 0, tablesBefore = 0): Block[] {
  const blocks: Block[] = []
  let tables = tablesBefore
  const place = (): number => blocksBefore + blocks.length
  const listItems = (list: TextNode, depth: number): void => {
    const ordered = list.type === NODES.orderedList
    for (const [index, item] of list.children.entries()) {
      const own = item.children.filter(
        (child) => child.type !== NODES.bulletList && child.type !== NODES.orderedList,
      )
      const text = own.map(deepText).join('\n')
      blocks.push({
        id: idOf(item.attrs, place()),
        kind: 'listItem',
        text,
        list: { ordered, depth, index },
      })
      for (const child of item.children) if (!own.includes(child)) listItems(child, depth + 1)
    }
  }
  for (const node of nodes) {
    const { type, attrs, text } = node
    const id = idOf(attrs, place())
    const around = { lead: Text.parse(attrs['lead'] ?? null), tail: Text.parse(attrs['tail'] ?? null) }
    const number = Text.parse(attrs['number'] ?? null)
    const fix = printFix(fixIn(attrs))
    if (type === NODES.heading)
      blocks.push({ id, kind: 'heading', text, level: levelOf(attrs['level']), number, ...around })
    else if (type === NODES.paragraph) blocks.push({ id, kind: 'paragraph', text, ...around })
    else if (type === NODES.goal) blocks.push({ id, kind: 'goal', text, number, fix, ...around })
    else if (type === NODES.monthlyItem) {
      const monthHeading = Text.parse(attrs['monthHeading'] ?? null)
      blocks.push({
        id,
        kind: 'monthlyItem',
        text,
        number,
        fix,
        months: Months.parse(attrs['months'] ?? ''),
        monthHeading,
        ...around,
      })
    } else if (type === NODES.bulletList || type === NODES.orderedList) listItems(node, 0)
    else if (type === NODES.table) {
      const rows = node.children.map(({ children }) =>
        children.map((cell) => ({ ...coveredBy(cell.attrs), node: cell })),
      )
      for (const { node: cell, ...cellPlace } of placeCells(rows))
        blocks.push({
          id: idOf(cell.attrs, place()),
          kind: 'cell',
          text: deepText(cell),
          cell: { table: tables, header: cell.type === NODES.tableHeader, ...cellPlace },
        })
      tables += 1
    }
  }
  return blocks
}

/** A plan's text as plain data (shared/plan/block.ts). Nodes that we do not know are passed over, never an error. */
export function blocksOfDoc(doc: Y.Doc): { front: Front; blocks: Block[] } {
  const nodes = doc
    .getXmlFragment(BODY)
    .toArray()
    .filter((child) => child instanceof Y.XmlElement)
    .map((child) => nodeOf(child, 1))
  return { front: frontOf(doc), blocks: blocksOfNodes(nodes) }
}
