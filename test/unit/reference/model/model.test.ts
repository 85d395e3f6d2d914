import { describe, expect, test } from 'vitest'
import {
  countRows,
  enumerationOf,
  fieldsOf,
  isOpen,
  operationIdOf,
  pascal,
  placeholderOf,
  segmentsOf,
  typeText,
  type ArraySchema,
  type Method,
  type ObjectSchema,
  type Schema,
  type Side,
  type StringSchema,
} from '../../../../packages/reference/model/model.ts'
import { chainName } from '../../../../packages/wechatpay/sdk/segments.ts'
import { limitText, titleText } from '../../../../packages/reference/model/words.ts'
import { detailLines } from '../../../../packages/wechatpay/index.ts'
import { words } from '../../../../packages/wechatpay/words.ts'

const text: StringSchema = { type: 'string' }
const amount: ObjectSchema = {
  type: 'object',
  fields: [
    { name: 'total', required: true, schema: { type: 'integer' } },
    { name: 'currency', required: false, schema: text },
  ],
}
const list = (items: Schema): ArraySchema => ({ type: 'array', items })

test.each<[Schema, string]>([
  [text, 'string'],
  [{ type: 'integer' }, 'integer'],
  [{ type: 'number' }, 'number'],
  [{ type: 'boolean' }, 'boolean'],
  [amount, 'object'],
  // a list says what it lists, at any depth
  [list(text), 'string[]'],
  [list(amount), 'object[]'],
  [list(list({ type: 'integer' })), 'integer[][]'],
])('prints the type of %j as %s', (schema, expected) => {
  expect(typeText(schema)).toBe(expected)
})

test.each<[Schema, string]>([
  [text, ''],
  // lengths of strings
  [{ type: 'string', minLength: 6, maxLength: 32 }, '6–32 个字符'],
  [{ type: 'string', maxLength: 32 }, '最多 32 个字符'],
  [{ type: 'string', minLength: 1 }, '至少 1 个字符'],
  [{ type: 'string', minLength: 8, maxLength: 8 }, '8 个字符'],
  [{ type: 'string', minLength: 0, maxLength: 0 }, '0 个字符'],
  // a pattern is code, after the lengths
  [{ type: 'string', pattern: '^\\d+$' }, '匹配 `^\\d+$`'],
  [{ type: 'string', maxLength: 3, pattern: 'a|b' }, '最多 3 个字符，匹配 `a|b`'],
  // numbers have no word for what they count: the unit stands on a line of its own
  [{ type: 'integer', minimum: 1, maximum: 100 }, '1–100'],
  [{ type: 'integer', minimum: 0 }, '至少 0'],
  [{ type: 'number', maximum: 0.5 }, '最多 0.5'],
  [{ type: 'integer', minimum: -1, maximum: -1 }, '-1'],
  [{ type: 'string', minLength: 1, maxLength: 127, maxBytes: 127 }, '1–127 个字节（UTF-8，一个汉字占 3 个）'],
  // lists
  [{ ...list(text), minItems: 1, maxItems: 50 }, '1–50 项'],
  [{ ...list(text), maxItems: 1 }, '最多 1 项'],
  // the limits of the items are not those of the list
  [list({ type: 'string', maxLength: 3 }), ''],
  [{ type: 'boolean' }, ''],
  [amount, ''],
])('puts the limits of %j into the words "%s"', (schema, expected) => {
  expect(limitText(words, schema)).toBe(expected)
})

test.each<[string, Schema, string]>([
  ['out_trade_no', { type: 'string', title: '商户订单号', description: '同一商户号下唯一' }, '商户订单号'],
  ['out_trade_no', { type: 'string', description: '同一商户号下唯一' }, '同一商户号下唯一'],
  ['out_trade_no', text, 'out_trade_no'],
])('calls the field %s with %j %s', (name, schema, expected) => {
  expect(titleText(words, { name, required: true, schema })).toBe(expected)
})

describe('the details of a field', () => {
  test.each<[string, Schema, Side, string[]]>([
    ['nothing', text, 'request', []],
    [
      'the description, if it is not the title already',
      { type: 'string', title: '名', description: '更多' },
      'request',
      ['更多'],
    ],
    ['no description that stands in place of the title', { type: 'string', description: '更多' }, 'request', []],
    ['that it is deprecated', { type: 'string', title: '名', deprecated: true }, 'request', ['已废弃']],
    ['that a list is deprecated', { ...list(text), title: '名', deprecated: true }, 'request', ['已废弃']],
    ['unit before limits', { type: 'integer', unit: '分', minimum: 1 }, 'request', ['单位：分', '限制：至少 1']],
    ['unit of the items of a list', list({ type: 'integer', unit: '分' }), 'request', ['单位：分']],
    [
      'limits of a list apart from those of its items',
      { ...list({ type: 'string', maxLength: 8 }), maxItems: 2 },
      'request',
      ['限制：最多 2 项', '每项：最多 8 个字符'],
    ],
    [
      'the form of a time',
      { type: 'string', format: 'date-time' },
      'answer',
      ['格式：RFC 3339 时间，如 `2026-11-20T10:34:56+08:00`'],
    ],
    ['the form of a date', { type: 'string', format: 'date' }, 'answer', ['格式：`YYYY-MM-DD`']],
    ['a file', { type: 'string', format: 'binary' }, 'request', ['二进制文件内容']],
    ['a JSON text', { type: 'string', json: {} }, 'request', ['内容是一段 JSON 文本']],
    ['a default, also where it counts as false', { type: 'boolean', default: false }, 'request', ['默认：`false`']],
    ['the default zero', { type: 'integer', default: 0 }, 'request', ['默认：`0`']],
    [
      'a digest',
      { type: 'string', extensions: { 'x-digest': 'sha256' } },
      'request',
      ['文件内容的 SHA256 摘要，十六进制小写'],
    ],
    [
      'how to encrypt, in a request',
      { type: 'string', extensions: { 'x-encrypted': 'by-rsa-pubkey' } },
      'request',
      ['敏感信息：须用微信支付公钥或平台证书加密（RSA-OAEP），并在请求头带上 `Wechatpay-Serial`'],
    ],
    [
      'how to decrypt, in an answer',
      { type: 'string', extensions: { 'x-encrypted': 'by-rsa-pubkey' } },
      'answer',
      ['密文：用商户 API 私钥解密（RSA-OAEP）'],
    ],
    [
      'encrypted items',
      list({ type: 'string', extensions: { 'x-encrypted': 'by-rsa-pubkey' } }),
      'answer',
      ['密文：用商户 API 私钥解密（RSA-OAEP）'],
    ],
  ])('say %s', (_, schema, side, expected) => {
    expect(detailLines({ schema }, side)).toEqual(expected)
  })
})

test('takes the values of a list from its items', () => {
  const enumeration = { values: ['A'], open: false, meanings: {} }
  expect(enumerationOf({ type: 'string', enum: enumeration })).toBe(enumeration)
  expect(enumerationOf(list({ type: 'string', enum: enumeration }))).toBe(enumeration)
  expect(enumerationOf(amount)).toBeUndefined()
})

test.each<[boolean, Side, boolean]>([
  [false, 'request', false],
  [false, 'answer', true],
  [true, 'request', true],
  [true, 'answer', true],
])('reads a list of values with open: %s in a %s as open: %s', (open, side, expected) => {
  expect(isOpen({ values: [], open, meanings: {} }, side)).toBe(expected)
})

test('counts the fields at all depths, those of items included', () => {
  const order: ObjectSchema = {
    type: 'object',
    fields: [
      { name: 'amount', required: true, schema: amount },
      { name: 'details', required: false, schema: list(list(amount)) },
    ],
  }
  expect(fieldsOf(list(list(amount))).map(({ name }) => name)).toEqual(['total', 'currency'])
  expect(fieldsOf(text)).toEqual([])
  expect(countRows(order)).toBe(6)
})

test.each<[string, string, string | undefined]>([
  ['v3', 'v3', undefined],
  // every hyphen gives way to a capital
  ['membercard-open', 'membercardOpen', undefined],
  ['out-trade-no', 'outTradeNo', undefined],
  ['apply4sub', 'apply4sub', undefined],
  ['3d-secure', '3dSecure', undefined],
  ['sub-4', 'sub-4', undefined],
  // what is no hyphen stays
  ['a_b', 'a_b', undefined],
  ['a.b', 'a.b', undefined],
  // a placeholder keeps its name between underscores
  ['{card_id}', '_card_id_', 'card_id'],
  ['{cardId}', '_cardId_', 'cardId'],
  ['{}', '{}', undefined],
  ['x{id}', 'x{id}', undefined],
])('the segment %s is %s in a chain', (segment, chained, placeholder) => {
  expect(chainName(segment)).toBe(chained)
  expect(placeholderOf(segment)).toBe(placeholder)
})

test.each<[string, string[]]>([
  ['/v3/certificates', ['v3', 'certificates']],
  ['/v3/pay/{id}', ['v3', 'pay', '{id}']],
  // a trailing slash is a segment that is empty
  ['/v3/pay/', ['v3', 'pay', '']],
])('the path %s has the segments %j', (path, segments) => {
  expect(segmentsOf(path)).toEqual(segments)
})

test.each<[Method, string, string]>([
  ['get', '/v3/certificates', 'getCertificates'],
  ['post', '/v3/pay/transactions/jsapi', 'postPayTransactionsJsapi'],
  ['get', '/v3/pay/transactions/out-trade-no/{out_trade_no}', 'getPayTransactionsOutTradeNoByOutTradeNo'],
  ['delete', '/v3/cards/{card_id}/codes/{code}', 'deleteCardsByCardIdCodesByCode'],
  ['post', '/v3/trailing/', 'postTrailing'],
  ['post', '/v3/a.b/c_d', 'postABCD'],
])('%s %s is called %s', (method, path, id) => {
  expect(operationIdOf(method, path)).toBe(id)
})

test.each([
  ['out-trade-no', 'OutTradeNo'],
  ['card_id', 'CardId'],
  ['a.b', 'AB'],
  ['post', 'Post'],
  ['already', 'Already'],
  ['mixedCase', 'MixedCase'],
  ['1st', '1st'],
  ['', ''],
])('%s in pascal case is %s', (name, expected) => {
  expect(pascal(name)).toBe(expected)
})
