import { Menu } from '@base-ui/react/menu'
import type { Editor } from '@tiptap/core'
import type { BlockId } from '../../../shared/plan/ids.ts'
import type { Goal, MonthlyItem } from '../../../shared/plan/plan.ts'
import { editorWords } from '../../i18n/editor.ts'
import { useMessages } from '../../i18n/messages.ts'
import { readingWords } from '../../i18n/panels.ts'
import { type ReadingWords, targetWords } from '../../panels/goals/targetWords.ts'
import { askFix } from '../askFix.ts'
import { changeLevel, moveBlock, moveSection, sectionAt, startOf } from '../move.ts'
import { conversions } from '../slash/commands.ts'
import { typedPlanOf } from '../typedPlan.ts'
import { elementOf } from './blockPlaces.ts'

type Row = { name: string; keys?: string; run: (index: number) => unknown }

type BlockMenuProps = {
  editor: Editor
  index: number
  /** Where the block is when something is chosen; null when it is gone. */
  find: () => number | null
}

const LONG = 24
const shortly = (words: string): string => (words.length > LONG ? `${words.slice(0, LONG)}…` : words)

const chipIn = (element: HTMLElement, goal: number): HTMLElement | null =>
  element.querySelector<HTMLElement>(`.chip[data-fix-goal="${goal}"]`)

/** What was read in a block of its own and its form can correct: of several goals, what each one counts and how many. */
function readIn(editor: Editor, block: BlockId, reading: ReadingWords): string[] {
  const { goals = [], monthly = [] } = typedPlanOf(editor.state)?.plan ?? {}
  const isHere = (one: Goal | MonthlyItem): boolean => one.block === block && one.source === 'block'
  return [
    ...goals
      .filter(isHere)
      .map((goal) => [shortly(goal.metric), targetWords(goal, reading) ?? ''].join(' ').trim()),
    ...monthly.filter(isHere).map(({ task }) => task),
  ]
}

/** What can be done with one block: move, change its level or kind, correct what was read in it, delete. */
export function BlockMenu({ editor, index, find }: BlockMenuProps) {
  const words = useMessages(editorWords)
  const reading = useMessages(readingWords)
  const { doc } = editor.state
  const node = doc.maybeChild(index)
  if (node === null) return null
  const level = node.type.name === 'heading' ? Number(node.attrs['level']) : 0
  const moves: Row[] = [
    { name: words.up, keys: 'Alt+↑', run: (at) => moveBlock(editor, at, -1) },
    { name: words.down, keys: 'Alt+↓', run: (at) => moveBlock(editor, at, 1) },
  ]
  const id = node.attrs['id'] as BlockId
  // The same as a click on a chip, which the keyboard cannot reach within the text.
  const corrections = readIn(editor, id, reading).map((read, goal, all): Row => ({
    name: all.length === 1 ? words.correct : words.correctOf(read),
    run: (at) => {
      const element = elementOf(editor, at)
      if (element !== null) askFix(chipIn(element, goal) ?? element, id, null, goal)
    },
  }))
  const section: Row[] =
    level === 0
      ? []
      : [
          { name: words.sectionUp, keys: 'Alt+Shift+↑', run: (at) => moveSection(editor, at, -1) },
          { name: words.sectionDown, keys: 'Alt+Shift+↓', run: (at) => moveSection(editor, at, 1) },
          { name: words.raise, keys: 'Shift+Tab', run: (at) => changeLevel(editor, at, -1) },
          { name: words.lower, keys: 'Tab', run: (at) => changeLevel(editor, at, 1) },
        ]
  const kinds: Row[] = node.isTextblock
    ? conversions().map(({ label, run }) => ({
        name: label,
        run: (at: number) => {
          editor.commands.setTextSelection(startOf(editor.state.doc, at) + 1)
          run(editor)
        },
      }))
    : []
  const remove = (from: number, count: number): void => {
    const now = editor.state.doc
    editor.commands.deleteRange({ from: startOf(now, from), to: startOf(now, from + count) })
  }
  const removals: Row[] = [
    { name: words.remove, run: (at) => remove(at, 1) },
    ...(level === 0
      ? []
      : [
          {
            name: words.removeSection,
            run: (at: number) => remove(at, sectionAt(editor.state.doc, at).count),
          },
        ]),
  ]
  const rows = (list: readonly Row[]) =>
    list.map(({ name, keys, run }, place) => (
      <Menu.Item
        // Two goals of a block may say the same.
        key={`${place} ${name}`}
        className="handle-item"
        onClick={() => {
          const at = find()
          if (at !== null) run(at)
        }}
      >
        <span>{name}</span>
        {keys !== undefined && <kbd>{keys}</kbd>}
      </Menu.Item>
    ))
  return (
    <>
      {rows([...corrections, ...moves, ...section])}
      <Menu.Separator className="handle-line" />
      {kinds.length > 0 && (
        <>
          <Menu.Group>
            <Menu.GroupLabel className="handle-label">{words.turnInto}</Menu.GroupLabel>
            <div className="handle-kinds">{rows(kinds)}</div>
          </Menu.Group>
          <Menu.Separator className="handle-line" />
        </>
      )}
      {rows(removals)}
    </>
  )
}
