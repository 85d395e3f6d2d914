// #region refund
import { setting, wxpay } from './wxpay.mjs'

/** 退一部分：失败了用相同的参数再调用一次，不会多退。 */
export async function refund(
  out_trade_no: string, out_refund_no: string, refund: number, total: number,
) {
  const { data } = await wxpay.v3.refund.domestic.refunds.post({
    out_trade_no,
    out_refund_no,
    reason: '商品已售完',
    notify_url: setting('WXPAY_NOTIFY_URL'),
    amount: { refund, total, currency: 'CNY' },
  })
  return data.status // PROCESSING：已受理，结果等通知
}
// #endregion refund
