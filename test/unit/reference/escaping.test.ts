import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { productTree } from '../../../packages/reference/model/products.ts'
import { toPhp } from '../../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../../packages/wechatpay/sdk/typescript.ts'
import { folderOf, withRoot } from '../helpers.ts'
import {
  attribute,
  elementsOf,
  expressionsOf,
  find,
  programOf,
  render,
  renderWithoutTypes,
  templateOf,
  textOf,
  type Node,
} from '../page.ts'
import { read, toErrors, toOverview, toPage, toProductList } from '../../../packages/wechatpay/index.ts'

let usual: string[]

beforeAll(async () => {
  usual = skeleton(templateOf(await pageOf('文本')))
})

const dangerous = [
  // HTML
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<b>粗</b>',
  '<!-- 注释 -->',
  '<TypePopups popups="x" />',
  '&lt;b&gt; &amp; &#123;',
  // Vue
  '{{ 1 + 1 }}',
  '\\{{ 1 }}',
  '{ { 1 }}',
  '{{',
  '&#123;{ 1 }}',
  // Markdown
  '_a_ __b__ *c* **d** ~~e~~',
  'snake_case_name __init__',
  '[x](javascript:alert(1))',
  '![x](y.png)',
  '[[toc]]',
  '# 标题',
  'a | b \\| c',
  '单个 ` 反引号',
  '反斜杠 \\* \\',
  // markdown-it-attrs, emoji, VitePress
  '{.red}',
  'x {#id .red}',
  ':100: :) 8-) :/',
  '<<< @/index.md',
  '::: tip',
  '@[x](y)',
  // at the beginning of a line they begin a block
  '- 一',
  '+ 一',
  '* 一',
  '1. 一',
  '1) 一',
  '> 一',
  '---',
  '===',
  '~~~',
  '    缩进',
  // several lines
  '第一行\n第二行',
  '第一行\n\n- 第二段\n',
  '第一行\n# 第二行',
]

describe.each(dangerous)('the text %j', text => {
  const shown = text.replace(/\s+/g, ' ').trim()

  test('is read as it is wherever a description says it', async () => {
    const page = templateOf(await pageOf(text))
    expect(skeleton(page)).toEqual(usual)
    const [heading] = find(page, 'h1')
    expect(lineOf(heading!)).toBe(shown)
    const paragraphs = find(page, 'p').map(lineOf)
    expect(paragraphs).toContain(shown)
    expect(paragraphs).toContain(`${shown}，HTTP 状态码 200。`)
    const [request, response] = find(page, 'table')
    expect(find(request!, 'td').map(lineOf)).toContain(shown)
    expect(
      find(response!, 'td')
        .map(lineOf)
        .some(cell => cell.includes(`OPEN ${shown}`)),
    ).toBe(true)
    expect(find(page, 'td').map(lineOf)).toContain(shown)
  })

  test('is read as it is in the overviews of products and in the catalogue of errors', async () => {
    const all = reference(text)
    const [product] = productTree(all)
    const overview = templateOf(await renderWithoutTypes(toOverview(product!, all)))
    expect(find(overview, 'p').map(lineOf)).toContain(shown)
    expect(find(overview, 'td').map(lineOf)).toContain(shown)
    const list = templateOf(await renderWithoutTypes(toProductList([product!])))
    expect(find(list, 'p').map(lineOf)).toContain(shown)
    const errors = templateOf(await renderWithoutTypes(toErrors(all)))
    expect(find(errors, 'p').map(lineOf)).toContain(`处理办法：${shown}。`)
    for (const page of [overview, list, errors])
      expect(
        expressionsOf(page).filter(expression => !expression.startsWith(':') && !expression.startsWith('v-')),
      ).toEqual([])
  })

  test('is read as it is in the samples', async () => {
    const all = reference('文本', text).operations
    const page = templateOf(await pageOf('文本', text))
    expect(skeleton(page)).toEqual(usual)
    const [ts, php] = find(page, '.code-language')
    for (const { label, code } of toTypescript(all[0]!)) expect(programOf(ts!, label)).toBe(code)
    for (const { label, code } of toPhp(all[0]!)) expect(programOf(php!, label)).toBe(code)
  })
})

test.each([
  // in a code span of a description
  ['`{{ 1 }} <b> | _a_`', '{{ 1 }} <b> | _a_'],
  ['前 `{{ 1 }}` 中 `<b>` 后', '前 {{ 1 }} 中 <b> 后'],
  ['`两行\n的代码`', '两行 的代码'],
  ['`两段\n\n{{ 1 }}`', '两段 {{ 1 }}'],
])('the code span %j is code and not run', async (text, shown) => {
  const page = templateOf(await pageOf(text))
  const others = (tags: string[]) => tags.filter(tag => tag !== 'code')
  expect(others(skeleton(page))).toEqual(others(usual))
  expect(find(page, 'p').map(lineOf)).toContain(shown)
})

test.each(['{{ 1 }}', '<b>', 'a|b', 'a`{{ 1 }}`b', '两段\n\n{{ 1 }}', '`'])(
  'the value %j of an enumeration is not run',
  async value => {
    const page = templateOf(await pageOf('文本', 'x', value))
    expect(skeleton(page)).toEqual(usual)
  },
)

test('a sample cannot end the code block that it stands in', async () => {
  const page = templateOf(await pageOf('文本', 'x\n```\n:::\n\n{{ 1 }} <b>run</b>\n'))
  expect(skeleton(page)).toEqual(usual)
})

test('a page with types, full of what HTML, Vue and Markdown would take for their own, is text', async () => {
  const folder = join(folderOf(import.meta.url), 'fixtures/odd-names/expected')
  const html = await render(
    readFileSync(join(folder, 'page.md'), 'utf8'),
    readFileSync(join(folder, 'wechatpay.d.ts'), 'utf8'),
  )
  const page = templateOf(html)
  expect(skeleton(page).filter(item => !usual.includes(item) && item !== 'TypePopups')).toEqual([])
  expect(lineOf(find(page, 'h1')[0]!)).toBe('标题 <script>alert("1")</script> {{ 1 + 1 }} a|b _强调_ *号* # {#id}')
  expect(find(page, 'TypePopups')).toHaveLength(1)
  expect(attribute(find(page, 'TypePopups')[0]!, 'popups')).toContain(
    '标题 <script>alert(\\"1\\")</script> {{ 1 + 1 }}',
  )
})

/**
 * The elements outside code blocks and the expressions of a page: the same for every text, because a text adds none.
 */
function skeleton(page: Node): string[] {
  const inner = new Set(find(page, 'pre').flatMap(pre => elementsOf(pre).slice(1)))
  return [
    ...elementsOf(page)
      .filter(element => !inner.has(element))
      .map(({ tag }) => tag),
    ...expressionsOf(page),
  ]
}

function pageOf(...texts: Parameters<typeof reference>): Promise<string> {
  const all = reference(...texts)
  return renderWithoutTypes(toPage(all.operations, all))
}

/** The text of an element without the sign of its link, on one line. */
function lineOf(element: Node): string {
  return textOf(element)
    .replace(/\u200b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** An operation with the text in every place that takes one, the sample in every value. */
function reference(text: string, sample = 'x', value = 'OPEN') {
  const item = {
    post: {
      'operationId': 'postThingById',
      'tags': ['产品'],
      'summary': text,
      'description': text,
      'x-official-docs': ['https://pay.weixin.qq.com/doc/v3/merchant/1'],
      'parameters': [
        // What stands in a path or in a header is refused where it could not be sent.
        { name: 'id', in: 'path', required: true, schema: { type: 'string', title: text }, example: 'a' },
        { name: 'q', in: 'query', description: text, schema: { type: 'string', title: '查询' }, example: sample },
        { name: 'X-Header', in: 'header', schema: { type: 'string', title: text, default: text }, example: 'A' },
      ],
      'requestBody': {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                total: { 'type': 'integer', 'title': text, 'description': text, 'x-unit': text },
                list: { type: 'array', title: text, items: { type: 'string' } },
              },
            },
            example: { list: [sample] },
          },
        },
      },
      'responses': {
        200: {
          description: text,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  state: {
                    'type': 'string',
                    'title': text,
                    'enum': [value, 'CLOSED'],
                    'x-enumDescriptions': { [value]: text },
                  },
                  text: { type: 'string', title: text },
                },
              },
              example: { text: sample },
            },
          },
        },
      },
    },
  }
  const root = {
    'openapi': '3.1.0',
    'info': { title: '测试', version: '1.0.0' },
    'servers': [{ url: 'https://api.mch.weixin.qq.com' }],
    'tags': [{ 'name': '产品', 'x-slug': 'product', 'description': text }],
    'x-error-codes': { PARAM_ERROR: { status: 400, cause: text, solution: text, general: true } },
  }
  return read(withRoot({ 'openapi.yaml': stringify(root), 'v3/thing/{id}.yaml': stringify(item) }))
}
