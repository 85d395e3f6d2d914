// #region encrypt
import { wxpay } from './wechatpay.js'
declare const platformPublicKey: import('node:crypto').KeyObject
declare const platformPublicKeyId: string
// ---cut---
import { Rsa } from 'wechatpay-axios-plugin'

const { data } = await wxpay.v3.profitsharing.receivers.add.post({
  appid: 'wx8888888888888888',
  type: 'MERCHANT_ID',
  account: '1900000110',
  name: Rsa.encrypt('深圳市示例供应链有限公司', platformPublicKey),
  relation_type: 'SUPPLIER',
}, {
  headers: { 'Wechatpay-Serial': platformPublicKeyId }, // 说明用的是哪一把公钥
})
console.log(data.account)
// #endregion encrypt
