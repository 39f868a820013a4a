import { IMPORT_BYTES } from '../wire/limits.ts'

/**
 * Bytes of a file → text, or why not. Tried in order, each refusing what is not its own: byte order mark,
 * UTF-8, UTF-16 without a mark, GB18030, which nearly every byte sequence satisfies, hence last; Big5 wins
 * over it where it gives more of the commonest characters. Nothing but the mark is taken from the text.
 */
export type Unreadable =
  | 'empty'
  | 'too-large'
  /** .doc, .wps, .rtf: to be saved as .docx first. */
  | 'old-word'
  | 'protected'
  | 'broken'
  | 'pdf'
  | 'not-text'
export type Decoded = { ok: true; text: string } | { ok: false; why: Unreadable }
/** The platform's TextDecoder (WHATWG Encoding); browsers and Node have the same one. */
export type Decoder = new (
  encoding: string,
  options: { fatal: boolean },
) => { decode: (bytes: Uint8Array<ArrayBuffer>) => string }
/** Bytes in one encoding as text; null where they are not in it. */
export type DecodeAs = (encoding: string, bytes: Uint8Array) => string | null

/** Decodes strictly with the platform's decoder. */
export const strictly =
  (TextDecoder: Decoder): DecodeAs =>
  (encoding, bytes) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes as Uint8Array<ArrayBuffer>)
    } catch (cause) {
      // A fatal decoder says "not in this encoding" by this error.
      if (cause instanceof TypeError) return null
      throw cause
    }
  }

const refuse = (why: Unreadable): Decoded => ({ ok: false, why })
export const startsWith = (bytes: Uint8Array, prefix: readonly number[]): boolean =>
  prefix.every((byte, index) => bytes[index] === byte)

const RTF = [0x7b, 0x5c, 0x72, 0x74, 0x66]
const PDF = [0x25, 0x50, 0x44, 0x46]

/** What no text holds: control characters other than tab, line ends and form feed. */
const NOT_TEXT = /[^\P{Cc}\t\n\r\f\u0085]/u

const orNotText = (text: string | null): string | null => (text === null || NOT_TEXT.test(text) ? null : text)

/** The commonest characters of plans, in either script. */
const COMMON = new Set(
  '的一是不在年月工会會作和人有中大为為学學全开開展了教职職员員活动動组織织第十二三四五六七八九',
)
const commonness = (text: string): number =>
  Array.from(text.slice(0, 20_000)).filter((character) => COMMON.has(character)).length

function chinese(bytes: Uint8Array, decodeAs: DecodeAs): string | null {
  const gb = orNotText(decodeAs('gb18030', bytes))
  const big5 = orNotText(decodeAs('big5', bytes))
  if (gb === null || big5 === null) return gb ?? big5
  return commonness(big5) > commonness(gb) ? big5 : gb
}

/** UTF-16 without a mark shows zero bytes on one side of the ASCII in it (line ends, digits). */
function unmarkedUtf16(bytes: Uint8Array, decodeAs: DecodeAs): string | null {
  const zeros = [0, 0]
  for (const [index, byte] of bytes.subarray(0, 4_096).entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  if (even + odd === 0 || bytes.length % 2 === 1) return null
  return orNotText(decodeAs(odd > even ? 'utf-16le' : 'utf-16be', bytes))
}

function decode(bytes: Uint8Array, decodeAs: DecodeAs): string | null {
  if (startsWith(bytes, [0xff, 0xfe])) return orNotText(decodeAs('utf-16le', bytes))
  if (startsWith(bytes, [0xfe, 0xff])) return orNotText(decodeAs('utf-16be', bytes))
  return orNotText(decodeAs('utf-8', bytes)) ?? unmarkedUtf16(bytes, decodeAs) ?? chinese(bytes, decodeAs)
}

/** The text of a text file by its bytes. */
export function decodeText(bytes: Uint8Array, decodeAs: DecodeAs): Decoded {
  if (bytes.length > IMPORT_BYTES) return refuse('too-large')
  if (startsWith(bytes, PDF)) return refuse('pdf')
  if (startsWith(bytes, RTF)) return refuse('old-word')
  const text = decode(bytes, decodeAs)
  if (text === null) return refuse('not-text')
  return text.trim() === '' ? refuse('empty') : { ok: true, text }
}
