import type { ReactNode } from 'react'
import { LanguageSelect } from '../../ui/LanguageSelect.tsx'

/** One card in the middle of the page, for what stands outside the committee's own pages. */
export function EntryLayout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="card-page">
      <div className="card">
        <h1>{title}</h1>
        {children}
        <p className="card-foot">
          <LanguageSelect />
        </p>
      </div>
    </main>
  )
}
