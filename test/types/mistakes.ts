// The classic mistakes, which the SDK's own types let pass: each has to be an error against the declaration.
import { wxpay } from './wechatpay.js'

const order = {
  appid: 'wxd678efb567ab6787',
  mchid: '1230000109',
  description: '深圳腾大 QQ 公仔',
  out_trade_no: '1217752501201407033233368018',
  notify_url: 'https://shop.example.com/wechatpay/notify',
  amount: { total: 100 },
}
await wxpay.v3.pay.transactions.native.post(order)

// A wrong path.
// @ts-expect-error
await wxpay.v3.pay.transaction.native.post(order)
// @ts-expect-error
await wxpay.chain('v3/pay/transactions/nativ').post(order)

// A method that the path does not have.
// @ts-expect-error
await wxpay.v3.pay.transactions.native.get()

// mch_id for mchid.
const { mchid, ...withoutMchid } = order
// @ts-expect-error
await wxpay.v3.pay.transactions.native.post({ ...withoutMchid, mch_id: mchid })

// A field that nobody knows, beside all that are needed.
await wxpay.v3.pay.transactions.native.post({
  ...order,
  // @ts-expect-error
  mch_id: mchid,
})

// A required field is missing, at the top and further in.
const { description, ...withoutDescription } = order
// @ts-expect-error
await wxpay.v3.pay.transactions.native.post(withoutDescription)
// @ts-expect-error
await wxpay.v3.pay.transactions.native.post({ ...order, description, amount: {} })

// A value outside an enumeration.
await wxpay.v3.pay.transactions.native.post({
  ...order,
  // @ts-expect-error
  limit_pay: ['no_cash'],
})

// A string for an integer.
await wxpay.v3.pay.transactions.native.post({
  ...order,
  amount: {
    // @ts-expect-error
    total: '100',
  },
})

const transaction_id = '4200001234202611201234567890'

// A path variable is missing, or the whole config.
await wxpay.v3.pay.transactions.id._transaction_id_.get({ params: { mchid }, transaction_id })
// @ts-expect-error
await wxpay.v3.pay.transactions.id._transaction_id_.get({ params: { mchid } })
// @ts-expect-error
await wxpay.v3.pay.transactions.id._transaction_id_.get()

// A query parameter is missing, or has another name.
// @ts-expect-error
await wxpay.v3.pay.transactions.id._transaction_id_.get({ transaction_id })
// @ts-expect-error
await wxpay.v3.pay.transactions.id._transaction_id_.get({ params: { mch_id: mchid }, transaction_id })

// A field that the answer does not have, and a body where there is none.
const { data } = await wxpay.v3.pay.transactions.native.post(order)
// @ts-expect-error
console.log(data.prepay_id)
const { close } = wxpay.v3.pay.transactions.outTradeNo._out_trade_no_
const closed = await close.post({ mchid }, { out_trade_no: order.out_trade_no })
// @ts-expect-error
console.log(closed.data.code)
