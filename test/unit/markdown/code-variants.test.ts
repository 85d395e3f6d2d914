import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { variants } from '../../../.vitepress/markdown/variants.ts'
import { folderOf } from '../helpers.ts'
import {
  attribute,
  elementsOf,
  find,
  programOf,
  render,
  renderWithoutTypes,
  templateOf,
  textOf,
  type Node,
} from '../page.ts'

const prose = readFileSync(join(folderOf(import.meta.url), 'fixtures/prose.md'), 'utf8')
const group = /^::: code-group$[^]*?^:::$/m.exec(prose)![0]
const sources = new Map(
  [...group.matchAll(/^```php \[(.+)\]\n([^]*?)\n```$/gm)].map(([, label, code]) => [label!, code!]),
)

describe('a code group of the six styles of PHP', () => {
  let page: Node

  beforeAll(async () => {
    page = templateOf(await renderWithoutTypes(group))
  })

  test('is one block', () => {
    expect(find(page, '.code-variants')).toHaveLength(1)
    expect(find(page, '.code-language').map(block => attribute(block, 'data-lang'))).toEqual(['php'])
    expect(find(page, 'pre')).toHaveLength(1)
    expect(find(page, '.vp-code-group')).toHaveLength(0)
  })

  test('has the payload once', () => {
    const text = textOf(find(page, 'pre')[0]!)
    for (const line of [`'card_id' => 'pbLatjk4',`, `'out_order_no' => 'P20260102',`, `'bonus_value'  => 7,`])
      expect(text.split(line)).toHaveLength(2)
  })

  test.each([...sources])('holds %s as it was written', (label, code) => {
    expect(variants.php).toContain(label)
    expect(programOf(page, label)).toBe(code)
  })

  test('marks lines for styles that exist, and no line for all of them', () => {
    const marks = find(page, '.variant').map(element => attribute(element, 'data-for')!.split(' '))
    expect(marks.length).toBeGreaterThan(6)
    for (const labels of marks) {
      expect(labels.every(label => sources.has(label))).toBe(true)
      expect(labels.length).toBeLessThan(6)
    }
  })

  test('is highlighted', () => {
    expect(
      elementsOf(find(page, 'pre')[0]!).filter(element => /\btoken-/.test(attribute(element, 'class') ?? '')).length,
    ).toBeGreaterThan(20)
  })

  test('leaves nothing of what it was put together with', async () => {
    expect(await renderWithoutTypes(group)).not.toMatch(/<!--|variant-lines/)
  })
})

test('two languages are two blocks, each with its own variants', async () => {
  const page = templateOf(
    await renderWithoutTypes(
      '::: code-group\n\n```ts [await]\nconst a = await b()\n```\n\n' +
        '```ts [promise]\nb()\n```\n\n```php [同步声明式]\n$b();\n```\n\n:::\n',
    ),
  )
  const [ts, php] = find(page, '.code-language')
  expect([ts!, php!].map(block => attribute(block, 'data-lang'))).toEqual(['ts', 'php'])
  expect(programOf(ts!, 'await')).toBe('const a = await b()')
  expect(programOf(ts!, 'promise')).toBe('b()')
  expect(programOf(php!, '同步声明式')).toBe('$b();')
})

test('two groups of a page do not mix', async () => {
  const one = (code: string) =>
    `::: code-group\n\n\`\`\`ts [await]\nawait ${code}\n\`\`\`\n\n\`\`\`ts [promise]\n${code}\n\`\`\`\n\n:::\n`
  const page = templateOf(await renderWithoutTypes(`${one('first()')}\n文字\n\n${one('second()')}`))
  expect(find(page, '.code-language').map(block => programOf(block, 'promise'))).toEqual(['first()', 'second()'])
  const names = find(page, 'input').map(input => attribute(input, 'name'))
  // Radio buttons of one name would be one choice for both groups.
  expect(new Set(names).size).toBeGreaterThanOrEqual(2)
})

test('type information belongs to the variant that it was found for', async () => {
  const hidden = `declare const wxpay: { get(): Promise<{ data: { id: string } }> }\n// ---cut---\n`
  const html = await render(
    `::: code-group\n\n\`\`\`ts twoslash [await]\n` +
      `${hidden}const { data } = await wxpay.get()\nconsole.log(data.id)\n` +
      `\`\`\`\n\n\`\`\`ts twoslash [promise]\n${hidden}wxpay.get()\n` +
      `.then(({ data }) => data.id)\n\`\`\`\n\n:::\n`,
  )
  const page = templateOf(html)
  const [block] = find(page, '.code-language')
  expect(programOf(block!, 'await')).toBe('const { data } = await wxpay.get()\nconsole.log(data.id)')
  expect(programOf(block!, 'promise')).toBe('wxpay.get()\n.then(({ data }) => data.id)')
  expect(find(block!, 'pre')).toHaveLength(1)
  expect(find(block!, '.type-hover').length).toBeGreaterThan(6)
})

describe('other code groups stay as VitePress has them', () => {
  test.each([
    ["labels of one's own", '```ts [config.ts]\na\n```\n\n```js [config.js]\nb\n```'],
    ['one label that is no variant', '```php [异步纯链式]\n$a;\n```\n\n```php [我的写法]\n$b;\n```'],
    ['a variant of another language', '```js [await]\na\n```'],
    ['no label', '```ts\na\n```'],
  ])('with %s', async (_, fences) => {
    const page = templateOf(await renderWithoutTypes(`::: code-group\n\n${fences}\n\n:::\n`))
    expect(find(page, '.vp-code-group')).toHaveLength(1)
    expect(find(page, '.code-variants')).toHaveLength(0)
    expect(find(page, 'pre')).toHaveLength(fences.split('```').length >> 1)
  })
})

test('a fence with the label of a variant outside a group is an ordinary one', async () => {
  const page = templateOf(await renderWithoutTypes('```php [异步纯链式]\n$a;\n```\n'))
  expect(find(page, '.code-variants')).toHaveLength(0)
  expect(textOf(find(page, 'pre')[0]!)).toBe('$a;')
})

describe('lines that a request with just the required fields does without', () => {
  const example = (info: string) =>
    `::: code-group\n\n\`\`\`ts [await]${info}\nawait a({\n  b: 1,\n` +
    `  c: {\n    d: 2,\n  },\n})\n\`\`\`\n\n\`\`\`ts [promise]${info}\n` +
    `a({\n  b: 1,\n  c: {\n    d: 2,\n  },\n})\n\`\`\`\n\n` +
    `\`\`\`php [同步声明式]\n$b();\n\`\`\`\n\n:::\n`

  test('stand once, in one element for a run of them, and are no other text', async () => {
    const page = templateOf(await renderWithoutTypes(example(' optional=2-2,4')))
    expect(find(page, '.optional').map(textOf)).toEqual(['  b: 1,\n', '    d: 2,\n'])
    const together = templateOf(await renderWithoutTypes(example(' optional=3-5')))
    expect(find(together, '.optional').map(textOf)).toEqual(['  c: {\n    d: 2,\n  },\n'])
    expect(programOf(find(together, '.code-language')[0]!, 'await')).toBe(
      'await a({\n  b: 1,\n  c: {\n    d: 2,\n  },\n})',
    )
  })

  test('have a switch where there are any', async () => {
    const switches = async (info: string) =>
      find(templateOf(await renderWithoutTypes(example(info))), 'input')
        .map(input => attribute(input, 'data-choice'))
        .filter(name => name === 'fields')
    expect(await switches(' optional=2')).toHaveLength(2)
    expect(await switches('')).toHaveLength(0)
  })
})

test('an example in both languages can be copied as a whole file and as a link', async () => {
  const page = templateOf(
    await renderWithoutTypes(
      '::: code-group\n\n```ts [await]\na()\n```\n\n```php [同步声明式]\n$b();\n' +
        '```\n\n:::\n\n::: code-group\n\n```ts [await]\na()\n```\n\n' +
        '```ts [promise]\nb()\n```\n\n:::\n',
    ),
  )
  expect(
    find(page, '.code-variants').map(example =>
      find(example, '.example-copy').map(button => attribute(button, 'data-copy')),
    ),
  ).toEqual([['file', 'link'], []])
})

test('the header that names the key has its sample for either kind', async () => {
  const page = templateOf(
    await renderWithoutTypes(
      '::: code-group\n\n' +
        '```ts [await]\n' +
        "a({ 'Wechatpay-Serial': 'PUB_KEY_ID_0114232134912410000000000000' })\n" +
        '```\n\n' +
        ':::\n',
    ),
  )
  const values = find(page, 'span').filter(element => attribute(element, 'data-keys') !== undefined)
  expect(values.map(value => [attribute(value, 'data-keys'), textOf(value)])).toEqual([
    ['public-key', 'PUB_KEY_ID_0114232134912410000000000000'],
    ['certificate', '5157F09EFDC096DE15EBE81A47057A7232F1B8E1'],
  ])
})
