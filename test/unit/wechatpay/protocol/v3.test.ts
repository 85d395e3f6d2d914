import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { Operation } from '../../../../packages/reference/model/model.ts'
import { digestOf, hasRun } from '../../../../packages/wechatpay/runs.ts'
import { ranLines } from '../../../../packages/wechatpay/page.ts'
import { signedMessage, toHttp } from '../../../../packages/wechatpay/protocol/v3.ts'
import { withRoot } from '../../helpers.ts'
import { read, toPage } from '../../../../packages/wechatpay/index.ts'

const common = {
  tags: ['产品'],
  summary: '一件事',
  description: '做一件事',
  responses: { 204: { description: '无返回内容' } },
}

function referenceOf(file: string, method: string, item: object) {
  return read(withRoot({ [file]: stringify({ [method]: { ...common, ...item } }) }))
}

const operationOf = (...args: Parameters<typeof referenceOf>): Operation => referenceOf(...args).operations[0]!

const parameters = [
  { name: 'id', in: 'path', required: true, schema: { type: 'string', title: '编号' }, example: 'a@b 中' },
  { name: 'time', in: 'query', schema: { type: 'string', title: '时间' }, example: '2026-11-20T10:34:56+08:00' },
  {
    name: 'types',
    in: 'query',
    schema: { type: 'array', title: '类型', items: { type: 'string' } },
    example: ['A', 'B'],
  },
]
const query = operationOf('v3/things/{id}.yaml', 'get', { operationId: 'getThingsById', parameters })

test('path variables and query stand in the request line, encoded', () => {
  expect(toHttp(query)).toEqual({
    method: 'GET',
    host: 'api.mch.weixin.qq.com',
    target: '/v3/things/a@b%20%E4%B8%AD?time=2026-11-20T10:34:56%2B08:00&types=A&types=B',
    headers: [],
    body: '',
    signed: '',
  })
})

test('what an address cannot hold in its query is encoded', () => {
  const [time] = parameters.filter(({ name }) => name === 'time')
  const item = { operationId: 'getThings', parameters: [{ ...time, name: "it's", example: "a'b c" }] }
  expect(toHttp(operationOf('v3/things.yaml', 'get', item)).target).toBe('/v3/things?it%27s=a%27b+c')
})

test('the signed message has five lines, each of which ends, the empty one too', () => {
  expect(
    signedMessage({ method: 'GET', target: '/v3/things', signed: '' }, { timestamp: '1554208460', nonce_str: 'abc' }),
  ).toBe('GET\n/v3/things\n1554208460\nabc\n\n')
})

test('a body is JSON on one line, with a note in the place of cipher text', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { 'type': 'string', 'title': '姓名', 'x-encrypted': 'by-rsa-pubkey' },
      total: { 'type': 'integer', 'title': '金额', 'x-unit': '分' },
    },
  }
  const header = {
    name: 'Wechatpay-Serial',
    in: 'header',
    required: true,
    schema: { type: 'string', title: '公钥' },
    example: 'PUB_KEY_ID_1',
  }
  const { headers, body, signed } = toHttp(
    operationOf('v3/thing.yaml', 'post', {
      operationId: 'postThing',
      parameters: [header],
      requestBody: { content: { 'application/json': { schema, example: { name: '张三', total: 1 } } } },
    }),
  )
  expect(headers).toEqual([
    ['Content-Type', 'application/json'],
    ['Wechatpay-Serial', 'PUB_KEY_ID_1'],
  ])
  expect(body).toBe('{"name":"（密文，解密后为 张三）","total":1}')
  expect(signed).toBe(body)
})

test('a form is shown part by part; only meta is signed', () => {
  const meta = { type: 'object', title: '元信息', properties: { filename: { type: 'string', title: '文件名' } } }
  const schema = { type: 'object', properties: { meta, file: { type: 'string', title: '文件', format: 'binary' } } }
  const { body, signed } = toHttp(
    operationOf('v3/upload.yaml', 'post', {
      operationId: 'postUpload',
      requestBody: {
        content: { 'multipart/form-data': { schema, example: { meta: { filename: 'a.png' }, file: 'a.png' } } },
      },
    }),
  )
  expect(signed).toBe('{"filename":"a.png"}')
  expect(body.split('\n').filter(line => line.startsWith('--'))).toHaveLength(3)
  expect(body).toContain('\n\n（文件内容）\n')
})

test('an operation on another host below a path keeps both', () => {
  const { host, target } = toHttp(
    operationOf('v3/thing.yaml', 'get', {
      operationId: 'getThing',
      servers: [{ url: 'https://apihk.mch.weixin.qq.com/hk' }],
    }),
  )
  expect({ host, target }).toEqual({ host: 'apihk.mch.weixin.qq.com', target: '/hk/v3/thing' })
})

test('the mark that examples have been run is shown for just the examples that were', () => {
  const reference = referenceOf('v3/things/{id}.yaml', 'get', { operationId: 'getThingsById', parameters })
  const runs = { sdk: 'wechatpay-axios-plugin 0.9.6', php: '8.4.25', operations: { getThingsById: digestOf(query) } }
  const changed = { ...query, pathParameters: query.pathParameters.map(parameter => ({ ...parameter, example: 'c' })) }
  expect(toPage(reference.operations, reference, { ran: ranLines(runs) })).toContain('**已运行**{.ran} 8 种写法')
  expect(toPage([changed], reference, { ran: ranLines(runs) })).not.toContain('已运行')
  expect(toPage(reference.operations, reference)).not.toContain('已运行')
  expect(hasRun(query, { ...runs, operations: {} })).toBe(false)
})
