import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { enumerationOf, type ObjectSchema, type Operation } from '../../../../packages/reference/model/model.ts'
import { withRoot } from '../../helpers.ts'
import { read, readLeniently } from '../../../../packages/wechatpay/index.ts'
import { common, nothing } from './operations.ts'

/** The one operation of `docs/openapi/v3/<path>.yaml`. */
function operation(
  path: string,
  method: string,
  item: Record<string, unknown>,
  others: Record<string, string> = {},
): Operation {
  const reference = read(
    withRoot({ [`v3/${path}.yaml`]: stringify({ [method]: { ...common, responses: nothing, ...item } }), ...others }),
  )
  expect(reference.operations).toHaveLength(1)
  return reference.operations[0]!
}

describe('an operation', () => {
  test('has its path from the place of its file', () => {
    expect(operation('thing', 'get', { operationId: 'getThing' })).toMatchObject({
      method: 'get',
      path: '/v3/thing',
      operationId: 'getThing',
      title: '一件事',
      description: '做一件事',
      tags: ['产品'],
      status: [],
      place: { file: 'docs/openapi/v3/thing.yaml', line: 1, column: 1, pointer: '#/get' },
    })
  })

  test('has its path variables in the order of the path, whatever the order of the description', () => {
    const parameter = (name: string) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', title: name },
      example: '1',
    })
    const { pathParameters } = operation('a/{x}/b/{y}', 'get', {
      operationId: 'getAByXBByY',
      parameters: [parameter('y'), parameter('x')],
    })
    expect(pathParameters.map(({ name }) => name)).toEqual(['x', 'y'])
  })

  test('has query and header parameters apart, without a sample where none is given', () => {
    const { query, headers } = operation('thing', 'get', {
      operationId: 'getThing',
      parameters: [
        { name: 'X-Header', in: 'header', schema: { type: 'string', title: '头' }, example: 'h' },
        {
          name: 'limit',
          in: 'query',
          description: '最多几条',
          schema: { type: 'integer', title: '条数', description: '模式的描述' },
        },
      ],
    })
    expect(headers).toEqual([
      { name: 'X-Header', required: false, schema: expect.objectContaining({ title: '头' }) as unknown, example: 'h' },
    ])
    expect(query).toEqual([
      {
        name: 'limit',
        required: false,
        schema: expect.objectContaining({ title: '条数', description: '最多几条' }) as unknown,
      },
    ])
  })

  test.each([
    ['https://pay.weixin.qq.com/doc/v3/merchant/4012595808', 'merchant'],
    ['https://pay.weixin.qq.com/doc/v3/partner/4012729629', 'partner'],
    ['https://pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter3_1_1.shtml', 'merchant'],
    ['https://pay.weixin.qq.com/wiki/doc/apiv3_partner/apis/chapter4_1_1.shtml', 'partner'],
    ['https://pay.weixin.qq.com/wiki/doc/api/index.html', undefined],
  ])('knows for whom %s is written', (url, audience) => {
    expect(operation('thing', 'get', { 'operationId': 'getThing', 'x-official-docs': [url] }).officialDocs).toEqual([
      { url, audience },
    ])
  })

  test('puts "deprecated" before the other marks', () => {
    expect(
      operation('thing', 'get', {
        'operationId': 'getThing',
        'deprecated': true,
        'x-status': ['important', 'redesigned'],
      }).status,
    ).toEqual(['deprecated', 'important', 'redesigned'])
  })

  test.each(['https://fraud.mch.weixin.qq.com', 'https://fraud.mch.weixin.qq.com/'])(
    'at %s has an address that ends in one slash',
    url => {
      expect(operation('thing', 'get', { operationId: 'getThing', servers: [{ url }] }).baseUri).toBe(
        'https://fraud.mch.weixin.qq.com/',
      )
    },
  )

  test('tells an answer without a body, a JSON answer and a file apart', () => {
    const answer = (responses: unknown) => operation('thing', 'get', { operationId: 'getThing', responses }).answer
    expect(answer({ 204: { description: '无' } })).toEqual({ status: 204, description: '无' })
    expect(
      answer({
        200: {
          description: '有',
          content: {
            'application/json': {
              schema: { type: 'object', properties: { a: { type: 'integer', title: '数' } } },
              example: { a: 1 },
            },
          },
        },
      }),
    ).toMatchObject({ status: 200, content: { kind: 'json', example: { a: 1 } } })
    expect(
      answer({
        200: {
          description: '有',
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary', title: '文件' } } },
        },
      }),
    ).toMatchObject({ content: { kind: 'file', schema: { title: '文件' } } })
  })
})

describe('a shared schema', () => {
  const body = (field: object) => ({
    operationId: 'postThing',
    requestBody: {
      content: { 'application/json': { schema: { type: 'object', properties: { amount: field } }, example: {} } },
    },
  })
  const schemas = {
    'components/schemas/Amount.yaml': stringify({
      type: 'object',
      title: '金额',
      description: '多少钱',
      properties: { total: { 'type': 'integer', 'title': '总额', 'x-unit': '分' } },
    }),
  }
  const field = (value: object) =>
    (operation('thing', 'post', body(value), schemas).body!.schema as ObjectSchema).fields[0]!.schema

  test('keeps its name and its own words', () => {
    expect(field({ $ref: '#/components/schemas/Amount' })).toMatchObject({
      type: 'object',
      name: 'Amount',
      title: '金额',
      description: '多少钱',
    })
  })

  test('is called by a title beside its reference, and its own description goes with its own title', () => {
    const { title, description, name } = field({ $ref: '#/components/schemas/Amount', title: '退款金额' })
    expect({ title, description, name }).toEqual({ title: '退款金额', description: undefined, name: 'Amount' })
  })

  test('is described by a description beside its reference', () => {
    expect(field({ $ref: '#/components/schemas/Amount', description: '退多少', deprecated: true })).toMatchObject({
      title: '金额',
      description: '退多少',
      deprecated: true,
    })
  })

  test('may be used twice without being a circle', () => {
    const both = {
      type: 'object',
      properties: { a: { $ref: '#/components/schemas/Amount' }, b: { $ref: '#/components/schemas/Amount' } },
    }
    expect(
      operation(
        'thing',
        'post',
        { operationId: 'postThing', requestBody: { content: { 'application/json': { schema: both, example: {} } } } },
        schemas,
      ).body?.schema,
    ).toMatchObject({ fields: [{ name: 'a' }, { name: 'b' }] })
  })
})

describe('the meaning of keywords', () => {
  const serial = { name: 'Wechatpay-Serial', in: 'header', schema: { type: 'string', title: '序列号' } }
  const field = (schema: object) =>
    (
      operation('thing', 'post', {
        operationId: 'postThing',
        parameters: [serial],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { a: { title: '名', ...schema } } },
              example: {},
            },
          },
        },
      }).body!.schema as ObjectSchema
    ).fields[0]!.schema

  test.each<[object, object]>([
    [
      { 'type': 'string', 'enum': ['A'], 'x-enumDescriptions': { A: '甲' } },
      { enum: { values: ['A'], open: false, meanings: { A: '甲' } } },
    ],
    [{ 'type': 'integer', 'x-extensible-enum': [1, 2] }, { enum: { values: [1, 2], open: true, meanings: {} } }],
    [
      { 'type': 'integer', 'x-unit': '分', 'minimum': 0 },
      { unit: '分', minimum: 0 },
    ],
    [{ 'type': 'string', 'x-encrypted': 'by-rsa-pubkey' }, { extensions: { 'x-encrypted': 'by-rsa-pubkey' } }],
    [{ 'type': 'string', 'x-digest': 'sha256' }, { extensions: { 'x-digest': 'sha256' } }],
    [{ type: 'string', contentMediaType: 'application/json' }, { json: {} }],
    [
      { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'integer' } },
      { json: { schema: { type: 'integer' } } },
    ],
    [
      { type: 'object', additionalProperties: { type: 'integer' } },
      { fields: [], additional: { type: 'integer' } },
    ],
    [
      { type: 'array', items: { type: 'array', items: { type: 'string' } }, minItems: 1 },
      { items: { type: 'array', items: { type: 'string' } }, minItems: 1 },
    ],
    [{ type: 'boolean', default: false }, { default: false }],
  ])('%j is read as %j', (schema, expected) => {
    expect(field(schema)).toMatchObject(expected)
  })
})

test('a value that is called like a member of every object has no meaning of its own', () => {
  const { query } = operation('thing', 'get', {
    operationId: 'getThing',
    parameters: [
      {
        name: 'kind',
        in: 'query',
        schema: { type: 'string', title: '种类', enum: ['constructor'] },
        example: 'constructor',
      },
    ],
  })
  expect(enumerationOf(query[0]!.schema)!.meanings.constructor).toBeUndefined()
})

test('takes the files in any order', () => {
  const files = withRoot({
    'v3/b.yaml': stringify({ get: { ...common, operationId: 'getB', responses: nothing } }),
    'v3/a.yaml': stringify({ get: { ...common, operationId: 'getA', responses: nothing } }),
  })
  expect(read(new Map([...files].reverse()))).toEqual(read(files))
  expect(read(files).operations.map(({ path }) => path)).toEqual(['/v3/a', '/v3/b'])
})

test('checks a JSON text against the schema of its content', () => {
  const schema = {
    type: 'object',
    properties: {
      detail: {
        type: 'string',
        title: '细节',
        contentMediaType: 'application/json',
        contentSchema: { type: 'object', required: ['id'], properties: { id: { type: 'string', title: '编号' } } },
      },
    },
  }
  const item = {
    post: {
      ...common,
      operationId: 'postThing',
      requestBody: { content: { 'application/json': { schema, example: { detail: '{"di":"1"}' } } } },
      responses: nothing,
    },
  }
  expect(readLeniently(withRoot({ 'v3/thing.yaml': stringify(item) })).problems.length).toBeGreaterThan(0)
})

test('finds encrypted values of a map', () => {
  const schema = { type: 'object', additionalProperties: { 'type': 'string', 'x-encrypted': 'by-rsa-pubkey' } }
  const item = {
    post: {
      ...common,
      operationId: 'postThing',
      requestBody: { content: { 'application/json': { schema, example: { a: '明文' } } } },
      responses: nothing,
    },
  }
  expect(readLeniently(withRoot({ 'v3/thing.yaml': stringify(item) })).problems.map(({ advice }) => advice)).toEqual([
    'Add the header parameter Wechatpay-Serial.',
  ])
})
