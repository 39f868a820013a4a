import { FileUp, History, ListChecks, Share2, Target } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import { type Panel, PHONE_PANELS, type View } from './views.ts'
import './phoneBar.css'

type PhoneBarProps = {
  view: View
  panel: Panel
  onView: (view: View) => void
  onPanel: (panel: Panel) => void
}

/** The bottom bar of a phone: 正文, 大纲, 月历, 评论, 更多. */
export function PhoneBar({ view, panel, onView, onPanel }: PhoneBarProps) {
  const words = useMessages(planWords)
  const tab = (name: 'text' | 'outline' | 'more' | Panel, isHere: boolean, show: () => void) => (
    <button key={name} type="button" aria-current={isHere ? 'page' : undefined} onClick={show}>
      {words[name]}
    </button>
  )
  const isOwn = view === 'panel' && PHONE_PANELS.includes(panel)
  return (
    <nav className="plan-bottom" aria-label={words.views}>
      {tab('text', view === 'text', () => onView('text'))}
      {tab('outline', view === 'outline', () => onView('outline'))}
      {PHONE_PANELS.map((name) => tab(name, isOwn && panel === name, () => onPanel(name)))}
      {tab('more', view === 'more' || (view === 'panel' && !isOwn), () => onView('more'))}
    </nav>
  )
}

type MoreViewProps = {
  panels: readonly Panel[]
  onPanel: (panel: Panel) => void
  onImport: (() => void) | null
  onShare: (() => void) | null
  /** Who is here, and the plan's stage. */
  children: ReactNode
}

/** 更多 on a phone: what has no room in the bottom bar or the header. */
export function MoreView({ panels, onPanel, onImport, onShare, children }: MoreViewProps) {
  const words = useMessages(planWords)
  const rows = [
    { name: words.goals, icon: Target, run: () => onPanel('goals') },
    { name: words.history, icon: History, run: panels.includes('history') ? () => onPanel('history') : null },
    { name: words.check, icon: ListChecks, run: () => onPanel('check') },
    { name: words.import, icon: FileUp, run: onImport },
    { name: words.share, icon: Share2, run: onShare },
  ]
  return (
    <section className="plan-more" aria-label={words.more}>
      <div className="plan-more-facts">{children}</div>
      <ul>
        {rows.map(
          ({ name, icon: Icon, run }) =>
            run !== null && (
              <li key={name}>
                <button type="button" onClick={run}>
                  <Icon size={20} aria-hidden /> {name}
                </button>
              </li>
            ),
        )}
      </ul>
    </section>
  )
}
