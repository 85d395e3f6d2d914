import { describe, expect, test } from 'vitest'
import { codeOf, failureOf } from './written.ts'
import { checks } from './checks.ts'

describe('is found:', () => {
  const quick = (heading: string, label = 'Node.js', number = '') => `/guide/quick-start ${heading} [${label}]${number}`
  test.each<[string, string, (code: string) => string, RegExp]>([
    [
      'a wrong setting',
      quick('初始化客户端', 'Node.js · 微信支付公钥'),
      code => code.replace("setting('WXPAY_MERCHANT_SERIAL')", 'mchid'),
      /SIGN_ERROR/,
    ],
    [
      'a wrong setting of PHP',
      quick('初始化客户端', 'PHP · 微信支付公钥'),
      code => code.replace('$platformPublicKeyId =>', "'PUB_KEY_ID_1' =>"),
      /Cannot found the serial/,
    ],
    [
      'a wrong serial number',
      quick('初始化客户端', 'Node.js · 平台证书'),
      code => code.replace(').serialNumber', ').fingerprint'),
      /Cannot found the serial/,
    ],
    [
      'a wrong serial number of PHP',
      quick('初始化客户端', 'PHP · 平台证书'),
      code => code.replace('PemUtil::parseCertificateSerialNo($platformCertificate)', "'1'"),
      /Cannot found the serial/,
    ],
    [
      'a key of the wrong type',
      quick('初始化客户端', 'PHP · 微信支付公钥'),
      code => code.replace('Rsa::KEY_TYPE_PRIVATE', 'Rsa::KEY_TYPE_PUBLIC'),
      /Cannot load publicKey/,
    ],
    ['a slip in a path', quick('第一笔订单'), code => code.replace('native', 'nativ'), /\b404\b/],
    [
      'a slip in a field of PHP',
      quick('第一笔订单', 'PHP'),
      code => code.replace('out_trade_no', 'out_trade_on'),
      /out_trade_on|out_trade_no/,
    ],
    [
      'an answer that is misread',
      quick('第一笔订单', 'PHP', ' 2'),
      code => code.replace('trade_state', 'trade_status'),
      /trade_status/,
    ],
    [
      'another member than the state',
      quick('第一笔订单', 'Node.js', ' 2'),
      code => code.replace('order.trade_state', 'order.trade_type'),
      /what it prints of an order that nobody has paid/,
    ],
    [
      'a placeholder without its underscore',
      quick('第一笔订单', 'PHP', ' 3'),
      code => code.replace('_out_trade_no_', '_out_trade_no'),
      /out_trade_no/,
    ],
    ['a wrong status', quick('第一笔订单', 'Node.js', ' 3'), code => code.replace('204', '200'), /what it prints/],
    [
      'a wrong order of what is signed',
      quick('JSAPI 调起支付'),
      code => code.replace('appId, timeStamp, nonceStr, prepay', 'appId, nonceStr, timeStamp, prepay'),
      /paySign/,
    ],
    [
      'a missing line break at the end',
      quick('JSAPI 调起支付', 'PHP'),
      code => code.replace('Formatter::joinedByLineFeed(...array_values($params))', 'implode("\\n", $params)'),
      /paySign/,
    ],
    [
      'a parameter too many',
      '/guide/quick-start JSAPI 调起支付',
      code => code.replace('requestPayment(others)', 'requestPayment(params)'),
      /the mini program/,
    ],
    [
      'plain text',
      quick('加密敏感字段'),
      code => code.replace(/Rsa\.encrypt\(('[^']*'), platformPublicKey\)/, '$1'),
      /无法解密/,
    ],
    [
      'plain text of PHP',
      quick('加密敏感字段', 'PHP'),
      code => code.replace(/Rsa::encrypt\(('[^']*'), \$platformPublicKeyInstance\)/, '$1'),
      /无法解密/,
    ],
    [
      'a missing header',
      quick('加密敏感字段', 'PHP'),
      code => code.replace("'Wechatpay-Serial'", "'Wechatpay-Serial-No'"),
      /Wechatpay-Serial/,
    ],
    [
      'a form that axios has changed',
      quick('上传文件'),
      code => code.replace(/^ *transformRequest.*\n/m, ''),
      /PARAM_ERROR/,
    ],
    [
      'a form without its type',
      quick('上传文件', 'PHP'),
      code => code.replace("'Content-Type'", "'Content-Kind'"),
      /SIGN_ERROR/,
    ],
    [
      'a file that is not compared',
      quick('下载账单'),
      code => code.replace(/^if \(Hash[^]*?^\}\n/m, ''),
      /账单摘要不符/,
    ],
    [
      'a file that is not compared in PHP',
      quick('下载账单', 'PHP'),
      code => code.replace(/^if [^]*?^\}\n/m, ''),
      /账单摘要不符/,
    ],
    [
      'an error that is not told apart',
      quick('处理错误'),
      code => code.replace('EV3_', 'EV2_'),
      /an answer that is not signed well/,
    ],
    [
      'an error of PHP that is caught too late',
      quick('处理错误', 'PHP'),
      code => code.replace('catch (ConnectException $e)', 'catch (LogicException $e)'),
      /Nothing was answered/,
    ],
    [
      'a header that there is not',
      quick('处理错误', 'PHP'),
      code => code.replace('Request-ID', 'Request-Number'),
      /a refusal/,
    ],
    [
      'a call that is not waited for',
      '/guide/reading 示例 [异步声明式]',
      code => code.replace('->wait()', ''),
      /length/,
    ],
    [
      'a slip in a style',
      '/guide/reading 示例 [同步属性式]',
      code => code.replace('out-trade-no/', 'outTrade/'),
      /\b404\b/,
    ],
    [
      'a path that is a method',
      '/guide/reading 从路径到链式',
      code => code.replace("chain('v3/profitsharing/receivers/delete')", 'v3.profitsharing.receivers.delete'),
      /is not a function/,
    ],
    [
      'a mistake that is none',
      '/guide/reading 编译器能查出什么 2',
      code => code.replace("'59.00'", '5900'),
      /It does not fail/,
    ],
    [
      'a slip on the first page',
      '/ 只写一次的微信支付参考 [promise]',
      code => code.replace('total: 100', 'total: 1.5'),
      /PARAM_ERROR/,
    ],
  ])('%s, in %s', async (_, name, change, expected) => {
    const code = codeOf(name)
    expect(change(code), 'the change has to change the example').not.toBe(code)
    expect(await failureOf(checks[name]!(change(code)))).toMatch(expected)
  })
})
