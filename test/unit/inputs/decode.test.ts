import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { IMPORT_BYTES } from '../../../shared/wire/limits.ts'
import { decodeText, strictly } from '../../../shared/inputs/decode.ts'

const PLAN = '一、目标\r\n1、全年新建小组6个。\n'
const read = (bytes: readonly number[] | Uint8Array) =>
  decodeText(Uint8Array.from(bytes), strictly(TextDecoder))
const utf16 = (text: string, bigEndian = false): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
/** 一、工会2026年 in the older encodings, as their editors write it. */
const GB = [0xd2, 0xbb, 0xa1, 0xa2, 0xb9, 0xa4, 0xbb, 0xe1, 0x32, 0x30, 0x32, 0x36, 0xc4, 0xea]
const BIG5 = [0xa4, 0x40, 0xa1, 0x42, 0xa4, 0x75, 0xb7, 0x7c, 0x32, 0x30, 0x32, 0x36, 0xa6, 0x7e]

describe('a file’s text', () => {
  it.each<[string, Uint8Array | number[]]>([
    ['UTF-8', Buffer.from(PLAN)],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...Buffer.from(PLAN)]],
    ['UTF-16 little-endian with a mark', [0xff, 0xfe, ...utf16(PLAN)]],
    ['UTF-16 big-endian with a mark', [0xfe, 0xff, ...utf16(PLAN, true)]],
    ['UTF-16 little-endian without a mark', utf16(PLAN)],
    ['UTF-16 big-endian without a mark', utf16(PLAN, true)],
  ])('is read from %s to the letter', (_, bytes) => {
    expect(read(bytes)).toEqual({ ok: true, text: PLAN })
  })
  it('is read from GB18030', () => {
    expect(read(GB)).toEqual({ ok: true, text: '一、工会2026年' })
  })
  it('is read from Big5', () => {
    expect(read(BIG5)).toEqual({ ok: true, text: '一、工會2026年' })
  })
})

describe('[P7] what is not a text is refused with its reason', () => {
  it.each<[string, number[] | Uint8Array, string]>([
    ['nothing', [], 'empty'],
    ['blank lines', Buffer.from(' \r\n\n\t'), 'empty'],
    ['a PDF by its bytes', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], 'not-text'],
    ['rich text', Buffer.from('{\\rtf1 '), 'old-word'],
    ['random bytes', [0xff, 0x00, 0x81, 0x07, 0x00], 'not-text'],
  ])('%s', (_, bytes, why) => {
    expect(read(bytes)).toEqual({ ok: false, why })
  })
  it('more than 10 MB', () => {
    expect(read(new Uint8Array(IMPORT_BYTES + 1).fill(0x61))).toEqual({
      ok: false,
      why: 'too-large',
    })
  })
})
