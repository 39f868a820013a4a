import { ArrowLeft, FileUp, ListTree, PanelRight, Share2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import { go } from '../../ui/router.ts'
import type { View } from './views.ts'
import './planHeader.css'

type PlanHeaderProps = {
  /** The plan's name: words, or a field for those who may write. */
  title: ReactNode
  /** Its language; undefined while there is no name. */
  lang: string | undefined
  stage: string
  view: View
  /** Opens a drawer, or closes the one that is open. */
  onView: (view: View) => void
  onImport: (() => void) | null
  onShare: (() => void) | null
  /** Who is here, and what is saved. */
  children: ReactNode
}

/** The line above everything: which plan, its stage, who is here, what is saved. */
export function PlanHeader({
  title,
  lang,
  stage,
  view,
  onView,
  onImport,
  onShare,
  children,
}: PlanHeaderProps) {
  const words = useMessages(planWords)
  const drawer = (name: 'outline' | 'panel', label: string, Icon: typeof ListTree) => (
    <button
      type="button"
      className="icon plan-drawer-button"
      aria-label={label}
      title={label}
      aria-expanded={view === name}
      onClick={() => onView(view === name ? 'text' : name)}
    >
      <Icon size={20} aria-hidden />
    </button>
  )
  return (
    <header className="app-header plan-header">
      <button type="button" className="icon" aria-label={words.back} onClick={() => go('/')}>
        <ArrowLeft size={20} aria-hidden />
      </button>
      {drawer('outline', words.outline, ListTree)}
      <h1 className="plan-title" lang={lang}>
        {title}
      </h1>
      <span className="plan-stage">{stage}</span>
      <span className="push" />
      {children}
      {onImport !== null && (
        <button type="button" className="plain plan-import" aria-label={words.import} onClick={onImport}>
          <FileUp size={18} aria-hidden /> <span>{words.import}</span>
        </button>
      )}
      {onShare !== null && (
        <button type="button" className="primary plan-share" aria-label={words.share} onClick={onShare}>
          <Share2 size={18} aria-hidden /> <span>{words.share}</span>
        </button>
      )}
      {drawer('panel', words.panels, PanelRight)}
    </header>
  )
}
