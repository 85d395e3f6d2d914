import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Wechatpay } from 'wechatpay-axios-plugin'
import { stringify } from 'yaml'
import type { Operation } from '../../../../packages/reference/model/model.ts'
import { literal, propertyName } from '../../../../packages/reference/writers/to-types.ts'
import { isChainable, linkNames, toTypescript } from '../../../../packages/wechatpay/sdk/typescript.ts'
import { withRoot } from '../../helpers.ts'
import { read } from '../../../../packages/wechatpay/index.ts'

test.each<[unknown, string]>([
  ['', `''`],
  ['plain', `'plain'`],
  [`it's`, `'it\\'s'`],
  ['"double"', `'"double"'`],
  ['\\', `'\\\\'`],
  ['\\"', `'\\\\"'`],
  [`\\'`, `'\\\\\\''`],
  ['a\nb\tc', `'a\\nb\\tc'`],
  ['${x} `y`', `'\${x} \`y\`'`],
  ['</script>', `'</script>'`],
  ['\u0000', `'\\u0000'`],
  [30, '30'],
  [-1.5, '-1.5'],
  [true, 'true'],
  [null, 'null'],
])('writes %j as a literal that means the same', (value, text) => {
  expect(literal(value)).toBe(text)
  expect((new Function(`return ${literal(value)}`) as () => unknown)()).toBe(value)
})

test.each([
  ['out_trade_no', 'out_trade_no'],
  ['$ref', '$ref'],
  ['_x1', '_x1'],
  ['class', 'class'],
  // what is no identifier stands in quotes
  ['Wechatpay-Serial', `'Wechatpay-Serial'`],
  ['1st', `'1st'`],
  ['with space', `'with space'`],
  [`it's`, `'it\\'s'`],
  ['', `''`],
])('writes the name %j as the key %s', (name, key) => {
  expect(propertyName(name)).toBe(key)
})

test.each([
  ['membercard-open', 'membercardOpen'],
  ['{card_id}', '_card_id_'],
  ['deleted', 'deleted'],
  // what a link has of its own, which a capital tells from the segment
  ['delete', 'Delete'],
  ['chain', 'Chain'],
  ['then', 'Then'],
  // what a function has and does not give away, and what it does
  ['constructor', 'Constructor'],
  ['name', 'Name'],
  ['apply', 'apply'],
])('the segment %j is the link %s', (segment, link) => {
  expect(isChainable(segment)).toBe(true)
  expect(linkNames(segment)[0]).toBe(link)
})

test('an empty segment and one that no object gives away are reached by the whole path only', () => {
  expect(['', '__proto__'].map(isChainable)).toEqual([false, false])
})

describe('the chain of the real SDK', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const wxpay = new Wechatpay({ mchid: '1', serial: 'A', privateKey, certs: { B: publicKey } })
  const members = [Function.prototype, Object.prototype].flatMap(Object.getOwnPropertyNames)
  const segments = [...new Set([...members, 'prototype', 'get', 'post', 'chain', 'inspect', 'then', 'client'])]

  test.each(segments.filter(name => /^[a-z_]+$/.test(name)))(
    'leads past the segment %s under the name that we give it, or not at all',
    name => {
      expect(pathThrough(linkNames(name)[0]!) === `v3/things/${name}/more`).toBe(isChainable(name))
    },
  )

  /** The path that a chain through this segment has come to; undefined where there is no way. */
  function pathThrough(name: string): string | undefined {
    type Link = { [segment: string]: Link } & { name: string }
    try {
      return (wxpay as unknown as Link).v3!.things![name]!.more!.name
    } catch (error) {
      return error instanceof TypeError || error instanceof RangeError ? undefined : String(error)
    }
  }
})

test('takes a short answer apart, and shows a long one whole', () => {
  expect(awaitOf({ a: '甲', b: '乙' })).toContain(
    'const { data: { a, b } } = await wxpay.v3.thing.get()\nconsole.log(a, b)',
  )
  expect(awaitOf({ a: '甲', b: '乙', c: '丙', d: '丁', e: '戊' })).toContain(
    'const { data } = await wxpay.v3.thing.get()\nconsole.log(data)',
  )
})

test('does not make variables of names that cannot be one', () => {
  expect(awaitOf({ new: '新' })).toContain('const { data } = ')
  expect(awaitOf({ 'a-b': '甲' })).toContain('const { data } = ')
})

test.each(['wxpay', 'console'])('does not hide %s, which the example needs, by a field of that name', name => {
  expect(awaitOf({ [name]: '名' })).toContain('const { data } = ')
})

test('shows an answer whole that has no field by name', () => {
  expect(awaitOf({})).toContain('const { data } = await wxpay.v3.thing.get()\nconsole.log(data)')
})

test('writes an empty list on one line, whatever it lists', () => {
  const body = {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            rows: {
              type: 'array',
              title: '行',
              items: { type: 'object', properties: { a: { type: 'string', title: '甲' } } },
            },
          },
        },
        example: { rows: [] },
      },
    },
  }
  expect(toTypescript(operation({ post: { operationId: 'postThing', requestBody: body } }))[0]!.code).toContain(
    '  rows: [],\n',
  )
})

test('sends a request without a body and without options as a call without arguments', () => {
  expect(toTypescript(operation({ post: { operationId: 'postThing' } })).map(({ code }) => code)).toEqual([
    'const { status } = await wxpay.v3.thing.post()\nconsole.log(status === 204)',
    'wxpay.v3.thing.post()\n.then(({ status }) => console.log(status === 204))',
  ])
})

test('keeps the place of the body where there are only options', () => {
  const parameters = [{ name: 'q', in: 'query', required: true, schema: { type: 'string', title: '查' }, example: '1' }]
  expect(toTypescript(operation({ post: { operationId: 'postThing', parameters } }))[0]!.code).toContain(
    "post(undefined, {\n  params: {\n    q: '1',\n  },\n})",
  )
})

/** The `await` example of an operation that answers an object of these fields. */
function awaitOf(fields: Record<string, string>): string {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, title]) => [name, { type: 'string', title }]),
  )
  const schema = Object.keys(fields).length
    ? { type: 'object', properties }
    : { type: 'object', additionalProperties: { type: 'string' } }
  return toTypescript(
    operation({
      get: {
        operationId: 'getThing',
        responses: { 200: { description: '成功', content: { 'application/json': { schema, example: {} } } } },
      },
    }),
  )[0]!.code
}

function operation(item: Record<string, object>): Operation {
  const common = {
    'tags': ['产品'],
    'summary': '一件事',
    'description': '做一件事',
    'x-official-docs': ['https://pay.weixin.qq.com/doc/v3/merchant/1'],
    'responses': { 204: { description: '无返回内容' } },
  }
  return read(
    withRoot({
      'v3/thing.yaml': stringify(
        Object.fromEntries(Object.entries(item).map(([method, value]) => [method, { ...common, ...value }])),
      ),
    }),
  ).operations[0]!
}
