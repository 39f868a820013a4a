import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { withoutLines } from '../../../shared/inputs/collection.ts'
import { blocksOfDocument, textOfFile } from '../../../shared/inputs/readFile.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { BODY } from '../../../shared/text/schema.ts'
import { writeBlocks } from '../../../shared/text/toDoc.ts'
import { testId } from '../../harness/ids.ts'

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const RELS = `<Relationships><Relationship Id="rId1" Target="https://example.org/a" TargetMode="External"/>
<Relationship Id="rId2" Target="javascript:alert(1)" TargetMode="External"/></Relationships>`
const NUMBERING = `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

const r = (words: string, looks = ''): string =>
  `<w:r><w:rPr>${looks}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`
const p = (runs: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`
const row = (...cells: string[]): string =>
  `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`

const part = (xml: string): Uint8Array => strToU8(`<?xml version="1.0"?>${xml}`)

function documentOf(body: string) {
  const read = textOfFile(
    zipSync({
      'word/document.xml': part(`<w:document ${W}><w:body>${body}</w:body></w:document>`),
      'word/numbering.xml': part(NUMBERING),
      'word/_rels/document.xml.rels': part(RELS),
    }),
    TextDecoder,
  )
  if (!read.ok) throw new Error(read.why)
  return read.document
}

/** What each block of a document says, with [bold] and other looks around the words that have them. */
function said(document: ReturnType<typeof documentOf>): string[] {
  const { front, blocks } = blocksOfDocument(document, testId)
  const doc = new Y.Doc()
  writeBlocks(doc, front, blocks)
  // The words are what they are without looks, and so is the reading.
  const stored = blocksOfDoc(doc)
  expect(stored.blocks.map(({ text }) => text)).toEqual(blocks.map(({ text }) => text))
  expect(readPlan(front, stored.blocks).goals).toEqual(readPlan(front, blocks).goals)
  const lines: string[] = []
  const walk = (element: Y.XmlFragment): void => {
    for (const child of element.toArray()) {
      if (child instanceof Y.XmlText)
        lines.push(
          (child.toDelta() as { insert: string; attributes?: Record<string, { href?: string }> }[])
            .map(({ insert, attributes = {} }) => {
              const looks = Object.entries(attributes).map(([name, { href }]) => href ?? name)
              return looks.length === 0 ? insert : `[${looks.sort().join(' ')}:${insert}]`
            })
            .join(''),
        )
      else if (child instanceof Y.XmlElement) walk(child)
    }
  }
  walk(doc.getXmlFragment(BODY))
  return lines
}

const B = '<w:b/>'
const LINK = `<w:hyperlink r:id="rId1">${r('办法', '<w:u w:val="single"/><w:rStyle w:val="a"/>')}</w:hyperlink>`
const FIELD = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('附表')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${r('。')}`

/** A line that is bold, and not, so many times. */
const often = (length: number) =>
  said(documentOf(p(Array.from({ length }, () => r('甲', B) + r('乙')).join(''))))[0]

describe('[T13] words that a .docx sets apart stay so', () => {
  test('in paragraphs, behind numbers that only the list gives, and in links of both kinds', () =>
    expect(
      said(
        documentOf(
          p(r('一、', B) + r('工作目标', B)) +
            p(
              r('新发展') + r('会员', B) + r('20名', `${B}<w:i/>`) + r('。', '<w:b w:val="0"/>'),
              '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:strike/></w:rPr>',
            ) +
            p(r('见') + LINK + r('与') + FIELD) +
            p(`<w:hyperlink r:id="rId2">${r('不去')}</w:hyperlink>`),
        ),
      ),
    ).toEqual([
      '工作目标',
      '新发展[bold:会员][bold italic:20名]。',
      '见[https://example.org/a:办法]与[https://example.org/b:附表]。',
      '不去',
    ]))

  test('in a table, whose heading row is bold by itself', () =>
    expect(
      said(
        documentOf(
          `<w:tbl>${row(p(r('月份', B)), p(r('工作', B)))}${row(
            p(r('三月')),
            p(r(' 庆祝') + r('妇女节', B)) + p(r('由') + LINK + r('定')),
          )}</w:tbl>`,
        ),
      ),
    ).toEqual(['月份', '工作', '三月', '庆祝[bold:妇女节]', '由[https://example.org/a:办法]定']))

  test('also when lines before them are left out', () => {
    const document = documentOf(p(r('点击下载')) + p(r('甲')) + p(r('乙') + r('丙', B)))
    expect(said(withoutLines(document, [0]))).toEqual(['甲', '乙[bold:丙]'])
  })

  test('[P7] as often as a plan has them; beyond that only the words do', () => {
    expect(often(4_000)).toMatch(/^\[bold:甲\]乙\[bold:甲\]/u)
    expect(often(20_000)).toMatch(/^甲乙甲/u)
  })
})
