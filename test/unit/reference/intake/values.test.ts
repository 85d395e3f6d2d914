import { expect, test } from 'vitest'
import { valueFindings } from '../../../../packages/reference/intake/values.ts'

test.each<[string, unknown]>([
  ['line breaks and tabs', 'a\r\n\tb'],
  ['characters beyond the first 65536', '𠮷😀'],
  ['what joins emoji and marks a direction', '👨\u200d👩 \u200f'],
  ['the largest number that keeps its digits', [9007199254740991, -9007199254740991]],
  ['decimals', 0.1],
  ['names that only look like those of every object', { 'Constructor': 1, 'proto': 1, '<': 1, 'to_string': 1 }],
  ['what is no value', { a: null, b: [], c: {}, d: true }],
])('lets %s pass', (_, data) => {
  expect(valueFindings(data)).toEqual([])
})

test.each<[unknown, (string | number)[], string | undefined]>([
  [{ a: ['x', '\u0000'] }, ['a', 1], undefined],
  [{ a: { 'b\u0085': 1 } }, ['a'], 'b\u0085'],
  ['\ufeff', [], undefined],
  ['\uffff', [], undefined],
  ['a\ud800b', [], undefined],
  [{ hasOwnProperty: 1 }, [], 'hasOwnProperty'],
  [{ '<<': { a: '\u0000' } }, [], '<<'],
  [[1e21], [0], undefined],
  [{ a: Infinity }, ['a'], undefined],
  [{ a: NaN }, ['a'], undefined],
])('finds what is wrong with %j once, and where', (data, path, key) => {
  expect(valueFindings(data).map(finding => [finding.path, finding.key])).toEqual([[path, key]])
})
