import { Dialog } from '@base-ui/react/dialog'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { ReadText } from '../../editor/paste/readText.ts'
import { type ImportProblem, importWords } from '../../i18n/import.ts'
import { useLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import { decodeText } from './decodeText.ts'
import { importSummary } from './importSummary.ts'
import { outlineOf } from './outlineOf.ts'
import { readImport } from './readImport.ts'
import '../panel.css'
import './import.css'

export type ImportResult = ReadText & { name: string }

/** Where an import goes: to the end of the open plan, behind its cursor, or into a plan of its own. */
export type ImportPlace = 'end' | 'cursor' | 'new'

type ImportDialogProps = {
  open: boolean
  onClose: () => void
  onImport: (result: ImportResult, place: ImportPlace) => void
  /** The places to choose from, the first chosen; without any it is not asked. */
  places?: readonly ImportPlace[]
}

/** Reads a plan in from pasted text or a file, shows what was recognised, and hands it over on 导入. */
export function ImportDialog({ open, onClose, onImport, places = [] }: ImportDialogProps) {
  const words = useMessages(importWords)
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="import-backdrop" />
        <Dialog.Popup className="import-dialog">
          <Dialog.Title className="import-title">{words.title}</Dialog.Title>
          <Dialog.Description className="import-intro">{words.intro}</Dialog.Description>
          <ImportForm onImport={onImport} places={places} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Where the text comes from: the field, or a file that is not worth showing whole. */
type Source = { text: string; file: string | null }
type Outcome =
  | { kind: 'none' }
  | { kind: 'reading' }
  | { kind: 'read'; read: ReadText }
  | { kind: 'problem'; why: ImportProblem }

/** Typing in the field settles for this long before it is read, milliseconds. */
const SETTLE_MS = 200

function ImportForm({ onImport, places }: Required<Pick<ImportDialogProps, 'onImport' | 'places'>>) {
  const words = useMessages(importWords)
  const [source, setSource] = useState<Source>({ text: '', file: null })
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const [place, setPlace] = useState<ImportPlace>(places[0] ?? 'new')
  const [dropping, setDropping] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (source.text.trim() === '') return undefined
    const abort = new AbortController()
    const timer = setTimeout(
      () => {
        setOutcome({ kind: 'reading' })
        readImport(source.text, abort.signal).then(
          (read) => {
            if (!abort.signal.aborted) setOutcome({ kind: 'read', read })
          },
          (cause: unknown) => {
            if (abort.signal.aborted) return
            console.error('reading an import failed', cause)
            setOutcome({ kind: 'problem', why: 'failed' })
          },
        )
      },
      source.file === null ? SETTLE_MS : 0,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [source])

  const take = (next: Source): void => {
    setSource(next)
    setOutcome({ kind: 'none' })
  }
  const openFile = async (file: File): Promise<void> => {
    const decoded = decodeText(file.name, new Uint8Array(await file.arrayBuffer()))
    if (decoded.ok) {
      take({ text: decoded.text, file: file.name })
    } else {
      setSource({ text: '', file: null })
      setOutcome({ kind: 'problem', why: decoded.why })
    }
  }
  const open = (file: File | undefined): void => {
    if (file === undefined) return
    openFile(file).catch((cause: unknown) => {
      // A file that was removed or locked between choosing and reading it.
      console.error('opening a file failed', cause)
      setOutcome({ kind: 'problem', why: 'failed' })
    })
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setDropping(false)
    const { files } = event.dataTransfer
    const text = event.dataTransfer.getData('text/plain')
    if (files.length > 0) open(files[0])
    else if (text !== '') take({ text, file: null })
  }

  return (
    <form
      className={`import-form${dropping ? ' import-dropping' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
      onSubmit={(event) => {
        event.preventDefault()
        if (outcome.kind === 'read')
          onImport({ ...outcome.read, name: nameOf(source, outcome.read, words.untitled) }, place)
      }}
    >
      {source.file === null ? (
        <label className="import-paste">
          <span>{words.paste}</span>
          <textarea
            value={source.text}
            placeholder={words.placeholder}
            onChange={(event) => take({ text: event.target.value, file: null })}
          />
        </label>
      ) : (
        <p className="import-file">
          {words.file(source.file, source.text.length)}
          <button type="button" className="panel-button" onClick={() => take({ text: '', file: null })}>
            {words.another}
          </button>
        </p>
      )}
      <p className="import-open">
        <button type="button" className="panel-button" onClick={() => input.current?.click()}>
          {words.open}
        </button>
        <span className="import-drop">{words.drop}</span>
        <input
          ref={input}
          type="file"
          hidden
          accept=".txt,.md,.markdown,text/plain,text/markdown,.docx,.doc,.wps,.pdf"
          onChange={(event) => {
            open(event.target.files?.[0])
            // The same file can be chosen again after a correction.
            event.target.value = ''
          }}
        />
      </p>
      <ImportOutcome outcome={outcome} />
      {places.length > 0 && (
        <fieldset className="import-places">
          <legend>{words.where}</legend>
          {places.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="import-place"
                checked={place === one}
                onChange={() => setPlace(one)}
              />
              {words.places[one]}
            </label>
          ))}
        </fieldset>
      )}
      <div className="import-actions">
        <Dialog.Close className="panel-button">{words.cancel}</Dialog.Close>
        <button
          type="submit"
          className="panel-button panel-button-primary"
          disabled={outcome.kind !== 'read'}
        >
          {words.import}
        </button>
      </div>
    </form>
  )
}

/** The plan's title, else the file's name, else its first words. */
function nameOf(source: Source, read: ReadText, untitled: string): string {
  const first = source.text.trim().split('\n', 1)[0]?.trim().slice(0, 40)
  const file = source.file?.replace(/\.[^.]+$/, '')
  return read.plan.title ?? file ?? (first || untitled)
}

function ImportOutcome({ outcome }: { outcome: Outcome }) {
  const words = useMessages(importWords)
  const language = useLanguage()
  return (
    <div className="import-outcome" aria-live="polite" aria-busy={outcome.kind === 'reading'}>
      {outcome.kind === 'problem' && <p className="import-problem">{words.problem(outcome.why)}</p>}
      {outcome.kind === 'reading' && <p>{words.reading}</p>}
      {outcome.kind === 'read' && (
        <>
          <p className="import-summary">{importSummary(outcome.read.plan, language)}</p>
          <Outline read={outcome.read} />
        </>
      )}
    </div>
  )
}

function Outline({ read }: { read: ReadText }) {
  const words = useMessages(importWords)
  const rows = outlineOf(read.blocks, read.plan)
  if (rows.length === 0) return null
  return (
    <ul className="import-outline" aria-label={words.outline} tabIndex={0}>
      {rows.map((row, index) => (
        <li key={index} className={`import-level-${row.level}`}>
          <span>{row.heading ?? words.beforeFirst}</span>
          {row.goals + row.items > 0 && (
            <span className="import-counts">{words.counts(row.goals, row.items)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
