import { describe, expect, test } from 'vitest'
import { addressOf, fit } from '../../../.vitepress/search/address.ts'

const paths = [
  '/v3/pay/transactions/jsapi',
  '/v3/pay/transactions/native',
  '/v3/pay/transactions/id/{transaction_id}',
  '/v3/pay/transactions/out-trade-no/{out_trade_no}',
  '/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
  '/v3/refund/domestic/refunds',
  '/v3/refund/domestic/refunds/{out_refund_no}',
  '/v3/marketing/busifavor/coupons/{card_id}/send',
  '/v3/marketing/busifavor/coupons/send',
  '/v3/applyment4sub/applyment/',
  '/v3/applyment4sub/applyment/applyment_id/{applyment_id}',
  '/v3/certificates',
  '/v3/pay/transactions/id/latest',
]

/** The path that fits best; undefined where the text is no address, or none that is known. */
function bestPath(text: string): string | undefined {
  const address = addressOf(text)
  return (
    address &&
    paths
      .map(path => ({ path, fits: fit(address, path) }))
      .filter(({ fits }) => fits)
      .sort((a, b) => Number(b.fits!.isAll) - Number(a.fits!.isAll) || b.fits!.value - a.fits!.value)[0]?.path
  )
}

describe('the path that an address from a log means', () => {
  test.each([
    [
      'https://api.mch.weixin.qq.com/v3/pay/transactions/id/4200001234?mchid=1900000109',
      '/v3/pay/transactions/id/{transaction_id}',
    ],
    ['https://api2.mch.weixin.qq.com/v3/certificates', '/v3/certificates'],
    ['http://localhost:8080/v3/certificates#x', '/v3/certificates'],
    ['https://gateway.example.com/wechat/proxy/v3/pay/transactions/jsapi', '/v3/pay/transactions/jsapi'],
    ['https://user.github.io/name/openapi/v3/pay/transactions/jsapi#request.json.appid', '/v3/pay/transactions/jsapi'],
    ['GET /v3/refund/domestic/refunds/1217752501201407033233368018', '/v3/refund/domestic/refunds/{out_refund_no}'],
    ['"POST /v3/refund/domestic/refunds HTTP/1.1" 400 73', '/v3/refund/domestic/refunds'],
    ["curl -X POST 'https://api.mch.weixin.qq.com/v3/pay/transactions/native'", '/v3/pay/transactions/native'],
    ['v3/refund/domestic/refunds', '/v3/refund/domestic/refunds'],
    ['/V3/Certificates', '/v3/certificates'],
    ['/v3/certificates/', '/v3/certificates'],
    ['/v3/applyment4sub/applyment', '/v3/applyment4sub/applyment/'],
    ['/v3/applyment4sub/applyment/', '/v3/applyment4sub/applyment/'],
    ['/v3/refund/domestic/refunds/%7Bout_refund_no%7D', '/v3/refund/domestic/refunds/{out_refund_no}'],
    ['/v3/pay/transactions/out-trade-no/T%2F1/close', '/v3/pay/transactions/out-trade-no/{out_trade_no}/close'],
    ['refunds/{out_refund_no}', '/v3/refund/domestic/refunds/{out_refund_no}'],
    ['transactions/nat', '/v3/pay/transactions/native'],
    ['/v3/pay/transactions/out-trade-no/T1/cl', '/v3/pay/transactions/out-trade-no/{out_trade_no}/close'],
    ['wxpay.v3.pay.transactions.native.post', '/v3/pay/transactions/native'],
    [
      '$instance->v3->pay->transactions->outTradeNo->_out_trade_no_->close->postAsync',
      '/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
    ],
    ['v3.refund.domestic.refunds.$out_refund_no$.get', '/v3/refund/domestic/refunds/{out_refund_no}'],
    ["wxpay.chain('v3/pay/transactions/jsapi').post", '/v3/pay/transactions/jsapi'],
  ])('%s', (text, path) => {
    expect(bestPath(text)).toBe(path)
  })

  test('a literal goes before a placeholder', () => {
    expect(bestPath('/v3/pay/transactions/id/latest')).toBe('/v3/pay/transactions/id/latest')
    expect(bestPath('/v3/pay/transactions/id/lat')).toBe('/v3/pay/transactions/id/{transaction_id}')
    expect(bestPath('/v3/marketing/busifavor/coupons/send')).toBe('/v3/marketing/busifavor/coupons/send')
    expect(bestPath('/v3/marketing/busifavor/coupons/p1/send')).toBe('/v3/marketing/busifavor/coupons/{card_id}/send')
  })

  test.each([
    '/v3/pay/transactions/alipay',
    '/v3/unknown',
    'https://api.mch.weixin.qq.com/pay/unifiedorder',
    '/v3/certificates/1/2',
  ])('%s is none that is known', text => {
    expect(addressOf(text)).toBeDefined()
    expect(bestPath(text)).toBeUndefined()
  })

  test.each(['下单', 'out_trade_no', '上海/福建/重庆', '', '/', 'v3', '%', 'APIv3 密钥', '小程序/公众号支付下单'])(
    '%s is no address',
    text => {
      expect(addressOf(text)).toBeUndefined()
    },
  )
})

test.each([
  ['DELETE /v3/a/b', 'delete'],
  ['get https://api.mch.weixin.qq.com/v3/certificates', 'get'],
  ['wxpay.v3.certificates.get()', 'get'],
  ['/v3/post/get', undefined],
])('the method of %s', (text, method) => {
  expect(addressOf(text)?.method).toBe(method)
})

test('a broken encoding is taken as it is', () => {
  expect(addressOf('/v3/pay/%E4%B8')?.segments).toEqual(['v3', 'pay', '%E4%B8'])
})
