import { type Editor, Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { computePosition, flip, offset, shift } from '@floating-ui/dom'
import { editorWords } from '../../i18n/editor.ts'
import { messagesNow } from '../../i18n/messages.ts'
import { isImeKey } from '../ime.ts'
import { type Command, findCommands } from './commands.ts'
import './slash.css'

/** One asking for the menu by ＋, on a line; nothing is written into the text for that. */
type Asking = { line: string }

const key = new PluginKey<Asking | null>('slashMenu')

/** Asks for the menu on a line, which is empty and has the cursor. */
export const askForMenu = (transaction: Transaction, line: string): Transaction =>
  transaction.setMeta(key, { line } satisfies Asking)

/**
 * What is typed after a / at the start of a word, up to the cursor, or on the line where ＋ asked; null when no
 * menu is asked for.
 */
function queryAt(editor: Editor, asking: Asking | null): { from: number; query: string } | null {
  const { selection } = editor.state
  const { $from } = selection
  if (!selection.empty || !$from.parent.isTextblock) return null
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '￼')
  if (asking !== null && $from.parent.attrs['id'] === asking.line && /^[^\s/]{0,12}$/u.test(before))
    return { from: $from.start(), query: before }
  const match = /(?:^|\s)\/([^\s/]{0,12})$/u.exec(before)
  return match?.[1] === undefined ? null : { from: selection.from - match[1].length - 1, query: match[1] }
}

/** The menu's element and its choice; keys reach it through the plugin, so the cursor stays in the text. */
class Menu {
  private readonly editor: Editor
  private readonly element = document.createElement('div')
  private readonly list = document.createElement('div')
  private readonly hint = document.createElement('p')
  private found: Command[] = []
  private chosen = 0
  private from = 0
  private dismissed = -1
  /** What ＋ asked for, when it has been answered. */
  private over: Asking | null = null

  constructor(editor: Editor) {
    this.editor = editor
    this.element.className = 'slash-menu'
    this.list.role = 'listbox'
    this.hint.className = 'slash-hint'
    this.element.append(this.list, this.hint)
    this.element.hidden = true
    document.body.append(this.element)
  }

  get isOpen(): boolean {
    return !this.element.hidden
  }

  update(view: EditorView): void {
    const asking = key.getState(view.state) ?? null
    const open = asking === this.over ? null : asking
    const asked = view.editable && !view.composing ? queryAt(this.editor, open) : null
    if (asked === null) {
      this.dismissed = -1
      if (!view.composing) this.over = asking
    }
    if (asked === null || asked.from === this.dismissed) {
      this.element.hidden = true
      return
    }
    this.from = asked.from
    this.found = findCommands(asked.query)
    // What is written on a line of ＋ and names nothing is the line's words.
    if (this.found.length === 0 && open !== null) {
      this.close()
      return
    }
    this.chosen = Math.min(this.chosen, Math.max(0, this.found.length - 1))
    this.draw()
    this.element.hidden = false
    const anchor = { getBoundingClientRect: () => rectOf(view, asked.from) }
    void computePosition(anchor, this.element, {
      placement: 'bottom-start',
      middleware: [offset(6), flip(), shift({ padding: 8 })],
    }).then(({ x, y }) => Object.assign(this.element.style, { left: `${x}px`, top: `${y}px` }))
  }

  private draw(): void {
    const words = messagesNow(editorWords)
    this.list.ariaLabel = words.insert
    const options = this.found.map((command, index) => {
      const option = document.createElement('button')
      option.type = 'button'
      option.role = 'option'
      option.ariaSelected = String(index === this.chosen)
      option.className = 'slash-option'
      option.textContent = command.label
      option.addEventListener('mousedown', (event) => {
        event.preventDefault()
        this.run(command)
      })
      return option
    })
    this.list.hidden = options.length === 0
    this.list.replaceChildren(...options)
    this.hint.textContent = options.length === 0 ? words.nothing : words.insertHint
  }

  /** Handles a key while the menu is open; true when the key was the menu's. */
  key(event: KeyboardEvent): boolean {
    if (!this.isOpen || isImeKey(event)) return false
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined && this.found.length > 0) {
      this.chosen = (this.chosen + move + this.found.length) % this.found.length
      this.draw()
      return true
    }
    if (event.key === 'Escape') {
      this.close()
      return true
    }
    const command = this.found[this.chosen]
    if (event.key !== 'Enter' || command === undefined) return false
    this.run(command)
    return true
  }

  /** Closes the menu, until it is asked for again. */
  close(): void {
    this.dismissed = this.from
    this.over = key.getState(this.editor.state) ?? null
    this.element.hidden = true
    this.chosen = 0
  }

  private run(command: Command): void {
    this.close()
    this.editor.chain().deleteRange({ from: this.from, to: this.editor.state.selection.from }).run()
    command.run(this.editor)
  }

  destroy(): void {
    this.element.remove()
  }
}

function rectOf(view: EditorView, position: number): DOMRect {
  const { left, top, bottom } = view.coordsAtPos(position)
  return new DOMRect(left, top, 0, bottom - top)
}

/** `/` opens a menu of what can be inserted, found by Chinese, pinyin or English names. */
export const SlashMenu = Extension.create({
  name: 'slashMenu',
  addProseMirrorPlugins() {
    const { editor } = this
    let menu: Menu | null = null
    return [
      new Plugin<Asking | null>({
        key,
        state: {
          init: () => null,
          apply: (transaction, asking) => (transaction.getMeta(key) as Asking | undefined) ?? asking,
        },
        view: () => {
          menu = new Menu(editor)
          return { update: (view) => menu?.update(view), destroy: () => menu?.destroy() }
        },
        props: {
          handleKeyDown: (_view, event) => menu?.key(event) ?? false,
          handleDOMEvents: {
            blur: () => {
              if (menu?.isOpen === true) menu.close()
            },
          },
        },
      }),
    ]
  },
})
