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

describe('the samples of an example', () => {
  const fence = (info: string, lines: string[]) => `\`\`\`ts [await]${info}\n${lines.join('\n')}\n\`\`\`\n\n`
  const [all, common, required] = [['a({', '  b: 1,', '  c: 2,', '})'], ['a({', '  b: 1,', '})'], ['a()']]
  const example = (...fences: string[]) =>
    `::: code-group\n\n${fences.join('')}\`\`\`php [同步声明式]\n$b();\n\`\`\`\n\n:::\n`

  test('share the lines that they have in common, each in one element for a run of them', async () => {
    const page = templateOf(
      await renderWithoutTypes(
        example(fence(' sample=all', all!), fence(' sample=common', common!), fence(' sample=required', required!)),
      ),
    )
    const [block] = find(page, '.code-language')
    expect(find(block!, '.variant').map(line => [attribute(line, 'data-sample'), textOf(line)])).toEqual([
      ['all common', 'a({\n  b: 1,\n'],
      ['all', '  c: 2,\n'],
      ['all common', '})'],
      ['required', 'a()'],
    ])
    expect(programOf(block!, 'await', 'all')).toBe(all!.join('\n'))
    expect(programOf(block!, 'await', 'common')).toBe(common!.join('\n'))
    expect(programOf(block!, 'await', 'required')).toBe(required!.join('\n'))
  })

  test('of each mode are marked with it', async () => {
    const page = templateOf(
      await renderWithoutTypes(
        example(fence(' sample=all mode=merchant', common!), fence(' sample=all mode=partner', all!)),
      ),
    )
    const lines = find(page, '.variant').map(line => [attribute(line, 'data-mode'), textOf(line)])
    expect(lines).toEqual([['partner', '  c: 2,\n']])
  })

  test('have a switch where they differ', async () => {
    const switches = async (...fences: string[]) =>
      find(templateOf(await renderWithoutTypes(example(...fences))), 'input')
        .map(input => attribute(input, 'data-choice'))
        .filter(name => name === 'fields')
    expect(await switches(fence(' sample=all', all!), fence(' sample=common', common!))).toHaveLength(3)
    expect(await switches(fence(' sample=all,common', all!))).toHaveLength(0)
  })

  test('of PHP differ by nothing but blanks where only their arrows stand apart', async () => {
    const php = (info: string, code: string) => `\`\`\`php [同步声明式]${info}\n${code}\n\`\`\`\n\n`
    const page = templateOf(
      await renderWithoutTypes(
        `::: code-group\n\n${php(' sample=all', "a([\n  'b'   => 1,\n  'ccc' => 2,\n])")}` +
          `${php(' sample=common', "a([\n  'b' => 1,\n])")}:::\n`,
      ),
    )
    expect(find(page, '.variant').map(textOf)).toEqual(["  'ccc' => 2,\n"])
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
