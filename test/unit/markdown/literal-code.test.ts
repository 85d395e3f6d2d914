import { expect, test } from 'vitest'
import { attribute, expressionsOf, find, renderWithoutTypes, templateOf, textOf } from '../page.ts'

test.each([
  ['in a paragraph', '用 `{{ 1 + 1 }}` 插值\n'],
  ['in a heading', '## 用 `{{ 1 + 1 }}` 插值\n'],
  ['in a table', '| 名 | 值\n| --- | ---\n| a | `{{ 1 + 1 }}`\n'],
  ['in a list', '- `{{ 1 + 1 }}`\n'],
])('a code span %s shows braces and does not run them', async (_, markdown) => {
  const page = templateOf(await renderWithoutTypes(markdown))
  expect(find(page, 'code').map(textOf)).toEqual(['{{ 1 + 1 }}'])
  expect(expressionsOf(page)).toEqual([])
})

test('a code span keeps the class that it was given', async () => {
  const [code] = find(templateOf(await renderWithoutTypes('`GET`{.http-method .get}\n')), 'code')
  expect(attribute(code!, 'class')).toBe('http-method get')
})

test('an expression outside of code is still run', async () => {
  expect(expressionsOf(templateOf(await renderWithoutTypes('共 {{ 1 + 1 }} 个\n')))).toEqual(['{{ 1 + 1 }}'])
})
