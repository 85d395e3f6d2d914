import { describe, expect, test } from 'vitest'
import { readSite } from '../../../.vitepress/site/pages.ts'
import { ownPlaces } from '../../../.vitepress/theme/own-values-fill.ts'
import { toPhp } from '../../../packages/wechatpay/sdk/php.ts'
import { toTypescript } from '../../../packages/wechatpay/sdk/typescript.ts'

const { operations } = readSite({ strict: true }).reference
const found = (text: string, language: Parameters<typeof ownPlaces>[1]) =>
  ownPlaces(text, language).map(({ name, start, end }) => [name, text.slice(start, end)])

describe("the reader's own values", () => {
  const refund = operations.find(({ operationId }) => operationId === 'postCombineTransactionsNative')!
  const expected = [
    ['appid', 'wxd678efa567ab6787'],
    ['mchid', '1900000109'],
    ['notifyUrl', expect.stringMatching(/^https:/)],
    ['keyId', expect.stringMatching(/^PUB_KEY_ID_/)],
  ]

  test('stand in the body and in the headers of TypeScript, not in what is further in', () => {
    for (const { code } of toTypescript(refund)) expect(found(code, 'ts')).toEqual(expected)
  })

  test('stand there in every style of PHP', () => {
    for (const { code } of toPhp(refund)) expect(found(code, 'php')).toEqual(expected)
  })

  test('stand in a query', () => {
    const query = operations.find(({ operationId }) => operationId === 'getPayTransactionsOutTradeNoByOutTradeNo')!
    expect(found(toTypescript(query)[0]!.code, 'ts')).toEqual([['mchid', '1230000109']])
    expect(found(toPhp(query)[0]!.code, 'php')).toEqual([['mchid', '1230000109']])
  })

  test('stand in a request as it is sent, in its address, its headers and its body', () => {
    const text = [
      'POST /v3/pay?mchid=1900000109&limit=2 HTTP/1.1',
      'Wechatpay-Serial: PUB_KEY_ID_01',
      'Authorization: WECHATPAY2-SHA256-RSA2048 mchid="1900000109",serial_no="5157F09E",nonce_str="x"',
      '',
      '{"appid":"wx88","payer":{"appid":"wx99"},"notify_url":"https://www.example.com/n"}',
    ].join('\n')
    expect(found(text, 'txt')).toEqual([
      ['mchid', '1900000109'],
      ['keyId', 'PUB_KEY_ID_01'],
      ['serial', '5157F09E'],
      ['mchid', '1900000109'],
      ['appid', 'wx88'],
      ['notifyUrl', 'https://www.example.com/n'],
    ])
  })

  test('are set for the environment', () => {
    expect(
      found('export WXPAY_MCHID=19\nexport WXPAY_MERCHANT_KEY_FILE=/k.pem\nexport WXPAY_APPID=wx1', 'bash'),
    ).toEqual([
      ['mchid', '19'],
      ['appid', 'wx1'],
    ])
  })

  test('are found in the examples of a third of all operations', () => {
    const count = operations.filter(operation => ownPlaces(toTypescript(operation)[0]!.code, 'ts').length).length
    expect(count).toBeGreaterThan(350)
  })
})
