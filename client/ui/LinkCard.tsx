import { useState } from 'react'
import { renderSVG } from 'uqr'
import { commonWords } from '../i18n/common.ts'
import { useMessages } from '../i18n/messages.ts'
import './linkCard.css'

type LinkCardProps = {
  link: string
  /** Whom the link lets in, as what. */
  title: string
  note: string
  /** Names of the field and of the picture. */
  label: string
  qr: string
}

/** A link to give to somebody: as a QR code to scan and as words to copy. */
export function LinkCard({ link, title, note, label, qr }: LinkCardProps) {
  const common = useMessages(commonWords)
  const [copied, setCopied] = useState(false)
  return (
    <section className="link-card" aria-label={title}>
      <img
        alt={qr}
        src={`data:image/svg+xml,${encodeURIComponent(renderSVG(link))}`}
        width={168}
        height={168}
      />
      <div>
        <p className="link-card-title" role="status">
          {title}
        </p>
        <p>{note}</p>
        <input
          className="share-link"
          readOnly
          aria-label={label}
          value={link}
          onFocus={(event) => event.target.select()}
        />
        {/* On plain http the browser gives no clipboard; the field selects itself for copying. */}
        {'clipboard' in navigator && (
          <button
            type="button"
            className="plain"
            onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
          >
            {copied ? common.copied : common.copy}
          </button>
        )}
      </div>
    </section>
  )
}
