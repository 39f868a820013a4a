import type { Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { UniqueID } from '@tiptap/extension-unique-id'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { ListItem } from '@tiptap/extension-list'
import { StarterKit } from '@tiptap/starter-kit'
import { frontOf } from '../../shared/text/fromDoc.ts'
import { mayLink } from '../../shared/text/mayLink.ts'
import { BODY, LINK, NODES } from '../../shared/text/schema.ts'
import type { PlanSession } from '../sync/planSession.ts'
import { newBlockId } from './ids.ts'
import { ItemTyping } from './itemTyping.ts'
import { LayOutInChunks } from './chunks.ts'
import { LeaveByTab } from './leave.ts'
import { LineStart } from './lineStart.ts'
import { Bullets, Numbered } from './lists.ts'
import { MoveBlock } from './move.ts'
import { Goal, MonthlyItem, PlanHeading, SourceAttributes } from './nodes.ts'
import { OwnCursor } from './ownCursor.ts'
import { SlashMenu } from './slash/slashMenu.ts'
import { WritableCells } from './tables.ts'
import { PlanTitle } from './title.ts'
import { TypedPlan } from './typedPlan.ts'
import { WriteBlock } from './writeBlock.ts'

/** The id extension gives ids to what lacks them when a provider says `synced`; that would write on opening (RULES T3). */
const NEVER_SYNCED = { on: () => undefined, off: () => undefined }

/** Every node and behaviour of the editor. No node has `+` content (shared/text/schema.ts, invariant 2). */
export const extensionsOf = (session: PlanSession, name: string): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    codeBlock: false,
    code: false,
    blockquote: false,
    horizontalRule: false,
    heading: false,
    bulletList: false,
    orderedList: false,
    listItem: false,
    trailingNode: false,
    link: {
      openOnClick: false,
      isAllowedUri: mayLink,
      HTMLAttributes: LINK,
    },
  }),
  PlanHeading.configure({ levels: [1, 2, 3, 4] }),
  SourceAttributes,
  Goal,
  MonthlyItem,
  Bullets,
  Numbered,
  ListItem.extend({ content: 'block*' }),
  Table.extend({ content: 'tableRow*' }).configure({ resizable: false }),
  TableRow.extend({ content: '(tableCell | tableHeader)*' }),
  TableHeader.extend({ content: 'block*' }),
  TableCell.extend({ content: 'block*' }),
  WritableCells,
  UniqueID.configure({
    types: [
      NODES.heading,
      NODES.paragraph,
      NODES.goal,
      NODES.monthlyItem,
      NODES.listItem,
      NODES.tableCell,
      NODES.tableHeader,
    ],
    generateID: newBlockId,
    // Whoever made a block gave it its id; giving it here would write on opening (RULES T3).
    filterTransaction: (transaction) => !isChangeOrigin(transaction),
  }),
  Collaboration.configure({ fragment: session.doc.getXmlFragment(BODY) }),
  WriteBlock,
  LayOutInChunks,
  OwnCursor.configure({ doc: session.doc }),
  // Others see the name and colour that the relay stamps; this is only what goes out.
  CollaborationCaret.configure({
    provider: { awareness: session.awareness, ...NEVER_SYNCED },
    user: { name, color: '#55524c' },
  }),
  TypedPlan.configure({ front: () => frontOf(session.doc) }),
  MoveBlock,
  ItemTyping,
  PlanTitle,
  LeaveByTab,
  LineStart,
  SlashMenu,
]
