import { describe, expect, test } from 'vitest'
import { parseError } from '../../../../packages/wechatpay/errors/parse.ts'

const detail = { field: '/amount/total', value: '0.01', issue: '值不是整数', location: 'body' }
const answer = { code: 'PARAM_ERROR', message: '参数错误', detail }
const json = JSON.stringify(answer)
const pretty = JSON.stringify(answer, null, 2)

test.each([
  ['the JSON', json],
  ['the JSON over several lines', pretty],
  [
    'a whole HTTP answer',
    'HTTP/1.1 400 Bad Request\r\n' +
      'Server: nginx\r\n' +
      'Content-Type: application/json; charset=utf-8\r\n' +
      'Wechatpay-Signature: abc/def+gh==\r\n' +
      '\r\n' +
      `${pretty}\r\n`,
  ],
  ['a line of a log', `[2026-11-22 10:00:00] app.ERROR: 下单失败 {order=42} 400 ${json} {"trace":"x"}`],
  ['JSON in a member of JSON', JSON.stringify({ level: 'error', response: { status: 400, data: answer } })],
  ['JSON in a text of JSON', JSON.stringify({ level: 'error', body: json })],
  ['JSON whose quotes a log has escaped', `error body="${json.replaceAll('"', '\\"')}"`],
  [
    'JSON with Chinese characters as numbers',
    json.replace(/[^\x00-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['JSON in a code block', `\`\`\`json\n${pretty}\n\`\`\``],
  ['spaces that a web page has put in', pretty.replace(/ {2}/g, '\u00a0 ')],
])('%s is understood', (_, text) => {
  expect(parseError(text)).toEqual(answer)
})

test('just the detail is understood', () => {
  expect(parseError(JSON.stringify(detail))).toEqual({ detail })
  expect(parseError(`"detail": ${JSON.stringify(detail)}`)).toEqual({ detail })
  expect(parseError(JSON.stringify({ detail }))).toEqual({ detail })
})

test('an answer without a detail gives its code', () => {
  expect(parseError('{"code":"NO_AUTH","message":"商户号无权限"}')).toEqual({
    code: 'NO_AUTH',
    message: '商户号无权限',
  })
})

test('a value that is no text stays what it is', () => {
  expect(
    parseError('{"code":"PARAM_ERROR","message":"","detail":{"field":"/a","value":0,"location":"body"}}'),
  ).toMatchObject({ detail: { value: 0 } })
  expect(
    parseError('{"code":"PARAM_ERROR","message":"","detail":{"field":"/a","value":null,"location":"body"}}'),
  ).toMatchObject({ detail: { value: null } })
})

test('a field that only the message names is found there', () => {
  expect(
    parseError(
      '{"code":"PARAM_ERROR","detail":{"location":"body","value":2},' +
        '"message":"输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字节数 2，小于最小值 6"}',
    ),
  ).toMatchObject({ detail: { field: '/out_trade_no', location: 'body', value: 2 } })
  expect(parseError('{"code":"PARAM_ERROR","message":"输入源“/query/mchid”映射到值字段“商户号”失败"}')).toMatchObject({
    detail: { field: 'mchid', location: 'query' },
  })
})

test('what the platform has signed is taken from the detail', () => {
  const signed = {
    method: 'POST',
    url: '/v3/refund/domestic/refunds',
    truncated_sign_message: 'POST\n/v3/refund/domestic/refunds\n1554208460\nabc\n{}\n',
    sign_message_length: 54,
  }
  expect(
    parseError(
      JSON.stringify({
        code: 'SIGN_ERROR',
        message: '错误的签名，验签失败',
        detail: { field: 'signature', location: 'authorization', issue: 'sign not match', sign_information: signed },
      }),
    ),
  ).toEqual({
    code: 'SIGN_ERROR',
    message: '错误的签名，验签失败',
    detail: { field: 'signature', location: 'authorization', issue: 'sign not match' },
    signed: { method: 'POST', url: '/v3/refund/domestic/refunds', message: signed.truncated_sign_message, length: 54 },
    request: 'POST /v3/refund/domestic/refunds',
  })
})

test.each([
  [`POST https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi 400 ${json}`, 'POST /v3/pay/transactions/jsapi'],
  [
    `{"method":"GET","url":"https://api.mch.weixin.qq.com/v3/certificates?a=b","body":${JSON.stringify(json)}}`,
    '/v3/certificates?a=b',
  ],
  [`request to /v3/refund/domestic/refunds failed: ${json}`, '/v3/refund/domestic/refunds'],
])('the request beside the answer is found: %s', (text, request) => {
  expect(parseError(text)).toMatchObject({ request })
})

describe('what is not understood has a reason:', () => {
  test.each([
    [' \n', 'empty'],
    ['下单失败', 'no-json'],
    ['{"code_url":"weixin://wxpay/bizpayurl?pr=p4lpSuKzz"}', 'no-error'],
    ['{"code":0,"message":"ok"}', 'no-error'],
    ['{"code":"PARAM_ERROR","message":"参数错误","detail":{"field":"/amo', 'cut'],
    [
      'Array\n(\n' +
        '    [code] => PARAM_ERROR\n' +
        '    [detail] => Array\n' +
        '        (\n' +
        '            [field] => /amount/total\n' +
        '        )\n)',
      'php',
    ],
    ["array (\n  'code' => 'PARAM_ERROR',\n)", 'php'],
    ["{ code: 'PARAM_ERROR', message: '参数错误', detail: { field: '/amount/total' } }", 'quotes'],
    ["{'code': 'PARAM_ERROR', 'message': '参数错误'}", 'quotes'],
  ])('%j: %s', (text, reason) => {
    expect(parseError(text)).toBe(reason)
  })

  test('a text that is made of braces is read once, not once a brace', () => {
    expect(parseError('{'.repeat(500_000))).toBe('cut')
  })
})
