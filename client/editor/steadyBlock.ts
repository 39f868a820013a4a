import { DOMSerializer, type Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'

function elementOf(node: Node): HTMLElement {
  const spec = node.type.spec.toDOM?.(node)
  const { dom } = DOMSerializer.renderSpec(document, spec ?? ['p', 0])
  return dom instanceof HTMLElement ? dom : document.createElement('p')
}

/**
 * A block whose element stays when its attributes change, as when somebody corrects what was read in it: drawn anew,
 * it would end what is being composed in it, whose words would then stand there twice (RULES T6).
 */
export function steadyBlock({ node: first }: { node: Node }): NodeView {
  const dom = elementOf(first)
  let node = first
  let drawn = elementOf(first)
  return {
    dom,
    contentDOM: dom,
    update: (next) => {
      if (next.type !== node.type) return false
      if (!next.sameMarkup(node)) {
        const now = elementOf(next)
        // Only what changed: decorations have attributes of their own on the element.
        for (const name of new Set([...drawn.getAttributeNames(), ...now.getAttributeNames()])) {
          const value = now.getAttribute(name)
          if (value === drawn.getAttribute(name)) continue
          if (value === null) dom.removeAttribute(name)
          else dom.setAttribute(name, value)
        }
        drawn = now
      }
      node = next
      return true
    },
  }
}
