import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { words } from '../../../../packages/wechatpay/words.ts'
import { withRoot } from '../../helpers.ts'
import { read, toPage } from '../../../../packages/wechatpay/index.ts'

const common = {
  'tags': ['产品'],
  'summary': '一件事',
  'description': '做一件事',
  'x-official-docs': ['https://pay.weixin.qq.com/doc/v3/merchant/1'],
  'responses': { 204: { description: '无返回内容' } },
}

function page(item: Record<string, object>, prose?: string): string {
  const reference = read(
    withRoot({
      'v3/thing.yaml': stringify(
        Object.fromEntries(Object.entries(item).map(([method, value]) => [method, { ...common, ...value }])),
      ),
    }),
  )
  return toPage(reference.operations, reference, { prose })
}

const rows = (markdown: string, id: string) =>
  markdown.split(`\n\n{.im-table #${id}}`)[0]!.split('\n\n').at(-1)!.split('\n').slice(2)

test('front matter survives quotes, colons and line breaks', () => {
  const text = '"引号": {a} #\n第二行 \\'
  const [, front] = page({ get: { operationId: 'getThing', summary: text, description: text } }).split('---\n')
  expect(parse(front!)).toMatchObject({ title: text, description: text })
})

test('two operations of one path share a page, with addresses of their own', () => {
  const text = page({
    get: { operationId: 'getThing', summary: '查' },
    post: { operationId: 'postThing', summary: '改' },
  })
  expect(text.match(/^#+ .*\{#.*\}$/gm)!.map(line => /\{#(.*)\}/.exec(line)![1])).toEqual([
    'get',
    'get-request-parameters',
    'get-request-example',
    'get-answer',
    'post',
    'post-request-parameters',
    'post-request-example',
    'post-answer',
  ])
  expect(text).toContain('title: "查、改"')
  expect(text).toContain('{.im-table #get-request}')
  expect(text).toContain('{.im-table #post-response}')
})

test('prose by hand stands once, below the first answer', () => {
  const text = page(
    { get: { operationId: 'getThing', description: '描述' }, post: { operationId: 'postThing' } },
    '\n手写\n\n',
  )
  expect(text).toMatch(/\{.im-table #get-response\}\n\n手写\n\n产品：/)
  expect(text.split('手写')).toHaveLength(2)
})

test.each(Object.entries(words.statuses))('the status %s is said in the words %s', (status, text) => {
  const item = status === 'deprecated' ? { deprecated: true } : { 'x-status': [status] }
  expect(page({ get: { operationId: 'getThing', ...item } })).toContain(`**${text}**{.status .${status}}`)
})

test('an operation without parameters and without an answer says so in its tables', () => {
  const text = page({ get: { operationId: 'getThing' } })
  expect(rows(text, 'request')).toEqual(['| 无请求参数 {align=center colspan=3}'])
  expect(rows(text, 'response')).toEqual(['| 空字符串(无返回内容) {align=center colspan=3}'])
})

test('a map says what its keys hold', () => {
  const schema = {
    type: 'object',
    properties: {
      prices: {
        type: 'object',
        title: '价格',
        additionalProperties: { type: 'object', properties: { total: { type: 'integer', title: '总额' } } },
      },
    },
  }
  const request = rows(
    page({
      post: { operationId: 'postThing', requestBody: { content: { 'application/json': { schema, example: {} } } } },
    }),
    'request',
  )
  expect(request.some(row => row.includes('总额'))).toBe(true)
})

test('a JSON text says what it holds', () => {
  const schema = {
    type: 'object',
    properties: {
      detail: {
        type: 'string',
        title: '细节',
        contentMediaType: 'application/json',
        contentSchema: { type: 'object', properties: { id: { type: 'string', title: '编号' } } },
      },
    },
  }
  const request = rows(
    page({
      post: { operationId: 'postThing', requestBody: { content: { 'application/json': { schema, example: {} } } } },
    }),
    'request',
  )
  expect(request.some(row => row.includes('编号'))).toBe(true)
})

test('many official pages are folded up, by whom they are for, each named after the operation', () => {
  const docs = [
    ...Array.from({ length: 8 }, (_, index) => `https://pay.weixin.qq.com/doc/v3/merchant/${index}`),
    'https://pay.weixin.qq.com/doc/v3/partner/9',
  ]
  const text = page({ get: { 'operationId': 'getThing', 'x-official-docs': docs } })
  expect(text).toContain('::: details 官方文档（9 篇）\n\n- 直连商户：[一件事](')
  expect(text).toContain(' [一件事（8）](https://pay.weixin.qq.com/doc/v3/merchant/7)')
  expect(text).toContain('\n- 合作伙伴：[一件事](https://pay.weixin.qq.com/doc/v3/partner/9)\n\n:::')
})
