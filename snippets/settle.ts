// #region settle
import { mchid, wxpay } from './wxpay.mjs'

/** 过期的订单：付了返回微信支付订单号，没付就关掉。 */
export async function settle(out_trade_no: string) {
  const order = wxpay.v3.pay.transactions.outTradeNo._out_trade_no_
  const { data } = await order.get({ out_trade_no, params: { mchid } })
  if (data.trade_state === 'SUCCESS') return data.transaction_id
  if (data.trade_state === 'NOTPAY') await order.close.post({ mchid }, { out_trade_no })
  return undefined
}
// #endregion settle
