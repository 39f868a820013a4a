import type { VersionRow } from '../../../shared/wire/history.ts'
import { historyWords } from '../../i18n/history.ts'
import { useMessages } from '../../i18n/messages.ts'
import { dayWords, timeWords, whyWords, writerWords } from './versionWords.ts'

type VersionListProps = {
  rows: readonly VersionRow[]
  now: number
  onChoose: (row: VersionRow) => void
}

/** The versions, newest first, under their days. */
export function VersionList({ rows, now, onChoose }: VersionListProps) {
  const words = useMessages(historyWords)
  return (
    <section className="history-list" aria-label={words.list}>
      {[...Map.groupBy(rows, ({ at }) => dayWords(at, now))].map(([day, versions]) => (
        <section key={day} aria-label={day}>
          <h2>{day}</h2>
          <ul>
            {versions.map((row) => (
              <li key={row.seq}>
                <button type="button" data-version={row.seq} onClick={() => onChoose(row)}>
                  <span className="history-when">{timeWords(row.at)}</span>
                  <span>
                    {row.name !== null && <strong>{row.name}</strong>}
                    <span className="history-why">{whyWords(row)}</span>
                    <span className="soft">{writerWords(row)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}
