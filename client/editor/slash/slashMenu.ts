import { type Editor, Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { computePosition, flip, offset, shift } from '@floating-ui/dom'
import { editorWords } from '../../i18n/editor.ts'
import { messagesNow } from '../../i18n/messages.ts'
import { isImeKey } from '../ime.ts'
import { type Command, findCommands } from './commands.ts'

/** What is typed after a / at the start of a word, up to the cursor; null when no menu is asked for. */
function queryAt(editor: Editor): { from: number; query: string } | null {
  const { selection } = editor.state
  if (!selection.empty || !selection.$from.parent.isTextblock) return null
  const before = selection.$from.parent.textBetween(0, selection.$from.parentOffset, undefined, '￼')
  const match = /(?:^|\s)\/([^\s/]{0,12})$/u.exec(before)
  return match?.[1] === undefined ? null : { from: selection.from - match[1].length - 1, query: match[1] }
}

/** The menu's element and its choice; keys reach it through the plugin, so the cursor stays in the text. */
class Menu {
  private readonly editor: Editor
  private readonly element = document.createElement('div')
  private found: Command[] = []
  private chosen = 0
  private from = 0
  private dismissed = -1

  constructor(editor: Editor) {
    this.editor = editor
    this.element.className = 'slash-menu'
    this.element.role = 'listbox'
    this.element.hidden = true
    document.body.append(this.element)
  }

  get isOpen(): boolean {
    return !this.element.hidden
  }

  update(view: EditorView): void {
    const asked = view.editable && !view.composing ? queryAt(this.editor) : null
    if (asked === null) this.dismissed = -1
    if (asked === null || asked.from === this.dismissed) {
      this.element.hidden = true
      return
    }
    this.from = asked.from
    this.found = findCommands(asked.query)
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
    this.element.ariaLabel = words.insert
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
    if (options.length > 0) this.element.replaceChildren(...options)
    else this.element.textContent = words.nothing
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
      this.dismissed = this.from
      this.element.hidden = true
      return true
    }
    const command = this.found[this.chosen]
    if (event.key !== 'Enter' || command === undefined) return false
    this.run(command)
    return true
  }

  private run(command: Command): void {
    this.element.hidden = true
    this.chosen = 0
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
      new Plugin({
        key: new PluginKey('slashMenu'),
        view: () => {
          menu = new Menu(editor)
          return { update: (view) => menu?.update(view), destroy: () => menu?.destroy() }
        },
        props: { handleKeyDown: (_view, event) => menu?.key(event) ?? false },
      }),
    ]
  },
})
