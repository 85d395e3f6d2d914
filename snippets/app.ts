// #region payment
import { Formatter, Rsa } from 'wechatpay-axios-plugin'
import { mchid, merchantPrivateKey, setting, wxpay } from './wxpay.mjs'

/** 下单，并返回 APP 调起支付所需的全部参数。 */
export async function payByApp(out_trade_no: string, total: number) {
  const appid = setting('WXPAY_APPID')
  const { data } = await wxpay.v3.pay.transactions.app.post({
    appid,
    mchid,
    description: '明前龙井 125g',
    out_trade_no,
    notify_url: setting('WXPAY_NOTIFY_URL'),
    amount: { total },
  })

  const timestamp = String(Formatter.timestamp())
  const noncestr = Formatter.nonce()
  const message = Formatter.joinedByLineFeed(
    appid, timestamp, noncestr, data.prepay_id, // 不带 prepay_id=
  )
  return {
    appid,
    partnerid: mchid,
    prepayid: data.prepay_id,
    package: 'Sign=WXPay',
    noncestr,
    timestamp,
    sign: Rsa.sign(message, merchantPrivateKey),
  }
}
// #endregion payment
