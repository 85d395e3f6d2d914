import { describe, test } from 'vitest'
import { answer, batches, bills, certificates, check, close, jsapi, refunds, type Case } from './cases.ts'

/**
 * What integrators have pasted, reduced to the smallest that shows the kind, and what the box has to say. The
 * messages are the platform's own.
 */

const kinds: Record<string, Case[]> = {
  'a message that means another thing than its code': [
    [
      'a member that the table does not have',
      bills,
      answer('PARAM_ERROR', '请求中含有未在API文档中定义的参数'),
      { said: [/`null`/] },
    ],
    [
      'no platform certificate',
      certificates,
      answer('RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥'),
      { said: [/只有微信支付公钥/, /\/guide\/quick-start/], not: [/核对单号/] },
    ],
    [
      'no platform certificate, as a line of Java',
      certificates,
      'com.wechat.pay.java.core.exception.ServiceException: Wrong HttpStatusCode[404]\nhttpResponse' +
        'Body[{"code":"RESOURCE_NOT_EXISTS","message":"无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。"}]',
      { said: [/只有微信支付公钥/] },
    ],
    [
      'a certificate that is not there',
      certificates,
      answer('RESOURCE_NOT_EXISTS', '平台证书不存在'),
      { said: [/微信支付公钥/] },
    ],
    [
      'an API that was superseded',
      batches,
      answer('NO_AUTH', '当前商户号接入升级版本功能，暂不支持使用升级前功能'),
      { said: [/\/openapi\/v3\/fund-app\/mch-transfer\/transfer-bills/], not: [/确认产品权限已开通/] },
    ],
    [
      'an address that may not call',
      batches,
      answer('INVALID_REQUEST', '此IP地址不允许调用该接口\t'),
      { said: [/出口 IP/, /产品中心/] },
    ],
    [
      'an address that may not call, with a space',
      bills,
      answer('NO_AUTH', '此 IP 地址不允许调用该接口'),
      { said: [/出口 IP/] },
    ],
    [
      'an app id of another merchant',
      jsapi,
      answer('APPID_MCHID_NOT_MATCH', '商户号和appid不匹配'),
      { said: [/绑定/] },
    ],
  ],
  'an amount with a decimal point': [
    [
      'in quotes',
      jsapi,
      answer('PARAM_ERROR', '参数错误', {
        field: '/amount/total',
        value: '12.00',
        issue: '类型应为 integer',
        location: 'body',
      }),
      { row: 'json.amount.total', said: [/单位是分：写 `1200`/], not: [/看起来没错/] },
    ],
    [
      'in two pairs of quotes',
      jsapi,
      answer('PARAM_ERROR', '参数错误', {
        field: '/amount/total',
        value: '"59.00"',
        issue: '此字段需要一个合法的 64 位有符号整数',
        location: 'body',
      }),
      { row: 'json.amount.total', said: [/单位是分：写 `5900`/], not: [/看起来没错/] },
    ],
    [
      'as the noise of a calculation',
      refunds,
      answer('PARAM_ERROR', '参数错误', { field: '/amount/refund', value: 6909.999999999999, location: 'body' }),
      { row: 'json.amount.refund', said: [/没有小数/], not: [/看起来没错/] },
    ],
    [
      'without a reason',
      refunds,
      answer('PARAM_ERROR', '参数错误', { field: '/amount/refund', value: '0.01', location: 'body' }),
      { row: 'json.amount.refund', said: [/单位是分：写 `1`/] },
    ],
    [
      'that is none, with no value',
      jsapi,
      answer('PARAM_ERROR', '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1'),
      { row: 'json.amount.total', said: [/至少 1/], not: [/收到的是 。/] },
    ],
  ],
  'a pattern': [
    [
      'that only the message names',
      'POST /v3/marketing/favor/coupon-stocks',
      answer(
        'PARAM_ERROR',
        '输入源“/body/out_request_no”映射到值字段“商户单据号”字符串规则校验失败，值不符合正则表达式“^[0-9a-zA-Z_\\-|*]+$”',
        { location: 'body', value: '批次一' },
      ),
      { row: 'json.out_request_no', said: [/应匹配/], received: '批次一' },
    ],
    [
      'of an order number',
      jsapi,
      answer('PARAM_ERROR', '输入源“/body/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，不匹配正则', {
        location: 'body',
        value: '订单号一二三',
      }),
      { row: 'json.out_trade_no', said: [/应匹配 `/] },
    ],
    [
      'of an address with a query',
      jsapi,
      answer('PARAM_ERROR', '输入源“/body/notify_url”映射到值字段“通知地址”字符串规则校验失败，不匹配正则', {
        location: 'body',
        value: 'https://www.example.com/n?order=1',
      }),
      { row: 'json.notify_url', said: [/应匹配 `/] },
    ],
  ],
  'a text that is no JSON': [
    [
      'an exception of Java',
      bills,
      'WxPayException: 输入源“/body/transfer_scene_id”映射到字段“转账场景ID”必填性规则校验失败，此字段为必填项',
      { row: 'json.transfer_scene_id', said: [/没有收到值/] },
    ],
    [
      'an error of Go',
      jsapi,
      'error http response:[StatusCode: 400 Code: "PARAM_ERROR"\nMessage: 输入源“/body/payer/openid”映射' +
        '到字段“用户标识”必填性规则校验失败，此字段为必填项\nHeader:\n - Server=[nginx]]',
      { row: 'json.payer.openid', said: [/没有收到值/] },
    ],
    [
      'what Guzzle has cut',
      batches,
      'Client error: `POST https://api.mch.weixin.qq.com/v3/transfer/batches` resulted in a `400 Ba' +
        'd Request` response:\n{"code":"PARAM_ERROR","detail":{"location":"body","value":0},"message"' +
        ':"输入源“/body/appid”映射到值字 (truncated...)',
      { row: 'json.appid' },
    ],
    [
      'what Guzzle has cut before it names a field',
      jsapi,
      'Client error: `POST https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi` resulted in a `' +
        '400 Bad Request` response:\n{"code":"PARAM_ERROR","message":"参 (truncated...)',
      { said: [/\$e->getResponse\(\)->getBody\(\)/] },
    ],
    [
      'JSON that a chat has broken',
      jsapi,
      '{\\"code\\":\\"PARAM_ERROR\\",\\"detail\\":{\\"location\\":\\"body\\",\\"value\\":\\"a\\"},' +
        '\\"message\\":\\"输入源“/body/amount/total”映射到数值字段“总金额”失败，此字段需要\n一个合法的 64 位有符号整数\\"}',
      { row: 'json.amount.total', said: [/整数/] },
    ],
    [
      'what print_r prints',
      jsapi,
      'Array\n(\n    [code] => PARAM_ERROR\n    [detail] => Array\n        (\n            [field] =' +
        '> /amount/total\n            [value] => 12.00\n        )\n\n    [message] => 参数错误\n)\n',
      { row: 'json.amount.total', said: [/单位是分/] },
    ],
    [
      'what util.inspect prints',
      'GET /v3/bill/tradebill',
      "{ code: 'PARAM_ERROR', detail: { field: 'bill_type', value: 'all', location: 'query' }, message: '参数错误' }",
      { row: 'query.bill_type', said: [/大小写不同：要写 `ALL`/] },
    ],
    ['XML', jsapi, '<xml><return_code>FAIL</return_code><return_msg>签名错误</return_msg></xml>', { reason: 'xml' }],
  ],
  'an answer without content': [
    [
      'another method',
      'POST /v3/pay/transactions/native',
      'Client error: `GET https://api.mch.weixin.qq.com/v3/pay/transactions/native` resulted in a `' +
        '405 Method Not Allowed` response',
      { said: [/不接受这个请求方法/, /POST \/v3\/pay\/transactions\/native/] },
    ],
    [
      'a name that was left in the path',
      close,
      'Client error: `POST https://api.mch.weixin.qq.com/v3/pay/transactions/out-trade-no/_out_trad' +
        'e_no/close` resulted in a `404 Not Found` response',
      { said: [/`_out_trade_no`/, /两边各一个下划线/] },
    ],
    ['of axios', jsapi, 'AxiosError: Request failed with status code 404', { said: [/没有这个路径/] }],
    [
      'a placeholder in braces',
      close,
      'HTTP/1.1 404 Not Found, POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close',
      { said: [/`\{out_trade_no\}`/] },
    ],
  ],
  'an error of the SDK itself': [
    [
      'an unknown key',
      jsapi,
      "Cannot found the serial(`PUB_KEY_ID_01`)'s configuration, your's 444F.",
      { said: [/`certs`/] },
    ],
    ['a clock', jsapi, "It's allowed time offset in ± 300 seconds, the response was on 1700000000", { said: [/时钟/] }],
    ['its code', jsapi, '{ [AxiosError] code: "EV3_RES_HEADER_PLATFORM_SERIAL" }', { said: [/`certs`/] }],
    ['a key', jsapi, 'Cannot load privateKey from(./apiclient_key.pem), please take care', { said: [/file:\/\//] }],
  ],
  'what was helpful and has to stay': [
    [
      'a range',
      'GET /v3/merchant-service/complaints-v2',
      answer('PARAM_ERROR', '参数错误', { field: 'limit', value: 0, issue: '值低于最小值 1', location: 'query' }),
      { row: 'query.limit', said: [/收到的是 0/] },
    ],
    [
      'text in quotes',
      jsapi,
      answer('PARAM_ERROR', '参数错误', {
        field: '/payer/openid',
        value: '4',
        issue: '需要一个字符串 (string)',
        location: 'body',
      }),
      { row: 'json.payer.openid', said: [/字符串（带引号）/] },
    ],
  ],
}

describe.each(Object.entries(kinds))('%s:', (_, cases) => {
  test.each(cases)('%s', async (_, called, pasted, expected) => check(called, pasted, expected))
})
