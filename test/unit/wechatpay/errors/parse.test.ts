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

describe('what is no JSON is read as far as it goes:', () => {
  const sentence = '输入源“/body/appid”映射到值字段“应用ID”字符串规则校验失败，字节数 0，小于最小值 1'
  const field = { field: '/appid', location: 'body' }

  test.each([
    [
      'what print_r prints',
      'Array\n(\n    [code] => PARAM_ERROR\n    [message] => 参数错误\n    [detail] => Array\n        (\n' +
        '            [field] => /amount/total\n            [value] => 0.01\n            [issue] => 值不是整数\n' +
        '            [location] => body\n        )\n)',
      answer,
    ],
    [
      'what var_dump prints',
      'array(2) {\n  ["code"]=>\n  string(11) "PARAM_ERROR"\n  ["message"]=>\n  string(12) "参数错误"\n}',
      { code: 'PARAM_ERROR', message: '参数错误' },
    ],
    [
      'what util.inspect prints',
      "{\n  code: 'PARAM_ERROR',\n  message: '参数错误',\n  detail: { field: '/amount/total', value: '0.01', " +
        "issue: '值不是整数', location: 'body' }\n}",
      answer,
    ],
    [
      'what Python prints',
      "{'code': 'NO_AUTH', 'message': '商户号无权限'}",
      { code: 'NO_AUTH', message: '商户号无权限' },
    ],
    [
      'an exception of Java',
      `com.github.binarywang.wxpay.exception.WxPayException: ${sentence}`,
      { message: sentence, detail: field },
    ],
    [
      'an error of Go',
      `error http response:[StatusCode: 400 Code: "PARAM_ERROR"\nMessage: ${sentence}\nHeader:\n - Server=[nginx]]`,
      { code: 'PARAM_ERROR', message: sentence, detail: field },
    ],
    [
      'what Guzzle has cut',
      'Client error: `POST https://api.mch.weixin.qq.com/v3/transfer/batches` resulted in a `400 Ba' +
        'd Request` response:\n' +
        '{"code":"PARAM_ERROR","detail":{"location":"body","value":0},"message":"输入源“/body/appid”映射到值字 (truncated...)',
      {
        code: 'PARAM_ERROR',
        message: '输入源“/body/appid”映射到值字',
        detail: field,
        isPart: true,
        request: 'POST /v3/transfer/batches',
      },
    ],
    [
      'JSON that ends in the name of a field',
      '{"code":"PARAM_ERROR","message":"参数错误","detail":{"field":"/amo',
      { code: 'PARAM_ERROR', message: '参数错误', isPart: true },
    ],
    [
      'a line break inside a text, as chats put it in',
      '{\\"code\\":\\"PARAM_ERROR\\",\\"message\\":\\"此字段需要\n一个整数\\",\\"detail\\":{\\"field\\":\\"/' +
        'a\\",\\"issue\\":\\"x\\"}}',
      { code: 'PARAM_ERROR', message: '此字段需要 一个整数', detail: { field: '/a', issue: 'x' } },
    ],
  ])('%s', (_, text, expected) => {
    expect(parseError(text)).toEqual(expected)
  })

  test.each([
    ["AxiosError: Cannot found the serial(`PUB_KEY_ID_01`)'s configuration, which's from the response(…)", /certs/],
    ["code: 'EV3_RES_HEADER_TIMESTAMP_OFFSET'", /时钟/],
    ["It's allowed time offset in ± 300 seconds, the response(header:Wechatpay-Timestamp) was on 1", /时钟/],
    ["Verify the response's data with: timestamp=1, nonce=a, signature=b, cert={c: ...} failed.", /不可信/],
    [
      "The `certs` contains the merchant's certificate serial number(444F) which is not allowed here.",
      /商户自己的证书/,
    ],
    ['UnexpectedValueException: Cannot load privateKey from(apiclient_key.pem), please take care', /file:\/\//],
  ])('an error of the SDKs: %s', (text, said) => {
    expect(parseError(text)).toMatchObject({ sdk: expect.stringMatching(said) as string })
  })

  test.each([
    [
      'Client error: `GET https://api.mch.weixin.qq.com/v3/pay/transactions/native` resulted in a `' +
        '405 Method Not Allowed` response',
      405,
      'GET /v3/pay/transactions/native',
    ],
    ['AxiosError: Request failed with status code 404', 404, undefined],
    ['HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', 404, undefined],
  ])('an answer without content: %s', (text, status, request) => {
    expect(parseError(text)).toEqual({ status, ...(request && { request }) })
  })
})

describe('what is not understood has a reason:', () => {
  test.each([
    [' \n', 'empty'],
    ['下单失败', 'no-json'],
    ['{"code_url":"weixin://wxpay/bizpayurl?pr=p4lpSuKzz"}', 'no-error'],
    ['{"code":0,"message":"ok"}', 'no-error'],
    ['{"code":"PARAM', 'cut'],
    ['Array\n(\n    [code_url] => weixin://wxpay\n)', 'php'],
    ["{ code_url: 'weixin://wxpay' }", 'quotes'],
    ['<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[签名错误]]></return_msg></xml>', 'xml'],
  ])('%j: %s', (text, reason) => {
    expect(parseError(text)).toBe(reason)
  })

  test('a text that is made of braces is read once, not once a brace', () => {
    expect(parseError('{'.repeat(500_000))).toBe('cut')
  })
})
