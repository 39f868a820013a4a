import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { blocksOfDocument, textOfFile } from '../../../shared/inputs/readFile.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { readPlan } from '../../../shared/reading/read.ts'
import { testId } from '../../harness/ids.ts'

const LIBREOFFICE = readFileSync(join(import.meta.dirname, '../../fixtures/inputs/libreoffice.docx'))

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const document = (body: string): string =>
  `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`
const docx = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [`word/${name}.xml`, strToU8(xml)])))
const p = (words: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`
const heading = (depth: number, words: string): string => p(words, `<w:pStyle w:val="h${depth}"/>`)
const numbered = (list: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`
const level = (at: number, format: string, text: string, start = 1): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const numbering = (levels: string, nums: string): string =>
  `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum>${nums}</w:numbering>`

function textOf(bytes: Uint8Array): string {
  const read = textOfFile(bytes, TextDecoder)
  return read.ok ? read.document.text : `refused: ${read.why}`
}

function planOf(bytes: Uint8Array): Plan {
  const read = textOfFile(bytes, TextDecoder)
  if (!read.ok) throw new Error(read.why)
  const { front, blocks } = blocksOfDocument(read.document, testId)
  return readPlan(front, blocks)
}

const numberedLines = (format: string, text: string, count: number): string[] =>
  textOf(
    docx({
      document: document(Array.from({ length: count }, () => p('甲', numbered(1, 0))).join('')),
      numbering: numbering(level(0, format, text), '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'),
    }),
  ).split('\n')
const textRun = (words: string): string => `<w:r><w:t>${words}</w:t></w:r>`
const compoundFile = (words: string): Uint8Array =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600), ...Buffer.from(words, 'utf16le')])

describe('a plan that LibreOffice wrote (from libreoffice.fodt beside it)', () => {
  const plan = planOf(LIBREOFFICE)

  test('has its title and its headings with the numbers that only the list gives', () => {
    expect(plan.title).toBe('梧桐小学工会2026年工作计划')
    expect(plan.signedOn).toBe('2026-01-10')
    expect(plan.sections.map(({ heading, level: depth }) => `${depth} ${heading}`)).toEqual([
      '1 一、指导思想',
      '1 二、工作目标',
      '1 三、主要措施',
      '2 （一）健全民主管理',
      '2 （二）关心教职工生活',
      '1 四、月程安排',
    ])
    expect(plan.goals.map(({ value, unit }) => [value, unit])).toEqual([
      [3, '个'],
      [100, '%'],
    ])
  })

  test('has the items of its table, also under a merged month', () => {
    expect(
      plan.monthly
        .slice(2)
        .map(({ months, part, task, owner, pending }) => [months.join(), part, task, owner, pending]),
    ).toEqual([
      ['3', null, '庆祝“三八”妇女节', '李红', false],
      ['3', null, '教工运动会', '张强', false],
      ['3', null, '春游活动（待定）', '张强', true],
      ['9', 'early', '教师节座谈会', null, false],
    ])
  })
})

describe('automatic numbers', () => {
  test.each([
    ['chineseCountingThousand', '%1、', 11, '十一、甲'],
    ['japaneseCounting', '（%1）', 2, '（二）甲'],
    ['decimal', '%1.', 10, '10. 甲'],
    ['decimalEnclosedCircle', '%1', 3, '③ 甲'],
    ['decimalFullWidth', '%1、', 12, '１２、甲'],
    ['upperRoman', '%1.', 4, 'IV. 甲'],
    ['lowerLetter', '%1)', 2, 'b)甲'],
    ['ideographTraditional', '%1、', 3, '丙、甲'],
    ['bullet', '', 1, '• 甲'],
    ['none', '', 1, '甲'],
    ['a-format-of-tomorrow', '%1、', 2, '2、甲'],
  ])('%s', (format, text, count, last) => expect(numberedLines(format, text, count).at(-1)).toBe(last))

  test('deeper levels begin anew under each higher one, and a new list where it says so', () => {
    const levels = `${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '%1.%2')}`
    const nums =
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' +
      '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    const places: [number, number][] = [
      [1, 0],
      [1, 1],
      [1, 1],
      [1, 0],
      [1, 1],
      [2, 0],
    ]
    expect(
      textOf(
        docx({
          document: document(places.map(([list, depth]) => p('甲', numbered(list, depth))).join('')),
          numbering: numbering(levels, nums),
        }),
      ).split('\n'),
    ).toEqual(['一、甲', '一.1 甲', '一.2 甲', '二、甲', '二.1 甲', '一、甲'])
  })

  test('a style numbers its paragraphs, and one of them can say that it is not numbered', () => {
    const styles = `<w:styles ${W}><w:style w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="i"><w:name w:val="own"/><w:basedOn w:val="h"/></w:style></w:styles>`
    const body = [
      p('甲', '<w:pStyle w:val="h"/>'),
      p('乙', '<w:pStyle w:val="i"/>'),
      p('丙', `<w:pStyle w:val="h"/>${numbered(0, 0)}`),
    ]
    const bytes = docx({
      document: document(body.join('')),
      styles,
      numbering: numbering(
        level(0, 'chineseCounting', '%1、'),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
      ),
    })
    expect(textOf(bytes).split('\n')).toEqual(['一、甲', '二、乙', '丙'])
    expect(planOf(bytes).sections.map(({ heading }) => heading)).toEqual(['一、甲', '二、乙', '丙'])
  })
})

describe('a title in the style of a first heading', () => {
  const styles = `<w:styles ${W}>${[1, 2, 3].map((depth) => `<w:style w:styleId="h${depth}"><w:name w:val="heading ${depth}"/></w:style>`).join('')}</w:styles>`
  const levelsOf = (...lines: string[]): string[] => {
    const { title, sections } = planOf(docx({ document: document(lines.join('')), styles }))
    return [`title ${title}`, ...sections.map(({ heading: words, level: depth }) => `${depth} ${words}`)]
  }
  const name = '明德中学工会2026年工作计划'

  test('is the title, and its sections begin at the first level', () => {
    const lines = [p(''), heading(1, name), p('制定本计划。'), heading(2, '工作目标'), heading(3, '送温暖')]
    expect(levelsOf(...lines)).toEqual([`title ${name}`, '1 工作目标', '2 送温暖'])
  })

  test('stays a section beside another of its level, with a number, or below the title', () => {
    const two = [heading(1, name), heading(1, '工作目标'), heading(2, '送温暖')]
    expect(levelsOf(...two)).toEqual([`title ${name}`, '1 工作目标', '2 送温暖'])
    expect(levelsOf(heading(1, '一、目标'), heading(2, '送温暖')).slice(1)).toEqual([
      '1 一、目标',
      '2 送温暖',
    ])
    const below = [p(name), heading(1, '工作目标'), heading(2, '送温暖')]
    expect(levelsOf(...below)).toEqual([`title ${name}`, '1 工作目标', '2 送温暖'])
  })
})

test('what was deleted or moved away is not read, what was inserted is', () => {
  expect(
    textOf(
      docx({
        document: document(
          `<w:p>${textRun('新建')}<w:ins>${textRun('三')}</w:ins><w:del>${textRun('两')}</w:del><w:moveFrom>${textRun('旧')}</w:moveFrom><w:hyperlink>${textRun('家')}</w:hyperlink></w:p>`,
        ),
      }),
    ),
  ).toBe('新建三家')
})

const tc = (words: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${words
    .split('\n')
    .map((line) => p(line))
    .join('')}</w:tc>`
const begins = '<w:vMerge w:val="restart"/>'
const goesOn = '<w:vMerge/>'
const overColumns = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`
const tableOf = (...rows: string[][]): Uint8Array =>
  docx({
    document: document(
      `${p('2026年工作计划')}<w:tbl>${rows.map((cells) => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`,
    ),
  })
const tableItems = (bytes: Uint8Array): string[] =>
  planOf(bytes).monthly.map(({ months, owner, task }) => [months.join(), owner ?? '', task].join(' '))
const cellsOf = (bytes: Uint8Array): unknown[] => {
  const read = textOfFile(bytes, TextDecoder)
  if (!read.ok) throw new Error(read.why)
  return blocksOfDocument(read.document, testId).blocks.flatMap(({ kind, text, cell }) =>
    kind === 'cell' ? [[cell?.row, cell?.column, cell?.rows ?? 1, cell?.columns ?? 1, text]] : [],
  )
}

describe('merged cells of a table', () => {
  test('a month and an owner merged over rows govern all of them', () => {
    const bytes = tableOf(
      [tc('月份'), tc('工作内容'), tc('负责人')],
      [tc('三月', begins), tc('庆祝妇女节'), tc('王红', begins)],
      [tc('', goesOn), tc('植树活动'), tc('', goesOn)],
      [tc('', goesOn), tc('教工运动会'), tc('李明')],
      [tc('四月', begins), tc('教工春游'), tc('张强')],
    )
    expect(tableItems(bytes)).toEqual([
      '3 王红 庆祝妇女节',
      '3 王红 植树活动',
      '3 李明 教工运动会',
      '4 张强 教工春游',
    ])
    expect(cellsOf(bytes)).toContainEqual([1, 0, 3, 1, '三月'])
    expect(cellsOf(bytes)).toContainEqual([4, 0, 1, 1, '四月'])
  })

  test('cells over columns keep what stands behind them in its column', () => {
    const bytes = tableOf(
      [tc('序号'), tc('时间'), tc('工作内容'), tc('负责人')],
      [tc('1'), tc('三月'), tc('庆祝妇女节'), tc('王红')],
      [tc('四月', overColumns(2)), tc('教工春游'), tc('李明')],
      [tc('全年坚持走访职工', overColumns(4))],
    )
    expect(cellsOf(bytes).slice(-4)).toEqual([
      [2, 0, 1, 2, '四月'],
      [2, 2, 1, 1, '教工春游'],
      [2, 3, 1, 1, '李明'],
      [3, 0, 1, 4, '全年坚持走访职工'],
    ])
    expect(tableItems(bytes).slice(0, 2)).toEqual(['3 王红 庆祝妇女节', '4 李明 教工春游'])
  })

  test('what stands in a part that nothing shows is kept in the first cell', () => {
    const bytes = tableOf(
      [tc('月份'), tc('工作内容')],
      [tc('三月', begins), tc('庆祝妇女节')],
      [tc('（妇女月）', goesOn), tc('植树活动')],
      [tc('五月', '<w:hMerge w:val="restart"/>'), tc('劳动月', '<w:hMerge/>')],
    )
    expect(cellsOf(bytes)).toEqual([
      [0, 0, 1, 1, '月份'],
      [0, 1, 1, 1, '工作内容'],
      [1, 0, 2, 1, '三月\n（妇女月）'],
      [1, 1, 1, 1, '庆祝妇女节'],
      [2, 1, 1, 1, '植树活动'],
      [3, 0, 1, 2, '五月\n劳动月'],
    ])
    expect(tableItems(bytes)).toEqual(['3  庆祝妇女节', '3  植树活动'])
  })

  test('a header of two rows, and a row that is merged as a whole', () => {
    const bytes = tableOf(
      [tc('时间', begins), tc('工作安排', overColumns(2)), tc('负责人', begins)],
      [tc('', goesOn), tc('项目'), tc('具体内容'), tc('', goesOn)],
      [tc('三月', begins), tc('文体', begins), tc('教工运动会', begins), tc('李明', begins)],
      [tc('', goesOn), tc('', goesOn), tc('', goesOn), tc('', goesOn)],
      [tc('', goesOn), tc('生活'), tc('体检'), tc('', goesOn)],
    )
    expect(tableItems(bytes)).toEqual(['3 李明 教工运动会', '3 李明 体检'])
  })
})

describe('[P7][R8] what is no plan is refused with its reason', () => {
  const bomb = docx({ document: document(p('零'.repeat(200_000))) })
  // Word's own size field of the one entry, in its central directory, claims 1 GB.
  const claims = Uint8Array.from(bomb)
  const directory = Buffer.from(claims).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  new DataView(claims.buffer).setUint32(directory + 24, 1024 ** 3, true)

  test.each([
    ['an old .doc or .wps', compoundFile('WordDocument'), 'old-word'],
    ['a .docx under a password', compoundFile('EncryptedPackage'), 'protected'],
    ['a PDF renamed .docx', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('甲') }), 'not-text'],
    ['half a .docx', LIBREOFFICE.subarray(0, LIBREOFFICE.length / 2), 'broken'],
    ['no XML', docx({ document: '<w:document' }), 'broken'],
    ['no words', docx({ document: document('<w:p/>') }), 'empty'],
    ['a document type', docx({ document: `<!DOCTYPE a [<!ENTITY b "c">]>${document(p('&b;'))}` }), 'broken'],
    ['1 GB once inflated', claims, 'too-large'],
    [
      'more than 2,000 entries',
      zipSync(
        Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`word/${index}`, new Uint8Array()])),
      ),
      'too-large',
    ],
    ['elements within elements without end', docx({ document: document('<w:p>'.repeat(600)) }), 'broken'],
  ])('%s', (_, bytes, why) => expect(textOf(bytes)).toBe(`refused: ${why}`))

  test('700 mutations of a real file neither crash nor hang', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(LIBREOFFICE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (changes) => {
          const bytes = Uint8Array.from(LIBREOFFICE)
          for (const [at, value] of changes) bytes[at] = value
          const read = textOfFile(bytes, TextDecoder)
          if (read.ok) expect(read.document.text.trim()).not.toBe('')
        },
      ),
      { numRuns: 700, seed: 20261121 },
    )
  })
})
