import { expect, test } from 'vitest'
import { addressOf } from '../../../client/editor/links.ts'

test.each([
  ['union.example.org/plan', 'https://union.example.org/plan'],
  ['https://union.example.org', 'https://union.example.org'],
  ['工会.中国', 'https://工会.中国'],
  ['192.168.1.8:8440/plan', 'https://192.168.1.8:8440/plan'],
  ['example.org:8080', 'https://example.org:8080'],
  ['http://oa/notice', 'http://oa/notice'],
  ['wang@example.org', 'mailto:wang@example.org'],
  ['mailto:wang@example.org', 'mailto:wang@example.org'],
  ['tel:010-1234567', 'tel:010-1234567'],
  ['  ', ''],
])('[T7] %s is an address', (typed, address) => expect(addressOf(typed)).toBe(address))

test.each([
  '不是网址',
  'http://不是网址',
  '见附件 一',
  '3.5',
  'javascript:alert(1)',
  'data:text/html,x',
  'tel:王',
  'https://',
  'mailto:x',
])('[T7] %s is none', (typed) => expect(addressOf(typed)).toBe(null))
