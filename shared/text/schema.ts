import { FIX_ATTRIBUTES } from '../plan/fixAttributes.ts'

/**
 * The vocabulary of a plan's text: node, attribute and mark names as they stand in the Yjs document.
 * The editor (client/editor) and the conversions (shared/text) both take them from here.
 *
 * Invariants (DESIGN 4, SECURITY 1.9 and 1.10):
 * 1. The schema grows only by attributes with defaults, or by fields of the JSON in one (those of corrections),
 *    and then SCHEMA_VERSION goes up: who does not know one drops it when writing the block.
 * 2. No required attribute, no `validate`, no `+` content: two legal deletes can empty a node, and a
 *    node that the schema cannot build is deleted for everyone.
 * 3. Attribute values are strings, numbers, booleans or null; never objects (the binding compares by identity).
 */
/**
 * 2: `fix` holds a correction for each figure of a goal, and recurrence and amount of an item.
 * 3: each correction has an attribute of its own.
 * 4: a corrected sum may be a range.
 */
export const SCHEMA_VERSION = 4

/** Names of the shared types in a plan's Y.Doc. */
export const BODY = 'body'
export const FRONT = 'front'

/**
 * How deep an element may stand in the body, from 1; the relay refuses what is deeper and readers pass it
 * over, because drawing recurses. A list in a list takes two, so this is some thirty of them.
 */
export const NODE_DEPTH = 64

export const NODES = {
  doc: 'doc',
  heading: 'heading',
  paragraph: 'paragraph',
  goal: 'goal',
  monthlyItem: 'monthlyItem',
  bulletList: 'bulletList',
  orderedList: 'orderedList',
  listItem: 'listItem',
  table: 'table',
  tableRow: 'tableRow',
  tableHeader: 'tableHeader',
  tableCell: 'tableCell',
  hardBreak: 'hardBreak',
} as const

export const MARKS = ['bold', 'italic', 'underline', 'strike', 'link'] as const

/** What each link has beside its address. */
export const LINK = { rel: 'noopener noreferrer nofollow', target: '_blank' } as const

/** Attributes and their defaults by node. `months` is the calendar months joined by commas ('7,8'), '' for none. */
export const ATTRIBUTES = {
  heading: { id: null, level: 1, number: null, lead: null, tail: null },
  paragraph: { id: null, lead: null, tail: null },
  goal: { id: null, number: null, lead: null, tail: null, ...FIX_ATTRIBUTES },
  monthlyItem: {
    id: null,
    number: null,
    months: '',
    monthHeading: null,
    lead: null,
    tail: null,
    ...FIX_ATTRIBUTES,
  },
  listItem: { id: null },
  tableHeader: { id: null },
  tableCell: { id: null },
} as const
