import { Dialog } from '@base-ui/react/dialog'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { ReadPart, ReadParts } from '../../../shared/inputs/readFile.ts'
import { importWords } from '../../i18n/import.ts'
import { useMessages } from '../../i18n/messages.ts'
import { IMPORT_BYTES } from '../../../shared/wire/limits.ts'
import { ImportOutcome, type Outcome } from './ImportOutcome.tsx'
import { type ImportSource, readImport } from './readImport.ts'
import '../panel.css'
import './import.css'

/** Where an import goes: to the end of the open plan, behind its cursor, or into a plan of its own. */
export type ImportPlace = 'end' | 'cursor' | 'new'

type ImportDialogProps = {
  open: boolean
  onClose: () => void
  /** The plans that were chosen, mostly one. Several become plans of their own. */
  onImport: (plans: readonly ReadPart[], place: ImportPlace) => void
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
type Source = ImportSource & { file: string | null }
const pasted = (text: string): Source => ({ kind: 'text', text, file: null, withoutClutter: false })
const NOTHING = pasted('')
/** As many UTF-16 units as a file may have bytes: a text of more is over its bound in any case. */
const LONGEST_PASTE = IMPORT_BYTES
/** Typing in the field settles for this long before it is read, milliseconds. */
const SETTLE_MS = 200

function ImportForm({ onImport, places }: Required<Pick<ImportDialogProps, 'onImport' | 'places'>>) {
  const words = useMessages(importWords)
  const [source, setSource] = useState<Source>(NOTHING)
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const [place, setPlace] = useState<ImportPlace>(places[0] ?? 'new')
  const [chosen, setChosen] = useState<readonly ReadPart[]>([])
  const [clutter, setClutter] = useState<readonly string[]>([])
  const [dropping, setDropping] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (source.kind === 'text' && source.text.trim() === '') return undefined
    const abort = new AbortController()
    const timer = setTimeout(
      () => {
        setOutcome({ kind: 'reading' })
        readImport(source, abort.signal).then(
          (result) => {
            if (abort.signal.aborted) return
            if (result.ok) {
              setOutcome({ kind: 'read', read: result.read })
              setChosen(result.read.parts.filter(saysSomething))
              setClutter(result.read.clutter)
            } else {
              // What to do next is mostly to paste the words: their field stands there again.
              setSource(NOTHING)
              setOutcome({ kind: 'problem', why: result.why })
            }
          },
          (cause: unknown) => {
            if (abort.signal.aborted) return
            console.error('reading an import failed', cause)
            setSource(NOTHING)
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
    setChosen([])
    setClutter([])
  }
  const openFile = async (file: File): Promise<void> => {
    if (file.size > IMPORT_BYTES) {
      setSource(NOTHING)
      setOutcome({ kind: 'problem', why: 'too-large' })
    } else
      take({
        kind: 'file',
        bytes: new Uint8Array(await file.arrayBuffer()),
        file: file.name,
        withoutClutter: false,
      })
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
    else if (!refuseLong(text) && text !== '') take(pasted(text))
  }
  // A field that takes hundreds of millions of characters takes the page with it.
  const refuseLong = (text: string): boolean => {
    if (text.length <= LONGEST_PASTE) return false
    setSource(NOTHING)
    setOutcome({ kind: 'problem', why: 'too-large' })
    return true
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
        if (chosen.length > 0) onImport(chosen, chosen.length > 1 ? 'new' : place)
      }}
    >
      {source.kind === 'text' ? (
        <label className="import-paste">
          <span>{words.paste}</span>
          <textarea
            value={source.text}
            placeholder={words.placeholder}
            onPaste={(event) => {
              if (refuseLong(event.clipboardData.getData('text/plain'))) event.preventDefault()
            }}
            onChange={(event) => take(pasted(event.target.value))}
          />
        </label>
      ) : (
        <p className="import-file">
          {words.file(source.file ?? '', outcome.kind === 'read' ? charactersOf(outcome.read) : null)}
          <button type="button" className="panel-button" onClick={() => take(NOTHING)}>
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
      <ImportOutcome outcome={outcome} chosen={chosen} onChoose={setChosen} />
      {clutter.length > 0 && (
        <div className="import-clutter">
          <label>
            <input
              type="checkbox"
              checked={source.withoutClutter}
              onChange={(event) => {
                setSource({ ...source, withoutClutter: event.target.checked })
                setOutcome({ kind: 'reading' })
                setChosen([])
              }}
            />
            {words.clutter(clutter.length)}
          </label>
          <details>
            <summary>{words.clutterLines}</summary>
            <ul>
              {clutter.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          </details>
        </div>
      )}
      {places.length > 0 && chosen.length <= 1 && (
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
          disabled={outcome.kind !== 'read' || chosen.length === 0}
        >
          {chosen.length > 1 ? words.importSeveral(chosen.length) : words.import}
        </button>
      </div>
    </form>
  )
}

const charactersOf = ({ parts }: ReadParts): number => parts.reduce((sum, part) => sum + part.characters, 0)

/** What stands before the first plan of several is mostly a collector's word to the reader. */
const saysSomething = (part: ReadPart, _index: number, all: readonly ReadPart[]): boolean =>
  all.length === 1 || part.plan.sections.length + part.plan.goals.length + part.plan.monthly.length > 0
