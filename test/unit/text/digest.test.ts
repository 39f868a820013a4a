import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { docOf } from '../../../server/store/planLog.ts'
import { PlanId } from '../../../shared/plan/ids.ts'
import { COMPARED, contentOf, digestOf } from '../../../shared/text/digest.ts'
import { BODY, FRONT } from '../../../shared/text/schema.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

const paragraph = (words: string, id = 'p'): Y.XmlElement => {
  const element = new Y.XmlElement('paragraph')
  element.setAttribute('id', id)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

function docWith(...paragraphs: Y.XmlElement[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment(BODY).insert(0, paragraphs)
  return doc
}

const firstText = (doc: Y.Doc): Y.XmlText => {
  const element = doc.getXmlFragment(BODY).get(0)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text')
  return text
}

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

test('[W17] equal text has an equal digest, however it was written and stored', () => {
  const [whole, typed] = [docWith(paragraph('指导思想')), docWith(paragraph(''))]
  for (const char of '指导的思想') firstText(typed).insert(firstText(typed).length, char)
  firstText(typed).delete(2, 1)
  expect(contentOf(typed)).toBe(contentOf(whole))
  expect(contentOf(copyOf(typed))).toBe(contentOf(whole))
})

test('[W17] each word, mark, attribute, order and field beside the body counts', () => {
  const base = docWith(paragraph('甲乙', 'a'), paragraph('丙', 'b'))
  const changes: ((doc: Y.Doc) => void)[] = [
    (doc) => firstText(doc).insert(2, '。'),
    (doc) => firstText(doc).format(0, 1, { bold: true }),
    (doc) => firstText(doc).format(0, 1, { link: { href: 'https://a.example' } }),
    (doc) => doc.getXmlFragment(BODY).get(0) instanceof Y.XmlElement && doc.getXmlFragment(BODY).delete(1),
    (doc) => doc.getXmlFragment(BODY).insert(0, [paragraph('')]),
    (doc) => doc.getMap(FRONT).set('title', '计划'),
    (doc) => (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).setAttribute('id', 'c'),
  ]
  const contents = changes.map((change) => {
    const doc = copyOf(base)
    change(doc)
    return contentOf(doc)
  })
  expect(new Set([contentOf(base), ...contents]).size).toBe(changes.length + 1)
})

test('[W17] equal state vectors with other words are told apart', () => {
  const [one, other] = [new Y.Doc(), new Y.Doc()]
  other.clientID = one.clientID
  one.getXmlFragment(BODY).insert(0, [paragraph('甲')])
  other.getXmlFragment(BODY).insert(0, [paragraph('乙')])
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(other))
  expect(contentOf(one)).not.toBe(contentOf(other))
})

test('[W17] marks that end where the same begin divide nothing, though the log keeps them and a page tidies them away', () => {
  const one = docWith(paragraph('甲乙丙丁'))
  const log = [Y.encodeStateAsUpdate(one)]
  const other = copyOf(one)
  // Of two marks at one place that of the lower client stands first.
  one.clientID = 1
  other.clientID = 2
  for (const doc of [one, other]) doc.on('update', (update: Uint8Array) => log.push(update))
  firstText(one).format(0, 2, { bold: true })
  firstText(other).format(2, 2, { bold: true })
  const relay = docOf(PlanId.parse('p'.repeat(22)), log)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
  expect(contentOf(relay)).toBe(contentOf(other))
  expect(contentOf(relay)).toContain('甲乙丙丁')
})

test('[W17] attributes count in any order', () => {
  const [a, b] = [docWith(paragraph('甲')), docWith(paragraph('甲'))]
  for (const [doc, keys] of [
    [a, ['title', 'kind']],
    [b, ['kind', 'title']],
  ] as const)
    for (const key of keys) doc.getMap(FRONT).set(key, key)
  expect(contentOf(a)).toBe(contentOf(b))
})

test('[P7] what no editor writes is told too, and nothing in it throws', () => {
  const doc = docWith(paragraph('甲'))
  doc.getMap(FRONT).set('big', 2n ** 60n)
  doc.getMap(FRONT).set('bytes', Uint8Array.of(1))
  doc.getMap(FRONT).set('none', undefined)
  expect(digestOf(doc, hash)).toBe(digestOf(copyOf(doc), hash))
})

test('[P7] a digest takes no more time than a text is long, whatever somebody has put there', () => {
  const large = docWith(paragraph('甲'))
  large.getMap(FRONT).set('bytes', new Uint8Array(COMPARED))
  large.getMap(FRONT).set(
    'list',
    Array.from({ length: COMPARED }, () => null),
  )
  expect(contentOf(large).length).toBeLessThanOrEqual(COMPARED)
  const marked = docWith(paragraph('长'.repeat(2_000)))
  const text = firstText(marked)
  text.format(0, 2_000, Object.fromEntries(Array.from({ length: 200 }, (_, mark) => [`mark${mark}`, true])))
  for (let at = 0; at < 2_000; at += 2) text.format(at, 1, { bold: true })
  expect(contentOf(marked).length).toBeLessThan(100_000)
  expect(contentOf(copyOf(marked))).toBe(contentOf(marked))
})

test('[W17] a mark that ends before the last word is told from one that goes on', () => {
  const [one, other] = [docWith(paragraph('甲乙丙')), docWith(paragraph('甲乙丙'))]
  firstText(one).format(0, 2, { bold: true })
  firstText(other).format(0, 3, { bold: true })
  expect(contentOf(one)).not.toBe(contentOf(other))
})
