import { expect, test } from 'vitest'
import { shorten } from '../../../.vitepress/twoslash/renderer.ts'

test.each([
  // the namespaces say what the path says already
  [
    '(property) WeChatPay.OpenAPI.V3.Pay.Transactions.Jsapi.PostHttpMethod.JsonDataRequest.mchid: string',
    'JsonDataRequest.mchid: string',
  ],
  [
    '(property) WeChatPay.OpenAPI.V3.Cards._card_id_.GetHttpMethod.RequestConfig.card_id: string',
    'RequestConfig.card_id: string',
  ],
  [
    '(property) WeChatPay.OpenAPI.Schemas.Requests.Amount.total?: number | undefined',
    'Amount.total?: number | undefined',
  ],
  ['const amount: WeChatPay.OpenAPI.Schemas.Responses.Amount', 'const amount: Amount'],
  ['const list: WeChatPay.OpenAPI.Schemas.Responses.Amount[]', 'const list: Amount[]'],
  [
    '(method) WeChatPay.OpenAPI.V3.Pay.Jsapi.post(data: ' +
      'WeChatPay.OpenAPI.V3.Pay.Jsapi.PostHttpMethod.JsonDataRequest, config?: ' +
      'WeChatPay.OpenAPI.V3.Pay.Jsapi.PostHttpMethod.RequestConfig): AxiosPromise' +
      '<WeChatPay.OpenAPI.V3.Pay.Jsapi.PostHttpMethod.WellformedResponse>',
    'Jsapi.post(data: JsonDataRequest, config?: RequestConfig): AxiosPromise<WellformedResponse>',
  ],
  [
    '(property) WeChatPay.OpenAPI.V3.Pay.transactions: WeChatPay.OpenAPI.V3.Pay.Transactions',
    'Pay.transactions: Transactions',
  ],
  // what is not ours stays
  ['const status: number', 'const status: number'],
  ['const other: Other.WeChatPayment.OpenAPI.X', 'const other: Other.WeChatPayment.OpenAPI.X'],
])('shortens %s', (text, expected) => {
  expect(shorten(text)).toBe(expected)
})
