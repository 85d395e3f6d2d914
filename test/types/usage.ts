// What has to compile: every spelling of a path that the SDK takes, and values that only answers may have.
import { createReadStream } from 'node:fs'
import { Wechatpay as Sdk } from 'wechatpay-axios-plugin'
import type { Wechatpay, WeChatPay } from './wechatpay.js'

const wxpay = new Sdk({ mchid: '', serial: '', privateKey: '', certs: {} }) as unknown as Wechatpay
const config = { card_id: 'pbLatjvWOibDc5-TBnbUk1pD12o0', code: '478515832665' }

const spellings = [
  wxpay.v3.marketing.membercardOpen.cards._card_id_.codes._code_,
  wxpay.v3.marketing['membercard-open'].cards.$card_id$.codes.$code$,
  wxpay.v3.marketing.membercardOpen.cards['{card_id}'].codes['{code}'],
  wxpay.chain('v3/marketing/membercard-open/cards/{card_id}/codes/{code}'),
]
for (const spelling of spellings) {
  const { data } = await spelling.get(config)
  // Answers may bring values that no list has yet.
  const state: string | undefined = data.user_card_status
  console.log(state)
}

const bonus: WeChatPay.OpenAPI.V3.Marketing.MembercardOpen.Cards._card_id_.Codes._code_.Bonus.Prepare
  .PostHttpMethod.JsonDataRequest = {
  out_trade_no: '1217752501201407033233368018',
  mchid: '1230000109',
  sub_mchid: '1900000109',
  bonus_value: 30,
}
// A POST can be called without naming the method.
const { status } = await wxpay.v3.marketing.membercardOpen.cards._card_id_.codes._code_.bonus.prepare(bonus, config)
console.log(status === 204)

// axios' own options stand beside the API's.
await wxpay.v3.certificates.get({ timeout: 5000, headers: { 'X-Trace': '1' } })
// A segment called like an HTTP method is reached by its path.
const receiver = { appid: 'wxd678efb567ab6787', type: 'MERCHANT_ID', account: '1900000109' } as const
await wxpay.chain('v3/profitsharing/receivers/delete').post(receiver)
// An upload may be a plain object, of which axios makes the form.
const meta = { filename: 'shop.jpg', sha256: 'a17b7686f373792e492b7bbda7c4811c59d673a0b1125489cdb58f3020833860' }
const form = { meta: JSON.stringify(meta), file: createReadStream('shop.jpg') }
await wxpay.v3.merchant.media.upload.post(form, { meta, headers: { 'Content-Type': 'multipart/form-data' } })
// Where there is no body, some write an empty one.
await wxpay.v3.fundApp.mchTransfer.transferBills.outBillNo._out_bill_no_.cancel.post({}, { out_bill_no: 'T1' })
