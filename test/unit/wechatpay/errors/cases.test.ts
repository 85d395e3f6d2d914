import { describe, test } from 'vitest'
import {
  answer,
  batches,
  bills,
  certificates,
  check,
  close,
  jsapi,
  receivers,
  refunds,
  rule,
  type Case,
} from './cases.ts'

/**
 * What integrators have pasted, reduced to the smallest that shows the kind, and what the box has to say. The
 * messages are the platform's own.
 */

const kinds: Record<string, Case[]> = {
  'a length that the platform has measured': [
    [
      'a description of too many bytes',
      jsapi,
      answer('PARAM_ERROR', rule('/body/description', '商品描述', '字节数 135，大于最大值 127'), {
        location: 'body',
        value: 135,
      }),
      { row: 'json.description', said: [/收到 135 个字节，最多 127 个/], not: [/3 个。/], received: '135 个字节' },
    ],
    [
      'an order number of too few bytes',
      jsapi,
      answer('PARAM_ERROR', rule('/body/out_trade_no', '商户订单号', '字节数 2，小于最小值 6'), {
        location: 'body',
        value: 2,
      }),
      { row: 'json.out_trade_no', said: [/收到 2 个字节，最少 6 个/], received: '2 个字节' },
    ],
    [
      'an account that is empty, in a list',
      'POST /v3/profitsharing/orders',
      answer('PARAM_ERROR', rule('/body/receivers/0/account', '分账接收方账号', '字符数 0，小于最小值 1'), {
        location: 'body',
        value: 0,
      }),
      { row: 'json.receivers.account', said: [/空的文字/], not: [/收到的是 1 个/], received: '0 个字符' },
    ],
    [
      'an app id that is empty',
      batches,
      answer('PARAM_ERROR', rule('/body/appid', '应用ID', '字符数 0，小于最小值 1'), { location: 'body', value: 0 }),
      { row: 'json.appid', said: [/空的文字/], received: '0 个字符' },
    ],
    [
      'a note of too many characters, with a colon',
      batches,
      answer('PARAM_ERROR', rule('/body/batch_remark', '批次备注', '字符数：40，大于最大值 32'), {
        location: 'body',
        value: '40',
      }),
      { row: 'json.batch_remark', said: [/收到 40 个字符，最多 32 个/], received: '40 个字符' },
    ],
    [
      'an attachment of too many bytes',
      jsapi,
      answer('PARAM_ERROR', rule('/body/attach', '附加数据', '字节数 384，大于最大值 128'), { value: 384 }),
      { row: 'json.attach', said: [/收到 384 个字节，最多 128 个/], received: '384 个字节' },
    ],
    [
      'a reason of too many bytes, in the line of a log',
      refunds,
      '2026-11-20 10:00:00 refund failed: ' +
        answer('PARAM_ERROR', rule('/body/reason', '退款原因', '字节数 240，大于最大值 80'), {
          location: 'body',
          value: 240,
        }),
      { row: 'json.reason', said: [/收到 240 个字节，最多 80 个/], received: '240 个字节' },
    ],
  ],
  'a part of the request that is named in the message only': [
    [
      'a path that is too long',
      close,
      answer('PARAM_ERROR', rule('/uri_template/out_trade_no', '商户订单号', '字节数 35，大于最大值 32'), {
        location: 'uri_template',
        value: 35,
      }),
      { row: 'out_trade_no', said: [/收到 35 个字节，最多 32 个/], received: '35 个字节' },
    ],
    [
      'without the part of the request',
      jsapi,
      answer('PARAM_ERROR', '输入源“/appid”映射到字段“公众号ID”必填性规则校验失败，此字段为必填项'),
      { row: 'json.appid', said: [/必填|没有收到值/] },
    ],
    [
      'a member further in, without the part of the request',
      jsapi,
      answer('PARAM_ERROR', '输入源“/payer/openid”映射到字段“用户标识”必填性规则校验失败，此字段为必填项'),
      { row: 'json.payer.openid', said: [/没有收到值/] },
    ],
    [
      'a query',
      'GET /v3/pay/transactions/out-trade-no/{out_trade_no}',
      answer('PARAM_ERROR', '输入源“/query/mchid”映射到字段“商户号”必填性规则校验失败，此字段为必填项'),
      { row: 'query.mchid', said: [/没有收到值/] },
    ],
    [
      'a path whose name has more parts',
      'GET /v3/pay/transactions/id/{transaction_id}',
      answer('PARAM_ERROR', rule('/uri_template/transaction_id', '微信支付订单号', '字节数 40，大于最大值 32')),
      { row: 'transaction_id', said: [/收到 40 个字节/] },
    ],
  ],
  'a signature': [
    [
      'of a body that did not arrive',
      batches,
      answer('SIGN_ERROR', '错误的签名，导致验签失败', {
        location: 'authorization',
        issue: 'sign not match',
        field: 'signature',
        sign_information: {
          method: 'POST',
          url: '/v3/transfer/batches',
          truncated_sign_message: 'POST\n/v3/transfer/batches\n1709745440\nabc\n\n',
          sign_message_length: 42,
        },
      }),
      { said: [/平台没有收到请求体/] },
    ],
    [
      'of a body that did not arrive, of a refund',
      refunds,
      answer('SIGN_ERROR', '签名错误', {
        sign_information: {
          method: 'POST',
          url: '/v3/refund/domestic/refunds',
          truncated_sign_message: 'POST\n/v3/refund/domestic/refunds\n1709745440\nabc\n\n',
        },
        field: 'signature',
      }),
      { said: [/平台没有收到请求体/] },
    ],
    [
      'of GET with a body',
      certificates,
      answer('SIGN_ERROR', '错误的签名，验签失败', {
        field: 'signature',
        sign_information: {
          method: 'GET',
          url: '/v3/certificates',
          truncated_sign_message: 'GET\n/v3/certificates\n1709745440\nabc\n{}\n',
        },
      }),
      { said: [/GET 没有请求体/] },
    ],
    [
      'of GET with its query as a body',
      'GET /v3/pay/transactions/id/{transaction_id}',
      answer('SIGN_ERROR', '错误的签名，验签失败', {
        field: 'signature',
        sign_information: {
          truncated_sign_message: 'GET\n/v3/pay/transactions/id/42\n1709745440\nabc\n{"mchid":"19"}\n',
        },
      }),
      { said: [/GET 没有请求体/] },
    ],
    [
      'whose certificate is not known',
      jsapi,
      answer('SIGN_ERROR', '商户证书序列号有误'),
      { said: [/商户 API 证书的序列号/], not: [/逐字节/] },
    ],
    [
      'that is too old',
      'POST /v3/pay/transactions/native',
      answer('SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'),
      { said: [/时钟/, /与密钥无关/], not: [/私钥与证书序列号/] },
    ],
    [
      'that is not there',
      refunds,
      answer('SIGN_ERROR', 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》'),
      { said: [/`Authorization` 没有带，或者写法不对/], not: [/私钥与证书序列号/] },
    ],
    [
      'whose code has a space',
      'GET /v3/transferdownload/signfile',
      `{"code":"INVALID REQUEST","message":"错误的签名，导致验签失败"} /v3/transferdownload/signfile`,
      { said: [/签名与平台按收到的请求算出的不符/] },
    ],
  ],
  'a message that speaks of headers or of encryption': [
    [
      'two headers, one of which is missing',
      jsapi,
      answer('INVALID_REQUEST', 'Http头缺少Accept或User-Agent'),
      { said: [/`Accept`：.*application\/json/, /`User-Agent`：/] },
    ],
    [
      'the serial number of the platform',
      bills,
      answer('PARAM_ERROR', 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)'),
      { row: 'headers.Wechatpay-Serial', said: [/公钥 ID 或平台证书的序列号/] },
    ],
    [
      'a type of content',
      jsapi,
      answer('PARAM_ERROR', 'Http头Content-Type的值不正确'),
      { said: [/`application\/json`/] },
    ],
    [
      'plain text where cipher text has to be',
      receivers,
      answer('PARAM_ERROR', '请确认待处理的消息是否为加密后的密文'),
      { said: [/本接口要加密传送的字段/, /json\.name/, /RSA-OAEP/] },
    ],
    [
      'the same in English',
      receivers,
      answer('PARAM_ERROR', 'the field you encrypt is error'),
      { said: [/json\.name/, /RSA-OAEP/] },
    ],
    [
      'the same where several fields are encrypted',
      'POST /v3/applyment4sub/applyment/',
      answer('PARAM_ERROR', '敏感信息解密失败，请确认是否为密文'),
      { said: [/contact_info\.contact_name/, /RSA-OAEP/] },
    ],
  ],
}

describe.each(Object.entries(kinds))('%s:', (_, cases) => {
  test.each(cases)('%s', async (_, called, pasted, expected) => check(called, pasted, expected))
})
