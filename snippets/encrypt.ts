// #region encrypt
import { Rsa } from 'wechatpay-axios-plugin'
import { platformPublicKey, platformPublicKeyId, setting, wxpay } from './wxpay.mjs'

const { data } = await wxpay.v3.profitsharing.receivers.add.post({
  appid: setting('WXPAY_APPID'),
  type: 'MERCHANT_ID',
  account: '1900000110',
  name: Rsa.encrypt('深圳市示例供应链有限公司', platformPublicKey),
  relation_type: 'SUPPLIER',
}, {
  headers: { 'Wechatpay-Serial': platformPublicKeyId }, // 说明用的是哪一把公钥
})
console.log(data.account)
// #endregion encrypt
