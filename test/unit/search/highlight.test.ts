import { expect, test } from 'vitest'
import { partsOf } from '../../../.vitepress/search/highlight.ts'

/** With brackets around what is marked. */
const marked = (text: string, marks: string[][]) =>
  partsOf(text, marks)
    .map(part => (part.isMarked ? `[${part.text}]` : part.text))
    .join('')

test.each<[string, string[][], string]>([
  ['JSAPI下单', [['下单']], 'JSAPI[下单]'],
  ['JSAPI下单', [['jsapi', 'jsapi'], ['下单']], '[JSAPI下单]'],
  ['查询单笔退款', [['查询退款', '查询', '询退', '退款']], '[查询]单笔[退款]'],
  ['平台收付通的平台证书', [['平台证书', '平台', '台证', '证书']], '平台收付通的[平台证书]'],
  ['transactions', [['trasactions', 'transactions']], '[transactions]'],
  ['退款', [], '退款'],
  ['', [['退款']], ''],
  ['<b>退款</b>', [['退款']], '<b>[退款]</b>'],
])('%s with %j', (text, marks, expected) => {
  expect(marked(text, marks)).toBe(expected)
})

test('the parts are the text again where a character has a longer usual form', () => {
  expect(
    partsOf('ﬁ 退款 ㍿', [['退款']])
      .map(({ text }) => text)
      .join(''),
  ).toBe('ﬁ 退款 ㍿')
})
