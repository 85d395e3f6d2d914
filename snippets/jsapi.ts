// #region payment
import { Formatter, Rsa } from 'wechatpay-axios-plugin'
import { mchid, merchantPrivateKey, setting, wxpay } from './wxpay.mjs'

/** 下单，并返回前端调起支付所需的全部参数。 */
export async function payByJsapi(openid: string, out_trade_no: string, total: number) {
  const appId = setting('WXPAY_APPID')
  const { data } = await wxpay.v3.pay.transactions.jsapi.post({
    appid: appId,
    mchid,
    description: '明前龙井 125g',
    out_trade_no,
    notify_url: setting('WXPAY_NOTIFY_URL'),
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
