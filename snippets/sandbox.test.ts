// #region vitest
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Wechatpay as WechatpayApi } from './wechatpay.js'

// 模拟服务的地址，以及 --keys 指定的目录
const baseURL = process.env.MOCK_ADDRESS ?? 'http://127.0.0.1:4010'
const keys = resolve(process.env.MOCK_KEYS ?? 'keys')

/** 测试商户的参数，启动时也会打印 */
const { mchid, serial, publicKeyId } = JSON.parse(
  readFileSync(`${keys}/merchant.json`, 'utf8'),
) as { mchid: string, serial: string, publicKeyId: string }

const wxpay = new Wechatpay({
  mchid,
  serial,
  privateKey: `file://${keys}/apiclient_key.pem`,
  certs: {
    [publicKeyId]: Rsa.from(
      `file://${keys}/wechatpay_public_key.pem`, Rsa.KEY_TYPE_PUBLIC,
    ),
  },
  baseURL,
}) as unknown as WechatpayApi

test('下单之后可以查到，关单之后就是已关闭', async () => {
  const { transactions } = wxpay.v3.pay
  const out_trade_no = `TEST-${Date.now()}`
  await transactions.native.post({
    appid: 'wxd678efb567ab6787',
    mchid,
    description: '测试',
    out_trade_no,
    notify_url: 'https://shop.example.com/notify',
    amount: { total: 100 },
  })

  const order = transactions.outTradeNo._out_trade_no_
  const query = () => order.get({ out_trade_no, params: { mchid } })
  expect((await query()).data.trade_state).toBe('NOTPAY')

  await order.close.post({ mchid }, { out_trade_no })
  expect((await query()).data.trade_state).toBe('CLOSED')
})

test('限频时的处理', async () => {
  const limited = wxpay.v3.certificates.get({
    headers: { 'Mock-Control': 'status=429' },
  })
  await expect(limited).rejects.toMatchObject({
    response: { status: 429, data: { code: 'RATELIMIT_EXCEEDED' } },
  })
})
// #endregion vitest
