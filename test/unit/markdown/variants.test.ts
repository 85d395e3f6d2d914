import { describe, expect, test } from 'vitest'
import { mergeLines, variants, type MergedLine } from '../../../.vitepress/markdown/variants.ts'

/** The lines of one variant, in the order in which the merged lines have them. */
function readBack(lines: MergedLine[], variant: number): string {
  return lines
    .filter(line => line.of.includes(variant))
    .map(line => line.text)
    .join('\n')
}

/** Texts of a few lines of a small alphabet, the same ones in every run. */
function someTexts(seed: number): string[] {
  let state = (seed * 2654435761) % 2 ** 32
  const next = (most: number) => (state = (state * 1664525 + 1013904223) % 2 ** 32) % most
  return Array.from({ length: 2 + next(5) }, () =>
    Array.from({ length: next(9) }, () => 'abc}\n'.charAt(next(4))).join('\n'),
  )
}

describe.each<[string, string[]]>([
  ['one variant', ['a\nb']],
  ['equal variants', ['a\nb', 'a\nb', 'a\nb']],
  ['variants without a common line', ['a\nb', 'c\nd']],
  ['a variant that is part of another one', ['a\nb\nc', 'b']],
  ['a variant that begins and ends in its own way', ['x\npayload\ny', 'z\npayload']],
  ['lines that repeat', ['a\na\nb\na', 'a\nb\na\na']],
  ['empty lines', ['a\n\nb', '\n\n', '']],
  ['the same lines in another order', ['a\nb\nc', 'c\nb\na']],
  ...Array.from({ length: 60 }, (_, index): [string, string[]] => [
    `random texts, number ${index + 1}`,
    someTexts(index + 1),
  ]),
])('merging %s', (_, texts) => {
  const lines = mergeLines(texts)

  test('keeps every variant as it was written', () => {
    expect(texts.map((_, variant) => readBack(lines, variant))).toEqual(texts)
  })

  test('says where each line stands in each of its variants, in the order of the variants', () => {
    for (const { text, of, at } of lines) {
      expect(of).toEqual([...of].sort((a, b) => a - b))
      expect(of.length).toBe(at.length)
      for (const [index, variant] of of.entries()) expect(texts[variant]!.split('\n')[at[index]!]).toBe(text)
    }
  })
})

test('a line that all variants share stands once', () => {
  const lines = mergeLines([
    'a.postAsync([\n  1,\n])\n->wait();',
    'b.postAsync([\n  1,\n])\n->wait();',
    'c = a.post([\n  1,\n]);',
  ])
  expect(lines.filter(({ text }) => text === '  1,')).toEqual([{ text: '  1,', of: [0, 1, 2], at: [1, 1, 1] }])
  expect(lines.filter(({ text }) => text === '->wait();')).toEqual([{ text: '->wait();', of: [0, 1], at: [3, 3] }])
})

test('two variants share as many lines as can be', () => {
  expect(
    mergeLines(['a\nb\nc\nd', 'b\nx\nd'])
      .filter(({ of }) => of.length === 2)
      .map(({ text }) => text),
  ).toEqual(['b', 'd'])
  expect(mergeLines(['a\na\nb', 'a\nb\nb']).filter(({ of }) => of.length === 2)).toHaveLength(2)
})

test('knows the two ways of TypeScript, the six of PHP and the two texts of a request', () => {
  expect(variants).toEqual({
    ts: ['await', 'promise'],
    php: ['异步纯链式', '异步声明式', '异步属性式', '同步纯链式', '同步声明式', '同步属性式'],
    txt: ['请求', '签名串'],
  })
})
