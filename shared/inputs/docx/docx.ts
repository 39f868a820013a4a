import { type DecodeAs, startsWith, type Unreadable } from '../decode.ts'
import { type DocumentText, documentText } from './document.ts'
import { linksOf } from './looks.ts'
import { numberingOf } from './numbering.ts'
import { partsOf } from './parts.ts'
import { stylesOf } from './styles.ts'
import { BadXml } from './xml.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Compound files: .doc, WPS's .wps, and a .docx under a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]
/** The name of the stream that a password puts a .docx into, as UTF-16. */
const ENCRYPTED = Array.from('EncryptedPackage', (char) => `${char}\0`).join('')

const isProtected = (bytes: Uint8Array): boolean => {
  let text = ''
  // The directory of a compound file stands anywhere in it; its names are ASCII in UTF-16.
  for (let at = 0; at < bytes.length; at += 0x80_00) {
    text = text.slice(-ENCRYPTED.length) + String.fromCharCode(...bytes.subarray(at, at + 0x80_00))
    if (text.includes(ENCRYPTED)) return true
  }
  return false
}

/** Whether bytes are one of Word's or WPS's formats, whatever the file's name says. */
export const isOffice = (bytes: Uint8Array): boolean => startsWith(bytes, ZIP) || startsWith(bytes, COMPOUND)

/** The words of a .docx with its automatic numbers, or why it cannot be read. Nothing outside of it is fetched. */
export function readDocx(
  bytes: Uint8Array,
  decodeAs: DecodeAs,
): { ok: true; document: DocumentText } | { ok: false; why: Unreadable } {
  if (startsWith(bytes, COMPOUND)) return { ok: false, why: isProtected(bytes) ? 'protected' : 'old-word' }
  const parts = partsOf(bytes)
  if (typeof parts === 'string') return { ok: false, why: parts }
  const xml = (part: Uint8Array | null): string | null => {
    if (part === null) return null
    const encoding = part[0] === 0xff ? 'utf-16le' : part[0] === 0xfe ? 'utf-16be' : 'utf-8'
    const text = decodeAs(encoding, part)
    if (text === null) throw new BadXml('not in its encoding')
    return text
  }
  try {
    const styles = stylesOf(xml(parts.styles))
    const numbering = numberingOf(xml(parts.numbering), styles.listOf)
    const document = documentText(xml(parts.document) ?? '', styles, numbering, linksOf(xml(parts.links)))
    return document.text.trim() === '' ? { ok: false, why: 'empty' } : { ok: true, document }
  } catch (cause) {
    if (cause instanceof BadXml) return { ok: false, why: 'broken' }
    throw cause
  }
}
