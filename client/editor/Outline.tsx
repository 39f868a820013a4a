import type { BlockId } from '../../shared/plan/ids.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { editorWords } from '../i18n/editor.ts'
import { useMessages } from '../i18n/messages.ts'
import './outline.css'

type OutlineProps = { plan: Plan; active: BlockId | null; onGo: (block: BlockId) => void }

/** The plan's sections as a list of places to go. */
export function Outline({ plan, active, onGo }: OutlineProps) {
  const words = useMessages(editorWords)
  return (
    <nav className="outline" aria-label={words.outline}>
      {plan.sections.length === 0 && <p className="outline-empty">{words.outlineEmpty}</p>}
      <ol lang={plan.lang}>
        {plan.sections.map(({ block, heading, level }) => (
          <li key={block}>
            <button
              type="button"
              className={`outline-item outline-level-${level}`}
              aria-current={block === active ? 'location' : undefined}
              onClick={() => onGo(block)}
            >
              {heading}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
