// #region payment
import { wxpay } from './wechatpay.js'
declare const mchid: string
declare const merchantPrivateKey: import('node:crypto').KeyObject
// ---cut---
import { Formatter, Rsa } from 'wechatpay-axios-plugin'

/** 下单，并返回前端调起支付所需的全部参数。 */
export async function payByJsapi(openid: string, total: number) {
  const appId = 'wxd678ef1567ab6787'
  const { data } = await wxpay.v3.pay.transactions.jsapi.post({
    appid: appId,
    mchid,
    description: '明前龙井 125g',
    out_trade_no: 'T20261120183012001',
    notify_url: 'https://pay.example.com/wxpay/notify',
    amount: { total },
    payer: { openid },
  })

  const timeStamp = String(Formatter.timestamp())
  const nonceStr = Formatter.nonce()
  const prepay = `prepay_id=${data.prepay_id}`
  // 每项之后一个换行，最后一项也不例外
  const message = Formatter.joinedByLineFeed(
    appId, timeStamp, nonceStr, prepay,
  )
  return {
    appId,
    timeStamp,
    nonceStr,
    package: prepay,
    signType: 'RSA',
    paySign: Rsa.sign(message, merchantPrivateKey),
  }
}
// #endregion payment
